package otp.comparison.speed.map;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.speed.CacheBenchmark;

/** The least that a cache can cost: a map, and a look at the clock in each read. */
public class CacheAccess extends CacheBenchmark {
    private record Entry(Integer value, long end) {}

    private final ConcurrentHashMap<Integer, Entry> map = new ConcurrentHashMap<>();

    @Override
    protected void open() {}

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected int get(Integer key) {
        Entry entry = Objects.requireNonNull(map.get(key));
        if (entry.end - System.nanoTime() <= 0) {
            throw new IllegalStateException("an entry is over after less than an hour: " + key);
        }
        return entry.value;
    }

    @Override
    protected void put(Integer key, Integer value) {
        map.put(key, new Entry(value, System.nanoTime() + Duration.ofHours(1).toNanos()));
    }
}
