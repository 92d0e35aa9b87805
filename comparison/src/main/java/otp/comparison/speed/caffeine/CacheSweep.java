package otp.comparison.speed.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import otp.comparison.speed.CacheSweepProgram;
import otp.comparison.speed.CacheSweepProgram.Swept;

/** A program: the upkeep of a cache in which each entry has its own time to live, as lesson 2's has. */
public final class CacheSweep {
    private CacheSweep() {}

    /**
     * Prints the figures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        CacheSweepProgram.run(Expiring::new);
    }

    private static final class Expiring implements Swept {
        /** A value, and how long it is there. */
        private record Entry(Integer value, Duration ttl) {}

        private long now;
        private final Cache<Integer, Entry> cache = Caffeine.newBuilder()
                .expireAfter(Expiry.<Integer, Entry>writing((_, entry) -> entry.ttl))
                .ticker(() -> now)
                // On the thread that puts, so that none of it is left to a thread that runs during the sweep.
                .executor(Runnable::run)
                .build();

        @Override
        public void put(Integer key, Integer value, Duration ttl) {
            cache.put(key, new Entry(value, ttl));
        }

        @Override
        public void sweep(Duration passes) {
            now += passes.toNanos();
            // One call may leave some for the next.
            long before;
            do {
                before = cache.estimatedSize();
                cache.cleanUp();
            } while (cache.estimatedSize() < before);
        }

        @Override
        public long size() {
            return cache.estimatedSize();
        }

        @Override
        public void close() {
            cache.invalidateAll();
        }
    }
}
