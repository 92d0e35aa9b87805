package otp.handrolled.supervisor;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ServerName;

/**
 * How a supervisor works: the options of {@code Supervisor.start_link/2}, with Elixir's defaults (Erlang's budget is 1 restart in
 * 5 seconds).
 *
 * @param strategy who is restarted with a child
 * @param maxRestarts how many restarts the budget allows within the period; with zero the first one that is due ends the
 *     supervisor
 * @param maxSeconds the period, in whole seconds, one or more
 * @param autoShutdown whether the end of significant children ends the supervisor
 * @param name what it is registered under, or null
 */
public record Flags(
        Strategy strategy,
        int maxRestarts,
        Duration maxSeconds,
        AutoShutdown autoShutdown,
        @Nullable ServerName name) {

    public Flags {
        Objects.requireNonNull(strategy, "invalid_strategy: expected a strategy, got null");
        Objects.requireNonNull(maxSeconds, "invalid_period: expected maxSeconds, got null");
        Objects.requireNonNull(autoShutdown, "invalid_auto_shutdown: expected when to shut down, got null");
        if (maxRestarts < 0) {
            throw new IllegalArgumentException(
                    "invalid_intensity: expected maxRestarts of zero or more, got: " + maxRestarts);
        }
        if (maxSeconds.toSeconds() < 1 || !maxSeconds.equals(Duration.ofSeconds(maxSeconds.toSeconds()))) {
            throw new IllegalArgumentException(
                    "invalid_period: expected maxSeconds of whole seconds, one or more, got: " + maxSeconds);
        }
    }

    /**
     * A strategy, and for the rest 3 restarts in 5 seconds, no automatic shutdown, no name.
     *
     * @param strategy who is restarted with a child
     * @return the flags
     */
    public static Flags of(Strategy strategy) {
        return new Flags(strategy, 3, Duration.ofSeconds(5), AutoShutdown.NEVER, null);
    }

    /** The flags with {@link Strategy#ONE_FOR_ONE}. */
    public static Flags oneForOne() {
        return of(Strategy.ONE_FOR_ONE);
    }

    /** The flags with {@link Strategy#ONE_FOR_ALL}. */
    public static Flags oneForAll() {
        return of(Strategy.ONE_FOR_ALL);
    }

    /** The flags with {@link Strategy#REST_FOR_ONE}. */
    public static Flags restForOne() {
        return of(Strategy.REST_FOR_ONE);
    }

    /**
     * These with another budget.
     *
     * @param restarts how many restarts are allowed
     * @param period within how long, in whole seconds
     * @return the flags
     */
    public Flags withBudget(int restarts, Duration period) {
        return new Flags(strategy, restarts, period, autoShutdown, name);
    }

    /**
     * These with another automatic shutdown.
     *
     * @param newAutoShutdown when the supervisor ends with its significant children
     * @return the flags
     */
    public Flags withAutoShutdown(AutoShutdown newAutoShutdown) {
        return new Flags(strategy, maxRestarts, maxSeconds, newAutoShutdown, name);
    }

    /**
     * These with a name on the node.
     *
     * @param newName the name
     * @return the flags
     */
    public Flags named(String newName) {
        return new Flags(strategy, maxRestarts, maxSeconds, autoShutdown, new ServerName.Local(newName));
    }
}
