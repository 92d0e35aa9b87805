package otp.handrolled.task;

import java.time.Duration;
import java.util.Objects;
import otp.handrolled.process.Timeouts;

/**
 * The options of {@link Task#asyncStream}. (Elixir's {@code zip_input_on_exit} is not among them: let the function return what
 * you need to know of its input.)
 *
 * @param maxConcurrency how many tasks run at a time, at least one; by default as many as there are processors, as Elixir takes
 *     {@code System.schedulers_online/0}
 * @param ordered whether results come in the order of the elements, which is the default, or as they are ready. In order, what
 *     is ready early is kept until its turn
 * @param timeout how long each task may take; five seconds by default
 * @param onTimeout what happens to a task that takes longer, and to the stream
 */
public record StreamOptions(int maxConcurrency, boolean ordered, Duration timeout, OnTimeout onTimeout) {
    public StreamOptions {
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("expected a maxConcurrency of one or more, got: " + maxConcurrency);
        }
        Timeouts.check(timeout);
        Objects.requireNonNull(onTimeout, "onTimeout");
    }

    /** What one late task means. */
    public enum OnTimeout {
        /** The caller exits, with {@code {timeout, {Task.Supervised, stream, [timeout]}}}. */
        EXIT,
        /** The task is killed, its result is {@code {:exit, :timeout}}, and the stream goes on. */
        KILL_TASK
    }

    /** One task a processor, results in order, five seconds for each, and the caller exits when one is late. */
    public static final StreamOptions DEFAULTS =
            new StreamOptions(Runtime.getRuntime().availableProcessors(), true, Timeouts.DEFAULT, OnTimeout.EXIT);

    /**
     * These with another number of tasks at a time.
     *
     * @param newMaxConcurrency one or more
     * @return the options
     */
    public StreamOptions withMaxConcurrency(int newMaxConcurrency) {
        return new StreamOptions(newMaxConcurrency, ordered, timeout, onTimeout);
    }

    /**
     * These with results as they are ready.
     *
     * @return the options
     */
    public StreamOptions unordered() {
        return new StreamOptions(maxConcurrency, false, timeout, onTimeout);
    }

    /**
     * These with another time for each task.
     *
     * @param newTimeout zero or more, or {@link Timeouts#INFINITY}
     * @return the options
     */
    public StreamOptions withTimeout(Duration newTimeout) {
        return new StreamOptions(maxConcurrency, ordered, newTimeout, onTimeout);
    }

    /**
     * These with another consequence of a late task.
     *
     * @param newOnTimeout which
     * @return the options
     */
    public StreamOptions withOnTimeout(OnTimeout newOnTimeout) {
        return new StreamOptions(maxConcurrency, ordered, timeout, newOnTimeout);
    }
}
