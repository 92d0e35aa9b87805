package otp.handrolled.task;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Task#asyncStream} does with each element. A {@link java.util.function.Function} that may throw what it likes.
 *
 * @param <T> the element
 * @param <R> the result
 */
@FunctionalInterface
public interface TaskFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Runs in the process of the element's task.
     *
     * @param element the element
     * @return the result
     * @throws Exception whatever it likes: the task then exits {@link otp.handrolled.process.ExitReason.Crash} with it
     */
    R apply(T element) throws Exception;
}
