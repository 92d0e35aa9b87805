package otp.handrolled.supervisor;

import java.time.Duration;
import java.util.Arrays;
import otp.handrolled.process.Clock;

/**
 * How often a supervisor has restarted lately: more than {@code maxRestarts} within {@code period} are too many (S9).
 *
 * <p>OTP keeps the list of the restarts within the period and counts it. It is enough to know the one that lies maxRestarts back:
 * if that is still within the period, this one is too many. So a ring of that many instants does, and each restart costs the
 * same however large the budget. Time is in whole seconds, and both ends count, as in OTP.
 *
 * <p>Belongs to one supervisor and is used by its process only.
 */
final class RestartBudget {
    private static final long NEVER = Long.MIN_VALUE;

    private final Clock clock;
    private final long period;
    private final long[] instants;
    private int next;

    RestartBudget(Clock clock, int maxRestarts, Duration period) {
        this.clock = clock;
        this.period = period.toSeconds();
        this.instants = new long[maxRestarts];
        Arrays.fill(instants, NEVER);
    }

    /** One more restart is due. Returns whether the budget allows it. */
    boolean allowsOneMore() {
        long now = Duration.ofNanos(clock.now()).toSeconds();
        if (instants.length == 0) {
            return false;
        }
        long oldest = instants[next];
        instants[next] = now;
        next = (next + 1) % instants.length;
        return oldest == NEVER || oldest < now - period;
    }

    /** How many more it would allow now. */
    int left() {
        long now = Duration.ofNanos(clock.now()).toSeconds();
        int used = 0;
        for (long instant : instants) {
            if (instant != NEVER && instant >= now - period) {
                used++;
            }
        }
        return instants.length - used;
    }
}
