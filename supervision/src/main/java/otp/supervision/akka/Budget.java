package otp.supervision.akka;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How many restarts, in how long: OTP's {@code max_restarts} and {@code max_seconds}.
 *
 * <p>Akka's own {@code withLimit} takes the two numbers and counts for each actor, in a window that its first crash opens and that
 * stays where it is. Groups that respawn count themselves with {@link #spend}, as OTP does: for the whole group, in a window that
 * ends now.
 *
 * @param maxRestarts how many restarts are fine; at the next one the group gives up; 0 or more
 * @param within the length of the window, more than zero
 * @param spent when the restarts of the last window were, in nanoseconds of the clock
 * @param clock nanoseconds that only grow
 */
public record Budget(int maxRestarts, Duration within, List<Long> spent, LongSupplier clock) {
    /** Three in five seconds, as in Elixir. */
    public static final Budget DEFAULT = of(3, Duration.ofSeconds(5));

    public Budget {
        if (maxRestarts < 0) {
            throw new IllegalArgumentException("expected a number of restarts of 0 or more, got: " + maxRestarts);
        }
        if (!within.isPositive()) {
            throw new IllegalArgumentException("expected a window of more than zero, got: " + within);
        }
        spent = List.copyOf(spent);
    }

    /**
     * A budget of which nothing is spent, on the system's clock.
     *
     * @throws IllegalArgumentException if maxRestarts is below zero or the window not above it
     */
    public static Budget of(int maxRestarts, Duration within) {
        return on(System::nanoTime, maxRestarts, within);
    }

    static Budget on(LongSupplier clock, int maxRestarts, Duration within) {
        return new Budget(maxRestarts, within, List.of(), clock);
    }

    // region spend
    /**
     * Takes one restart off.
     *
     * @throws Exhausted if there is none left
     */
    Budget spend(String because) {
        long now = clock.getAsLong();
        List<Long> recent = Stream.concat(spent.stream(), Stream.of(now))
                .filter(then -> now - then <= within.toNanos())
                .toList();
        if (recent.size() > maxRestarts) {
            throw new Exhausted(this, because);
        }
        return new Budget(maxRestarts, within, recent, clock);
    }
    // endregion

    /** A group had more ends to mend than its budget allows. It fails with this, and its parent decides. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted(Budget budget, String because) {
            super("expected at most " + budget.maxRestarts() + " restarts within " + budget.within()
                    + ", and now one more is due: " + because);
        }
    }
}
