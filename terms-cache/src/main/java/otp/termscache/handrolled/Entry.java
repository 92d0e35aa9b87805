package otp.termscache.handrolled;

/**
 * An object of the table: {@code {key, value, end}}.
 *
 * @param end when it is over, in nanoseconds of the node's clock; {@link otp.termscache.Ttl#NEVER} for one that stays
 */
record Entry<K, V>(K key, V value, long end) {}
