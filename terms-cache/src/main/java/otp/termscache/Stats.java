package otp.termscache;

/**
 * What has happened in a TermsCache since it was started.
 *
 * @param size how many entries it holds, those that are over and not yet swept out among them
 * @param hits how often there was a value
 * @param misses how often there was none, or its time was over
 * @param expired how many were thrown out because their time was over
 * @param evicted how many were thrown out because there was no more room
 * @param loads how many loaders have given a value
 * @param failedLoads how many have not
 */
public record Stats(long size, long hits, long misses, long expired, long evicted, long loads, long failedLoads) {}
