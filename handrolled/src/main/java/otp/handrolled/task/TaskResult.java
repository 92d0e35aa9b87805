package otp.handrolled.task;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;

/**
 * What one gets who asks for a result and does not want to exit with the task: {@code {:ok, value} | {:exit, reason} | nil}.
 *
 * @param <R> what the function of the task returns
 */
public sealed interface TaskResult<R extends @Nullable Object> {

    /**
     * A task that is over, one way or the other.
     *
     * @param <R> what its function returns
     */
    sealed interface Ended<R extends @Nullable Object> extends TaskResult<R> {}

    /** {@code {:ok, value}}: the function has returned. */
    record Ok<R extends @Nullable Object>(R value) implements Ended<R> {}

    /** {@code {:exit, reason}}: the process of the task ended without a result. */
    record Exited<R extends @Nullable Object>(ExitReason reason) implements Ended<R> {}

    /** {@code nil}: no result so far, or, from a shutdown, none any more and that is how it was meant. */
    record Nothing<R extends @Nullable Object>() implements TaskResult<R> {}
}
