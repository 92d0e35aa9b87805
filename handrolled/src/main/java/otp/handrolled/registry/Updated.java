package otp.handrolled.registry;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Registry#updateValue} returns: {@code {new, old}}.
 *
 * @param value the value from now on
 * @param before the value before
 * @param <V> the values
 */
public record Updated<V>(V value, @Nullable V before) {}
