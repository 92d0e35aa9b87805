package otp.handrolled.ets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An order among the keys of a table that has none, so that {@code first} and {@code next} can walk over it: the order in which the
 * keys came. Only made for a table that somebody walks over; one that is only read and written does not pay for it.
 *
 * <p>While the table is fixed, a deleted key keeps its place, as a ghost: whoever has come to it can go on from there.
 */
final class Traversal<K> {
    private final AtomicLong places = new AtomicLong();
    private final ConcurrentSkipListMap<Long, K> keyAt = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<K, Long> placeOf = new ConcurrentHashMap<>();

    /** A key is there now. A ghost comes back to life in its place. Called under the lock of the key. */
    void added(K key) {
        if (!placeOf.containsKey(key)) {
            Long place = places.incrementAndGet();
            placeOf.put(key, place);
            keyAt.put(place, key);
        }
    }

    /** A key is gone. Called under the lock of the key. */
    void removed(K key) {
        Long place = placeOf.remove(key);
        if (place != null) {
            keyAt.remove(place);
        }
    }

    /** Lays the ghosts. Called under all locks. */
    void purge(Predicate<K> present) {
        placeOf.keySet().stream().filter(present.negate()).toList().forEach(this::removed);
    }

    /** The first key, or null. */
    @Nullable
    K first(Predicate<K> present) {
        return firstPresent(keyAt.firstEntry(), present);
    }

    /** Whether the key has a place, be it as a ghost. */
    boolean knows(K key) {
        return placeOf.containsKey(key);
    }

    /** The key after one that has a place, or null. */
    @Nullable
    K after(K key, Predicate<K> present) {
        Long place = placeOf.get(key);
        return place == null ? null : firstPresent(keyAt.higherEntry(place), present);
    }

    private @Nullable K firstPresent(Map.@Nullable Entry<Long, K> start, Predicate<K> present) {
        Map.Entry<Long, K> entry = start;
        while (entry != null && !present.test(entry.getValue())) {
            entry = keyAt.higherEntry(entry.getKey());
        }
        return entry == null ? null : entry.getValue();
    }
}
