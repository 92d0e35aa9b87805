package otp.termscache;

/**
 * How often a cache was read since it was started, restarts of its owner left aside.
 *
 * @param hits how often there was a value
 * @param misses how often there was none, or its time was over
 */
public record Reads(long hits, long misses) {}
