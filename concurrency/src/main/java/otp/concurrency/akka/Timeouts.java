package otp.concurrency.akka;

import java.time.Duration;

/** Which timeouts this lane takes. Akka refuses the others too, but later: in the middle of an actor, or as a failed future. */
final class Timeouts {
    /** Akka's default scheduler counts 2^31 - 1 ticks of 10 ms ahead, which is 248 days. */
    private static final Duration LONGEST = Duration.ofDays(248);

    private Timeouts() {}

    /**
     * Refuses what cannot be a timeout.
     *
     * @throws IllegalArgumentException if it is not above zero, or too long for Akka's scheduler
     */
    static Duration check(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "expected a timeout of more than zero and up to " + LONGEST.toDays() + " days, got: " + timeout);
        }
        return timeout;
    }
}
