package otp.comparison.speed.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import otp.comparison.speed.Item;
import otp.comparison.speed.SweepProgram;

/** A program: {@code cleanUp} of a cache. It keeps its entries in the order they expire in, and need not look at those that do not. */
public final class Sweep {
    private Sweep() {}

    /**
     * Prints the figures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SweepProgram.run(Expiring::new);
    }

    private static final class Expiring implements SweepProgram.Expiring {
        private long now;
        private final Cache<Integer, Item> cache = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofNanos(1_000))
                .ticker(() -> now)
                // On the thread that inserts, so that none of it is left to a thread that runs during the sweep.
                .executor(Runnable::run)
                .build();

        @Override
        public void insert(Item item) {
            cache.put(item.key(), item);
        }

        @Override
        public void sweep(long instant) {
            now = instant;
            // One call throws out a thousand at most.
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
    }
}
