package otp.termscache;

import java.time.Duration;
import java.util.Objects;

/**
 * How a cache reads a time to live, in both lanes. It counts from the put. When it is over the entry is gone: one with a time to
 * live of a second is there for less than a second, and one with none at all, zero, never is.
 */
public final class Ttl {
    /** Of an entry that lives until it is replaced; any time beyond 146 years means the same. */
    public static final Duration INFINITY = Duration.ofSeconds(Long.MAX_VALUE);

    /** When such an entry ends. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Half of what a long holds, so that "now + ttl" cannot overflow. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private Ttl() {}

    /**
     * Refuses what is no time to live.
     *
     * @param ttl to be looked at
     * @return the same
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is negative
     */
    public static Duration check(Duration ttl) {
        Objects.requireNonNull(ttl, "expected a time to live, got null: an entry that stays has Ttl.INFINITY");
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("expected a time to live of zero or more, got: " + ttl);
        }
        return ttl;
    }

    /**
     * When an entry ends.
     *
     * @param now the time of the put, in nanoseconds of a clock that only goes forward
     * @param ttl its time to live
     * @return nanoseconds of that clock, or {@link #NEVER}
     */
    public static long end(long now, Duration ttl) {
        return ttl.compareTo(LONGEST) >= 0 ? NEVER : now + ttl.toNanos();
    }

    /**
     * Whether an entry is over.
     *
     * @param end when it ends, as {@link #end} says
     * @param now nanoseconds of the same clock
     */
    public static boolean isOver(long end, long now) {
        return end != NEVER && end <= now;
    }

    /**
     * Refuses what cannot be the time between two sweeps.
     *
     * @param interval to be looked at
     * @return the same
     * @throws IllegalArgumentException if it is not above zero
     */
    public static Duration interval(Duration interval) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("expected more than zero between two sweeps, got: " + interval);
        }
        return interval;
    }
}
