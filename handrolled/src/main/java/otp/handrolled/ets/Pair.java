package otp.handrolled.ets;

/**
 * The object {@code {key, value}}: what most tables hold, and what {@link Ets#create(String)} makes one for.
 *
 * @param key the key
 * @param value what is stored under it
 * @param <K> the keys
 * @param <V> the values
 */
public record Pair<K, V>(K key, V value) {}
