package otp.handrolled.process;

import java.time.Duration;

/** How this library reads a timeout: a {@link Duration} of zero or more, or {@link #INFINITY}. */
public final class Timeouts {
    /** {@code :infinity}: wait for as long as it takes. Any duration beyond 146 years means the same. */
    public static final Duration INFINITY = Duration.ofSeconds(Long.MAX_VALUE);

    /** The 5,000 milliseconds that {@code GenServer.call/2} and {@code Task.await/1} wait by default. */
    public static final Duration DEFAULT = Duration.ofSeconds(5);

    // Half of what a long holds, so that "now + timeout" cannot overflow.
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private Timeouts() {}

    /**
     * The instant at which a timeout that starts now is over.
     *
     * @param clock the clock to read
     * @param timeout how long from now
     * @return nanoseconds of that clock, or {@link Clock#NEVER}
     * @throws IllegalArgumentException if the timeout is negative, as Erlang raises {@code timeout_value}
     */
    public static long deadline(Clock clock, Duration timeout) {
        check(timeout);
        if (isInfinite(timeout)) {
            return Clock.NEVER;
        }
        long deadline = clock.now() + timeout.toNanos();
        return deadline < 0 ? Clock.NEVER : deadline;
    }

    /**
     * What is left of a timeout, for whoever does one thing after another within it.
     *
     * @param clock the clock to read
     * @param deadline what {@link #deadline} gave for that clock
     * @return zero or more, or {@link #INFINITY}
     */
    public static Duration left(Clock clock, long deadline) {
        return deadline == Clock.NEVER ? INFINITY : Duration.ofNanos(Math.max(0, deadline - clock.now()));
    }

    /**
     * Whether a timeout never ends.
     *
     * @param timeout to be looked at
     * @return true for {@link #INFINITY} and for any duration beyond 146 years
     */
    public static boolean isInfinite(Duration timeout) {
        return timeout.getSeconds() >= LONGEST / 1_000_000_000L;
    }

    /**
     * Refuses what cannot be a timeout.
     *
     * @param timeout to be checked
     * @return the same
     * @throws IllegalArgumentException if it is negative
     */
    public static Duration check(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a timeout of zero or more, or Timeouts.INFINITY, got: " + timeout);
        }
        return timeout;
    }

    /**
     * A timeout as Elixir writes it: milliseconds, or {@code :infinity}.
     *
     * @param timeout to be written
     * @return the text
     */
    public static String describe(Duration timeout) {
        return isInfinite(timeout) ? ":infinity" : Long.toString(timeout.toMillis());
    }
}
