package otp.supervision.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor;
import otp.testkit.log.LogCapture;
import otp.testkit.log.LogLine;

/**
 * The words that the tests of this lane are written in. A test runs as a process, linked with the playground it has started.
 *
 * <p>None of them waits for a restart: a dying child tells its supervisor before it tells the test, so whatever the test asks the
 * supervisor next is answered after it has dealt with that.
 */
abstract class PlaygroundTest {
    static final ExitReason BOOM = ExitReason.term("boom");

    // The capture begins first and ends last: a process may crash, and say so, until the node is closed.
    @RegisterExtension
    @Order(1)
    final LogCapture log = LogCapture.of("otp");

    @RegisterExtension
    @Order(2)
    final OnANode on = new OnANode();

    private int heard;

    void inThePlayground(ProcessBody test) throws Exception {
        on.node.run(() -> {
            Playground.startLink().get();
            said();
            test.run();
        });
    }

    /** What the workers have said since the last time. */
    List<String> said() {
        List<String> all = log.lines().stream()
                .filter(line -> line.logger().equals("otp.supervision.handrolled"))
                .map(LogLine::message)
                .toList();
        List<String> since = new ArrayList<>(all.subList(heard, all.size()));
        heard = all.size();
        return since;
    }

    static Pid pid(String name) {
        return ServerRef.named(name).pid();
    }

    /** Has a worker crash, and waits until its supervisor has done what is to be done. */
    static ExitReason crash(String worker, String supervisor) {
        return end(worker, supervisor, it -> Worker.crash(it, "boom"));
    }

    /** Has a worker end in some way, and waits until its supervisor has done what is to be done. */
    static ExitReason end(String worker, String supervisor, Consumer<ServerRef<Worker.Message>> how) {
        Pid pid = pid(worker);
        Ref ref = monitor(pid);
        how.accept(ServerRef.of(pid));
        ExitReason reason = downOf(ref);
        settle(supervisor);
        return reason;
    }

    /** Waits until a supervisor has dealt with whatever it was told before. */
    static void settle(String supervisor) {
        Supervisor.countChildren(ServerRef.named(supervisor));
    }

    static ExitReason downOf(Ref ref) {
        return receive(
                message -> message instanceof Down(var of, var _, var reason) && of == ref ? () -> reason : null);
    }

    static void assertCrashed(ExitReason reason) {
        assertThat(reason)
                .isInstanceOfSatisfying(
                        ExitReason.Crash.class,
                        crash -> assertThat(crash.error())
                                .isInstanceOf(Worker.Crashed.class)
                                .hasMessage("boom"));
    }
}
