package otp.comparison.speed.map;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.speed.CacheSweepProgram;
import otp.comparison.speed.CacheSweepProgram.Swept;

/** A program: {@code removeIf} over all entries. */
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
        private record Entry(Integer value, long end) {}

        private final ConcurrentHashMap<Integer, Entry> map = new ConcurrentHashMap<>();
        private long now;

        @Override
        public void put(Integer key, Integer value, Duration ttl) {
            map.put(key, new Entry(value, now + ttl.toNanos()));
        }

        @Override
        public void sweep(Duration passes) {
            now += passes.toNanos();
            map.values().removeIf(entry -> entry.end <= now);
        }

        @Override
        public long size() {
            return map.size();
        }

        @Override
        public void close() {
            map.clear();
        }
    }
}
