package otp.handrolled.registry;

import org.jspecify.annotations.Nullable;
import otp.handrolled.ets.Pattern;
import otp.handrolled.process.Pid;

/**
 * One registration as {@link Registry#select} sees it: {@code {key, pid, value}}.
 *
 * @param key the key
 * @param pid who registered
 * @param value with what, or null if it is a server that was started under a via name without a value
 * @param <K> the keys
 * @param <V> the values
 */
public record Registered<K, V>(K key, Pid pid, @Nullable V value) {
    /**
     * The head of a match specification that any registration fits, {@code {:_, :_, :_}}; say more with {@link Pattern.Tuple#with}.
     *
     * @param <K> the keys
     * @param <V> the values
     * @return the pattern
     */
    @SuppressWarnings("unchecked") // a class says nothing of type parameters
    public static <K, V> Pattern.Tuple<Registered<K, V>> any() {
        return Pattern.of((Class<Registered<K, V>>) (Class<?>) Registered.class);
    }
}
