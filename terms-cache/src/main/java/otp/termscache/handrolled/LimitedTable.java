package otp.termscache.handrolled;

import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import otp.handrolled.ets.BadArgException;
import otp.termscache.Change;
import otp.termscache.Change.Evicted;
import otp.termscache.Change.Expired;
import otp.termscache.Change.Removed;
import otp.termscache.Change.Stored;
import otp.termscache.Counters;
import otp.termscache.Ttl;

/**
 * The table with a limit to its size, telling what changes in it. Belongs to one process.
 *
 * <p>When there is no more room, first goes what is over, then what was stored longest ago. Nobody knows what is read often: a
 * reader of a protected table leaves no trace in it.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class LimitedTable<K, V> {
    private final OwnedTable<K, V> table;
    private final int maxSize;
    private final Counters counters;
    private final Subscribers subscribers;
    /** The keys in the order in which they were stored last. What was there before a crash is older than all else, in no order. */
    private final LinkedHashSet<K> inOrder = new LinkedHashSet<>();

    LimitedTable(OwnedTable<K, V> table, int maxSize, Counters counters, Subscribers subscribers) {
        this.table = table;
        this.maxSize = maxSize;
        this.counters = counters;
        this.subscribers = subscribers;
        inOrder.addAll(table.keys());
    }

    /** The entry of a key, if it is not over. */
    @Nullable
    Entry<K, V> living(K key, long now) {
        Entry<K, V> entry = table.lookup(key);
        return entry == null || Ttl.isOver(entry.end(), now) ? null : entry;
    }

    /**
     * Stores an entry, and throws out another if there is no more room.
     *
     * @throws BadArgException if the key or the value can change; then nothing is stored
     */
    void store(Entry<K, V> entry, long now) {
        Entry<K, V> before = table.lookup(entry.key());
        table.insert(entry);
        if (before != null && Ttl.isOver(before.end(), now)) {
            tellExpired(entry.key());
        }
        inOrder.addLast(entry.key());
        subscribers.tell(new Stored<>(entry.key(), entry.value()));
        makeRoom(now);
    }

    private void makeRoom(long now) {
        if (inOrder.size() > maxSize) {
            sweep(now);
        }
        while (inOrder.size() > maxSize) {
            K oldest = inOrder.removeFirst();
            table.delete(oldest);
            counters.evicted.increment();
            tell(new Evicted<>(oldest));
        }
    }

    /** Takes a key away, if it is there. */
    void remove(K key, long now) {
        Entry<K, V> before = table.lookup(key);
        if (before == null) {
            return;
        }
        table.delete(key);
        inOrder.remove(key);
        if (Ttl.isOver(before.end(), now)) {
            tellExpired(key);
        } else {
            tell(new Removed<>(key));
        }
    }

    /** Throws out what is over, but for some of the last second. */
    void sweep(long now) {
        table.sweep(now, key -> {
            inOrder.remove(key);
            tellExpired(key);
        });
    }

    private void tellExpired(K key) {
        counters.expired.increment();
        tell(new Expired<>(key));
    }

    private void tell(Change<K, V> change) {
        subscribers.tell(change);
    }
}
