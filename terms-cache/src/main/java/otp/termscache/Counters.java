package otp.termscache;

import java.util.concurrent.atomic.LongAdder;

/** What a cache counts while it is read and written by many: {@code :counters} with {@code :write_concurrency}. */
public final class Counters {
    public final LongAdder hits = new LongAdder();
    public final LongAdder misses = new LongAdder();
    public final LongAdder expired = new LongAdder();
    public final LongAdder evicted = new LongAdder();
    public final LongAdder loads = new LongAdder();
    public final LongAdder failedLoads = new LongAdder();

    /** How often the cache was read. */
    public Reads reads() {
        return new Reads(hits.sum(), misses.sum());
    }

    /** All of it, of a cache of that size. */
    public Stats stats(long size) {
        return new Stats(size, hits.sum(), misses.sum(), expired.sum(), evicted.sum(), loads.sum(), failedLoads.sum());
    }
}
