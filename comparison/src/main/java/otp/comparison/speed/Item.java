package otp.comparison.speed;

/**
 * What lies in the tables: an object with its key.
 *
 * @param key the key
 * @param value a counter, or the instant it expires
 */
public record Item(Integer key, long value) {}
