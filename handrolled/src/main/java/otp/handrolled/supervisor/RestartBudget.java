package otp.handrolled.supervisor;

import java.time.Duration;
import java.util.Arrays;
import otp.handrolled.process.Clock;

/**
 * How often a supervisor has restarted lately: more than {@code maxRestarts} within {@code period} are too many (S9).
 *
 * <p>OTP keeps the list of the restarts within the period and counts it. It is enough to know the one that lies maxRestarts back:
 * if that is still within the period, this one is too many. So a ring of that many instants does, and each restart costs the
 * same however large the budget. The ring grows as restarts come, up to that size: a budget of a million costs nothing until
 * it is used. Time is in whole seconds, and both ends count, as in OTP.
 *
 * <p>Belongs to one supervisor and is used by its process only.
 */
final class RestartBudget {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int SMALL = 8;

    private final Clock clock;
    private final int maxRestarts;
    private final long period;

    /** The instants of the last restarts, in seconds; {@code next} is the place of the oldest, which the next one takes. */
    private long[] instants;

    private int next;

    RestartBudget(Clock clock, Flags flags) {
        this.clock = clock;
        this.maxRestarts = flags.maxRestarts();
        this.period = flags.maxSeconds().toSeconds();
        this.instants = new long[Math.min(maxRestarts, SMALL)];
        Arrays.fill(instants, NEVER);
    }

    /** One more restart is due. Returns whether the budget allows it. */
    boolean allowsOneMore() {
        if (maxRestarts == 0) {
            return false;
        }
        long now = Duration.ofNanos(clock.now()).toSeconds();
        if (instants.length < maxRestarts && isWithinPeriod(instants[next], now)) {
            grow();
        }
        long oldest = instants[next];
        instants[next] = now;
        next = (next + 1) % instants.length;
        return !isWithinPeriod(oldest, now);
    }

    private boolean isWithinPeriod(long instant, long now) {
        return instant != NEVER && instant >= now - period;
    }

    /** Makes room for older ones: the free places come before the oldest there is. */
    private void grow() {
        int larger = (int) Math.min(maxRestarts, 2L * instants.length);
        var roomy = new long[larger];
        Arrays.fill(roomy, NEVER);
        int kept = instants.length;
        for (int i = 0; i < kept; i++) {
            roomy[larger - kept + i] = instants[(next + i) % kept];
        }
        instants = roomy;
        next = 0;
    }
}
