package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.testkit.log.LogCapture;

/**
 * A node whose time stands still, and the words that tests of processes are written in. What the processes log is captured, and
 * printed only if the test fails.
 */
abstract class ProcessTest {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final ExitReason BOOM = ExitReason.term("boom");

    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    final ManualClock clock = new ManualClock();
    final Node node = Node.start(clock);

    @AfterEach
    void nothingRunsOn() {
        node.close();
        awaitNoneLinger();
    }

    /** Until the code of all that were ended has come to its end: it has to, but on a busy machine that takes a moment. */
    void awaitNoneLinger() {
        Awaitility.await("code that runs on")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> node.lingering().isEmpty());
    }

    /** A body that does nothing until it is ended. */
    static void idle() {
        receive(message -> null);
    }

    /** Ends with {@link #BOOM}. */
    static void boom() {
        exit(BOOM);
    }

    /** The next message, whatever it is. */
    static Object next() {
        return receive(message -> () -> message);
    }

    /** Takes all messages out of the caller's mailbox, the oldest first. */
    static List<Object> flush() {
        var messages = new ArrayList<Object>();
        while (receive(message -> () -> messages.add(message), Duration.ZERO, () -> false)) {
            // Until the mailbox is empty.
        }
        return messages;
    }

    /** Waits for the DOWN of a monitor and says why it came; all other messages stay. */
    static ExitReason downOf(Ref monitor) {
        return receive(
                message -> message instanceof Down(var ref, var _, var reason) && ref == monitor ? () -> reason : null);
    }

    /** Waits until a process is gone. */
    static void awaitDeath(Pid pid) {
        downOf(monitor(pid));
    }

    /** Waits for somebody else, but not for ever. */
    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS))
                    .as("what was waited for did not come")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
