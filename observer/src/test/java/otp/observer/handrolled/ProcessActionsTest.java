package otp.observer.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;
import otp.observer.tree.Action;
import otp.observer.tree.Outcome;
import otp.testkit.log.LogCapture;

class ProcessActionsTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp.genserver");

    private final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    private static Outcome act(Pid pid, Action action) {
        return ProcessActions.act(ProcessInfo.of(pid), action);
    }

    /** What one who watches it hears after the action. */
    private ExitReason endOf(Callable<Pid> start, Action action) throws Exception {
        return node.run(() -> {
            Pid pid = start.call();
            monitor(pid);
            assertThat(act(pid, action).done()).isTrue();
            return receive(message -> message instanceof Down(var _, var _, var reason) ? () -> reason : null);
        });
    }

    private static Pid server() {
        return GenServer.start(new Stack<Integer>(List.of())).get().pid();
    }

    private static Pid deafAndTrapping() {
        Pid parent = self();
        Pid pid = spawn(() -> {
            trapExit(true);
            send(parent, "ready");
            receive(_ -> null);
        });
        return receive(message -> message.equals("ready") ? () -> pid : null);
    }

    @Test
    void aServerThatIsCrashedEndsWithAnException() throws Exception {
        assertThat(endOf(ProcessActionsTest::server, Action.CRASH))
                .isInstanceOfSatisfying(
                        ExitReason.Crash.class,
                        crash -> assertThat(crash.error()).isInstanceOf(ProcessActions.CrashedOnPurpose.class));
    }

    @Test
    void aServerThatIsStoppedEndsNormally() throws Exception {
        assertThat(endOf(ProcessActionsTest::server, Action.STOP)).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void aKillEndsEvenWhoTrapsExits() throws Exception {
        assertThat(endOf(ProcessActionsTest::deafAndTrapping, Action.KILL)).isEqualTo(ExitReason.KILLED);
    }

    @Test
    void aProcessThatIsNoServerGetsASignal() throws Exception {
        assertThat(endOf(() -> spawn(() -> receive(_ -> null)), Action.STOP)).isEqualTo(ExitReason.SHUTDOWN);
        assertThat(endOf(() -> spawn(() -> receive(_ -> null)), Action.CRASH)).isInstanceOf(ExitReason.Crash.class);
    }

    @Test
    void whoIsSuspendedHandlesNothingUntilItIsResumed() throws Exception {
        Optional<Integer> popped = node.run(() -> {
            ServerRef<Stack.Message<Integer>> stack =
                    GenServer.start(new Stack<Integer>(List.of())).get();
            Pid pid = stack.pid();
            act(pid, Action.SUSPEND);
            GenServer.cast(stack, new Stack.Push<>(1));
            assertThat(ProcessInfo.of(pid).mailbox()).isEqualTo(1);

            assertThat(act(pid, Action.RESUME).done()).isTrue();

            return GenServer.<Stack.Message<Integer>, Optional<Integer>>call(stack, Stack.Pop::new);
        });

        assertThat(popped).contains(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPEND", "RESUME"})
    void whoIsNoServerCannotBeSuspended(Action action) throws Exception {
        node.run(() -> {
            Pid pid = spawn(() -> receive(_ -> null));

            assertThat(act(pid, action).done()).isFalse();
            assertThat(ProcessInfo.of(pid).mailbox()).isZero();
        });
    }

    @Test
    void whoHasEndedMeanwhileIsSaidToHave() throws Exception {
        node.run(() -> {
            Pid pid = server();
            ProcessInfo before = ProcessInfo.of(pid);
            act(pid, Action.KILL);

            assertThat(ProcessActions.act(before, Action.STOP)).satisfies(outcome -> {
                assertThat(outcome.done()).isFalse();
                assertThat(outcome.words()).startsWith("It has ended meanwhile");
            });
        });
    }
}
