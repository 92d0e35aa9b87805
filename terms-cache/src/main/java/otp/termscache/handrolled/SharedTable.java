package otp.termscache.handrolled;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.ets.Page;
import otp.handrolled.ets.Pattern;
import otp.handrolled.persistentterm.NoSuchTermException;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.Node;
import otp.termscache.CacheGoneException;
import otp.termscache.Counters;
import otp.termscache.Terms;

/**
 * What the readers of a cache share: the table, the time, and the counters. Readers find it as a persistent term. Thread-safe, never blocks.
 */
final class SharedTable<K, V> {
    private final Ets<K, Entry<K, V>> entries;
    private final CoarseClock clock;
    final Counters counters = new Counters();

    SharedTable(Ets<K, Entry<K, V>> entries, CoarseClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Where the one of the cache with this name is kept. */
    static <K, V> PersistentTerm<SharedTable<K, V>> term(String cache) {
        return new PersistentTerm<>("otp.termscache." + cache);
    }

    /**
     * The one of a cache that runs.
     *
     * @param term what {@link #term} gives, kept by whoever reads often
     */
    static <K, V> SharedTable<K, V> of(Node node, PersistentTerm<SharedTable<K, V>> term, String cache) {
        try {
            return term.get(node);
        } catch (NoSuchTermException never) {
            throw new CacheGoneException(cache);
        }
    }

    // region get
    Optional<V> get(K key) {
        Terms.key(key);
        Entry<K, V> entry = lookup(key);
        if (entry == null || clock.isOver(entry.end())) {
            counters.misses.increment();
            return Optional.empty();
        }
        counters.hits.increment();
        return Optional.of(entry.value());
    }
    // endregion

    private @Nullable Entry<K, V> lookup(K key) {
        try {
            return entries.get(key);
        } catch (BadArgException gone) {
            throw gone();
        }
    }

    /** How many entries there are, those that are over and not yet swept out among them. */
    int size() {
        return entries.info().orElseThrow(this::gone).size();
    }

    /** Some entries that are not over, in no particular order. */
    List<Map.Entry<K, V>> some(int limit) {
        MatchSpec<Entry<K, V>, Map.Entry<K, V>> living = MatchSpec.head(new Pattern.Any<Entry<K, V>>())
                .guard(it -> !clock.isOver(it.object().end()))
                .body(it -> Map.entry(it.object().key(), it.object().value()));
        try {
            return entries.select(living, Terms.limit(limit)).map(Page::results).orElse(List.of());
        } catch (BadArgException gone) {
            throw gone();
        }
    }

    private CacheGoneException gone() {
        return new CacheGoneException(entries.toString());
    }
}
