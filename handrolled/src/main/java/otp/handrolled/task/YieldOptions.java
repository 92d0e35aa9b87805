package otp.handrolled.task;

import java.time.Duration;
import java.util.Objects;
import otp.handrolled.process.Timeouts;

/**
 * The options of {@link Task#yieldMany}. ({@code limit} and {@code on_timeout} are of Elixir 1.16 and 1.15.)
 *
 * @param timeout how long to wait for all of them together; five seconds by default
 * @param limit how many ends are enough; when so many tasks have ended, the call returns and {@code onTimeout} does not apply.
 *     By default all
 * @param onTimeout what becomes of the tasks that are not done when the time is up
 */
public record YieldOptions(Duration timeout, int limit, OnTimeout onTimeout) {
    public YieldOptions {
        Timeouts.check(timeout);
        Objects.requireNonNull(onTimeout, "onTimeout");
        if (limit < 0) {
            throw new IllegalArgumentException("expected a limit of zero or more tasks, got: " + limit);
        }
    }

    /** What becomes of a task that is late. */
    public enum OnTimeout {
        /** It runs on, and can be asked again. */
        NOTHING,
        /** It runs on, and nobody hears of it any more: {@link Task#ignore()}. */
        IGNORE,
        /** It is killed: {@link Task#brutalKill()}. */
        KILL_TASK
    }

    /** Five seconds, for all, and late tasks are left alone. */
    public static final YieldOptions DEFAULTS =
            new YieldOptions(Timeouts.DEFAULT, Integer.MAX_VALUE, OnTimeout.NOTHING);

    /**
     * These with another timeout.
     *
     * @param newTimeout zero or more, or {@link Timeouts#INFINITY}
     * @return the options
     */
    public YieldOptions withTimeout(Duration newTimeout) {
        return new YieldOptions(newTimeout, limit, onTimeout);
    }

    /**
     * These with a number of ends that is enough.
     *
     * @param newLimit zero or more
     * @return the options
     */
    public YieldOptions withLimit(int newLimit) {
        return new YieldOptions(timeout, newLimit, onTimeout);
    }

    /**
     * These with another fate for late tasks.
     *
     * @param newOnTimeout which
     * @return the options
     */
    public YieldOptions withOnTimeout(OnTimeout newOnTimeout) {
        return new YieldOptions(timeout, limit, newOnTimeout);
    }
}
