package otp.termscache.akka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.termscache.CacheGoneException;
import otp.termscache.Counters;
import otp.termscache.Reads;
import otp.termscache.Terms;

/**
 * What the readers of a {@link TableCache} or {@link TermsCache} have of it: they read where they are, at the same time as all others, and no actor is
 * asked. Only the actor writes. Thread-safe, never blocks.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class SharedTable<K, V> {
    /** A value, and how long it is there. */
    record Entry<V>(V value, Duration ttl) {}

    private final String name;
    private final Cache<K, Entry<V>> entries;
    final Counters counters;
    private volatile boolean gone;

    /**
     * An empty one, for {@link TableCache#create(Duration, java.util.function.Supplier)}.
     *
     * @param name what it is called in errors
     * @param clock tells the time; a clock that only goes forward, such as {@link Ticker#systemTicker()}
     */
    public static <K, V> SharedTable<K, V> create(String name, Ticker clock) {
        return new SharedTable<>(name, new Counters(), Caffeine.newBuilder().ticker(clock));
    }

    /**
     * An empty one.
     *
     * @param counters what counts hits and misses
     * @param caffeine what there is to say besides when entries expire
     */
    SharedTable(String name, Counters counters, Caffeine<? super K, ? super Entry<V>> caffeine) {
        this.name = name;
        this.counters = counters;
        this.entries = caffeine.expireAfter(Expiry.<K, Entry<V>>writing((_, entry) -> entry.ttl))
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
        Entry<V> entry = entries.getIfPresent(Terms.key(key));
        if (entry == null) {
            counters.misses.increment();
            return Optional.empty();
        }
        counters.hits.increment();
        return Optional.of(entry.value);
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
        return counters.reads();
    }

    /**
     * Some of the entries that are not over, in no particular order.
     *
     * @param limit how many at most, one or more
     * @throws IllegalArgumentException if the limit is not above zero
     * @throws CacheGoneException if the cache was stopped
     */
    public List<Map.Entry<K, V>> some(int limit) {
        checkRuns();
        return entries.asMap().entrySet().stream()
                .limit(Terms.limit(limit))
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

    /** Returns whether there was a value. */
    boolean remove(K key) {
        return entries.asMap().remove(key) != null;
    }

    /** As {@link #get}, and not counted. */
    @Nullable
    V peek(K key) {
        Entry<V> entry = entries.asMap().get(key);
        return entry == null ? null : entry.value;
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
