package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.EtsTransfer;

/**
 * The table as its owner has it: with an index of the ends, so that a sweep need not walk over the table. Belongs to one process.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class OwnedTable<K, V> {
    private final Ets<K, Entry<K, V>> entries;
    private final Ends<K> ends = new Ends<>();

    /** The index is not in the table, and dies with the owner; the next one makes it anew. */
    private OwnedTable(Ets<K, Entry<K, V>> entries) {
        this.entries = entries;
        entries.foldl(ends, (entry, all) -> {
            all.add(entry.key(), entry.end());
            return all;
        });
    }

    /**
     * Takes over the table from its keeper. Waits for it, also if other messages are in the mailbox already.
     *
     * @return the table, or null if another process owns it
     */
    @SuppressWarnings("unchecked") // it is the one that the keeper has made
    static <K, V> @Nullable OwnedTable<K, V> claim(String cache) {
        if (!TableKeeper.claim(cache)) {
            return null;
        }
        Ets<?, ?> given =
                receive(message -> message instanceof EtsTransfer(var table, var _, var _) ? () -> table : null);
        return new OwnedTable<>((Ets<K, Entry<K, V>>) given);
    }

    /** The entry of a key, also one that is over. */
    @Nullable
    Entry<K, V> lookup(K key) {
        return entries.get(key);
    }

    /**
     * Stores an entry in place of the one with its key.
     *
     * @throws otp.handrolled.ets.BadArgException if the key or the value can change; then nothing is stored
     */
    void insert(Entry<K, V> entry) {
        Entry<K, V> before = entries.get(entry.key());
        entries.insert(entry);
        if (before != null) {
            ends.remove(before.key(), before.end());
        }
        ends.add(entry.key(), entry.end());
    }

    /** All keys, in no particular order. */
    List<K> keys() {
        return entries.foldl(new ArrayList<>(), (entry, keys) -> {
            keys.add(entry.key());
            return keys;
        });
    }

    /** Takes a key away, if it is there. */
    void delete(K key) {
        Entry<K, V> before = entries.get(key);
        if (before != null) {
            ends.remove(before.key(), before.end());
            entries.delete(key);
        }
    }

    /** Takes away what is over, but for some of the last second; each key is told after it has gone. */
    void sweep(long now, Consumer<? super K> gone) {
        ends.takeThosePast(now, key -> {
            entries.delete(key);
            gone.accept(key);
        });
    }
}
