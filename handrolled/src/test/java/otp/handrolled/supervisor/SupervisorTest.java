package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.ChildInfo;
import otp.handrolled.supervisor.Supervisor.Message;

/**
 * The words that tests of supervisors are written in.
 *
 * <p>None of them waits for a restart: a dying child tells its supervisor before it tells the test, so whatever the test asks the
 * supervisor next is answered after it has dealt with that.
 */
abstract class SupervisorTest extends ServerTest {
    /** Room for any number of restarts. */
    static final int PLENTY = 1_000_000;

    private final List<String> journal = new ArrayList<>();
    private final ConcurrentHashMap<Object, ExitReason> failing = new ConcurrentHashMap<>();

    /** Runs code as a process that traps exits, as the starter of a supervisor that fails must. */
    void asProcess(ProcessBody code) throws Exception {
        node.run(() -> {
            trapExit(true);
            code.run();
        });
    }

    // ---- children ----

    /** A server that writes into the journal when it starts and when it is stopped. It fails to start while told to. */
    ChildSpec worker(String id) {
        return GenServer.childSpec(
                id,
                () -> Scripted.withInit(() -> {
                            trapExit(true);
                            ExitReason failure = failing.get(id);
                            note((failure == null ? "start " : "fail ") + id);
                            return failure == null ? Init.ok(id) : Init.stop(failure);
                        })
                        .onTerminate((reason, _) -> note("stop " + id + " " + reason)),
                Options.NONE);
    }

    ChildSpec worker(String id, Restart restart) {
        return worker(id).withRestart(restart);
    }

    /** From now on the start of this worker fails. */
    void letFail(String id) {
        failing.put(id, BOOM);
    }

    /** From now on it succeeds again. */
    void letStart(String id) {
        failing.remove(id);
    }

    void note(String event) {
        synchronized (journal) {
            journal.add(event);
        }
    }

    /** What happened since the journal was last read. */
    List<String> journal() {
        synchronized (journal) {
            List<String> events = List.copyOf(journal);
            journal.clear();
            return events;
        }
    }

    // ---- supervisors ----

    static ServerRef<Message> supervise(Flags flags, ChildSpec... children) {
        return Supervisor.startLink(List.of(children), flags).get();
    }

    static Flags plenty(Strategy strategy) {
        return Flags.of(strategy).withBudget(PLENTY, SECOND);
    }

    static ChildInfo child(ServerRef<Message> supervisor, Object id) {
        return Supervisor.whichChildren(supervisor).stream()
                .filter(info -> info.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no child " + id));
    }

    static Pid pidOf(ServerRef<Message> supervisor, Object id) {
        return child(supervisor, id).pid().orElseThrow(() -> new AssertionError(id + " does not run"));
    }

    static List<Object> ids(ServerRef<Message> supervisor) {
        return Supervisor.whichChildren(supervisor).stream().map(ChildInfo::id).toList();
    }

    /** Waits until the supervisor has dealt with all it was told so far: before the clock moves, for one thing. */
    static void settle(ServerRef<Message> supervisor) {
        Supervisor.countChildren(supervisor);
    }

    /** Lets a worker end with a reason, and waits until it has. */
    static void end(ServerRef<Message> supervisor, Object id, ExitReason reason) {
        end(pidOf(supervisor, id), reason);
    }

    static void end(Pid worker, ExitReason reason) {
        var monitor = monitor(worker);
        GenServer.cast(ServerRef.<Scripted.Message>of(worker), new Scripted.Do(state -> Next.stop(reason, state)));
        assertThat(downOf(monitor)).isEqualTo(reason);
    }

    /** Waits until all processes of the node but the caller are gone: as long as it takes, so what is left over never ends. */
    void awaitAlone() {
        for (Pid pid : node.processes()) {
            if (pid != self()) {
                downOf(pid);
            }
        }
    }

    /** The term of the reason that a start failed with. */
    static Object failure(OnStart<?> outcome) {
        return switch (outcome) {
            case OnStart.Failed<?>(ExitReason.Term(var term)) -> term;
            case OnStart.Failed<?>(var reason) -> reason;
            default -> throw new AssertionError("expected a start that failed, got: " + outcome);
        };
    }
}
