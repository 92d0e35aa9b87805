package otp.handrolled.ets;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a table by key. Reads take no lock. Writes are made under the {@link Stripes} lock of their keys.
 *
 * @param type what kind of table
 * @param map by key; a null {@link Cell#now} is a key without objects
 * @param objects how many there are
 */
record Storage<K, O>(TableType type, ConcurrentMap<K, Cell<O>> map, LongAdder objects) {

    static <K, O> Storage<K, O> empty(TableType type) {
        ConcurrentMap<K, Cell<O>> map = type == TableType.ORDERED_SET
                ? new ConcurrentSkipListMap<>(TermOrder.INSTANCE)
                : new ConcurrentHashMap<>();
        return new Storage<>(type, map, new LongAdder());
    }

    // ---- reading ----

    @Nullable
    Chain<O> get(K key) {
        Cell<O> cell = map.get(key);
        return cell == null ? null : cell.now();
    }

    boolean contains(K key) {
        return get(key) != null;
    }

    /** All objects; those that come or go meanwhile may be among them or not. */
    Iterable<O> all() {
        return () -> new Iterator<>() {
            private final Iterator<Cell<O>> cells = map.values().iterator();
            private Iterator<O> ofOneKey = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!ofOneKey.hasNext() && cells.hasNext()) {
                    ofOneKey = Chain.list(cells.next().now()).iterator();
                }
                return ofOneKey.hasNext();
            }

            @Override
            public O next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("expected hasNext() to be true before next()");
                }
                return ofOneKey.next();
            }
        };
    }

    boolean isOrdered() {
        return type == TableType.ORDERED_SET;
    }

    /** The keys in their order, if the table has one. */
    ConcurrentNavigableMap<K, Cell<O>> ordered() {
        return (ConcurrentNavigableMap<K, Cell<O>>) map;
    }

    // ---- writing ----

    /** What a key has after an insertion. */
    Chain<O> inserted(@Nullable Chain<O> before, O object) {
        return switch (type) {
            case SET, ORDERED_SET -> Chain.of(object);
            case BAG -> before != null && Chain.contains(before, object) ? before : Chain.with(before, object);
            case DUPLICATE_BAG -> Chain.with(before, object);
        };
    }

    /** Gives a key these objects; null is none. */
    void put(K key, @Nullable Chain<O> before, @Nullable Chain<O> after, @Nullable Traversal<K> order, boolean fixed) {
        if (after != null) {
            map.put(key, after);
        } else {
            map.remove(key);
        }
        noted(key, before, after, order, fixed);
    }

    private void noted(
            K key, @Nullable Chain<O> before, @Nullable Chain<O> after, @Nullable Traversal<K> order, boolean fixed) {
        objects.add(Chain.sizeOf(after) - Chain.sizeOf(before));
        if (order != null && before == null && after != null) {
            order.added(key);
        } else if (order != null && after == null && !fixed) {
            order.removed(key);
        }
    }

    /**
     * Inserts all objects at one moment. The locks of all their keys are held.
     *
     * @param keys the keys of the objects
     */
    void insertAll(List<O> added, List<K> keys, @Nullable Traversal<K> order, boolean fixed) {
        Map<K, Chain<O>> after =
                type == TableType.ORDERED_SET ? new TreeMap<>(TermOrder.INSTANCE) : new LinkedHashMap<>();
        for (int i = 0; i < added.size(); i++) {
            K key = keys.get(i);
            Chain<O> before = after.containsKey(key) ? after.get(key) : get(key);
            after.put(key, inserted(before, added.get(i)));
        }
        if (after.size() == 1) {
            after.forEach((key, chain) -> put(key, get(key), chain, order, fixed));
            return;
        }
        var batch = new Cell.Batch();
        var pending = new LinkedHashMap<K, Cell.Pending<O>>();
        try {
            after.forEach((key, chain) -> {
                var cell = new Cell.Pending<>(get(key), chain, batch);
                pending.put(key, cell);
                map.put(key, cell);
            });
            batch.committed = true;
        } finally {
            // Also when an equals or a hashCode has thrown on the way: then all go back to what they were.
            pending.forEach((key, cell) -> put(key, cell.before(), cell.now(), order, fixed));
        }
    }

    /** An order for the keys there are. Called under all locks. */
    Traversal<K> traversal() {
        var order = new Traversal<K>();
        map.forEach((key, cell) -> {
            if (cell.now() != null) {
                order.added(key);
            }
        });
        return order;
    }
}
