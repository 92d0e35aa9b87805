package otp.handrolled.process;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A look at what a process remembers of the calls it was sent. */
public final class Requests {
    private Requests() {}

    /**
     * Waits until a process remembers no call any more: it forgets one a moment after its caller has gone on. A call that it never
     * forgets fails the test after ten seconds.
     */
    public static void awaitNoneHeldBy(Pid pid) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> pid.block.unanswered() == 0);
    }

    /** The thread a process runs on: to do to it what no process can. */
    public static Thread threadOf(Pid pid) {
        return pid.block.thread();
    }
}
