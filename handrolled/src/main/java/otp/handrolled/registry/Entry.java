package otp.handrolled.registry;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;

/**
 * What is registered under a key: {@code {pid, value}}.
 *
 * @param pid who registered
 * @param value what it registered with, or null if it is a server that was started under a via name without a value
 * @param <V> the values
 */
public record Entry<V>(Pid pid, @Nullable V value) {}
