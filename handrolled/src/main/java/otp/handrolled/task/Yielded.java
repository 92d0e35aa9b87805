package otp.handrolled.task;

import org.jspecify.annotations.Nullable;

/**
 * One of the pairs that {@link Task#yieldMany} returns: {@code {task, {:ok, value} | {:exit, reason} | nil}}.
 *
 * @param task which
 * @param result what is known of it
 * @param <R> what its function returns
 */
public record Yielded<R extends @Nullable Object>(Task<? extends R> task, TaskResult<R> result) {}
