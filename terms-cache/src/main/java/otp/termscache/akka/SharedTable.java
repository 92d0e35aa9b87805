package otp.termscache.akka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.Terms;

/**
 * What the readers of a {@link TableCache} have of it: they read where they are, at the same time as all others, and no actor is
 * asked. Only the actor writes. Thread-safe, never blocks.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class SharedTable<K, V> {
    /** A value, and how long it is there. */
    private record Entry<V>(V value, Duration ttl) {}

    private final String name;
    private final Cache<K, Entry<V>> entries;
    private volatile boolean gone;

    SharedTable(String name, Ticker clock) {
        this.name = name;
        this.entries = Caffeine.newBuilder()
                .expireAfter(Expiry.<K, Entry<V>>writing((_, entry) -> entry.ttl))
                .ticker(clock)
                .recordStats()
                .build();
    }

    // region for everybody
    /**
     * The value of a key.
     *
     * @return the value, or empty if there is none, or its time is over
     * @throws NullPointerException if the key is null
     * @throws CacheGoneException if the cache was stopped
     */
    public Optional<V> get(K key) {
        checkRuns();
        return Optional.ofNullable(entries.getIfPresent(Terms.key(key))).map(Entry::value);
    }

    /**
     * About how many entries there are; those among them that are over and not yet swept out.
     *
     * @throws CacheGoneException if the cache was stopped
     */
    public long size() {
        checkRuns();
        return entries.estimatedSize();
    }

    /** How often it was read. */
    public Reads reads() {
        CacheStats stats = entries.stats();
        return new Reads(stats.hitCount(), stats.missCount());
    }

    /**
     * Some of the entries that are not over, in no particular order.
     *
     * @param limit how many at most
     * @throws CacheGoneException if the cache was stopped
     */
    public List<Map.Entry<K, V>> some(int limit) {
        checkRuns();
        return entries.asMap().entrySet().stream()
                .limit(limit)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().value))
                .toList();
    }

    private void checkRuns() {
        if (gone) {
            throw new CacheGoneException(name);
        }
    }
    // endregion

    // region for the actor
    void put(K key, V value, Duration ttl) {
        entries.put(key, new Entry<>(value, ttl));
    }

    void remove(K key) {
        entries.invalidate(key);
    }

    void sweep() {
        entries.cleanUp();
    }

    /** Whoever still has this gets an error from now on, in place of what was there once. */
    void vanish() {
        gone = true;
        entries.invalidateAll();
    }
    // endregion
}
