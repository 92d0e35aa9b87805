package otp.termscache;

/**
 * What those hear who have subscribed to a TermsCache, in both lanes, in the order in which it happened. What was stored is stored
 * until the next change of its key.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public sealed interface Change<K, V> {
    /** A value was put, or loaded; in place of the one before, if there was one. */
    record Stored<K, V>(K key, V value) implements Change<K, V> {}

    /** It was taken away by its name. */
    record Removed<K, V>(K key) implements Change<K, V> {}

    /** Its time is over, and it was thrown out; at the next sweep, if nothing else met it before. */
    record Expired<K, V>(K key) implements Change<K, V> {}

    /** It was thrown out because there was no more room. */
    record Evicted<K, V>(K key) implements Change<K, V> {}
}
