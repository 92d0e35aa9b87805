package otp.handrolled.ets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OwnedResource;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/**
 * From key to key over a table, and the fixes that make that safe while the table is changed. An ordered set has an order of its
 * own; any other table gets a {@link Traversal} when somebody first walks over it.
 */
final class Walk<K, O> {
    private final Supplier<String> table;
    private final Stripes stripes;
    private final Supplier<Storage<K, O>> storage;
    private final Function<? super O, ? extends K> keyOf;

    /** Written under all locks. */
    private volatile @Nullable Traversal<K> order;

    /** How often each process has fixed the table. Guarded by all locks; whether it is empty, by any. */
    private final Map<Pid, Fix> fixes = new HashMap<>();

    Walk(
            Supplier<String> table,
            Stripes stripes,
            Supplier<Storage<K, O>> storage,
            Function<? super O, ? extends K> keyOf) {
        this.table = table;
        this.stripes = stripes;
        this.storage = storage;
        this.keyOf = keyOf;
    }

    // ---- from key to key ----

    Optional<K> first(Storage<K, O> now) {
        return now.isOrdered()
                ? keyFrom(now.ordered().firstEntry(), now, false)
                : Optional.ofNullable(made().first(now::contains));
    }

    Optional<K> last(Storage<K, O> now) {
        return now.isOrdered() ? keyFrom(now.ordered().lastEntry(), now, true) : first(now);
    }

    Optional<K> next(Storage<K, O> now, K key) {
        if (now.isOrdered()) {
            return keyFrom(now.ordered().higherEntry(key), now, false);
        }
        Traversal<K> keys = made();
        if (!keys.knows(key)) {
            throw new BadArgException("expected a key that exists in the table " + table.get() + ", got: " + key
                    + ". If it was deleted during a walk, fix() the table before the walk");
        }
        return Optional.ofNullable(keys.after(key, now::contains));
    }

    Optional<K> previous(Storage<K, O> now, K key) {
        return now.isOrdered() ? keyFrom(now.ordered().lowerEntry(key), now, true) : next(now, key);
    }

    /** The key of that entry or, if it has no objects at the moment, of the nearest further on that has. */
    private Optional<K> keyFrom(Map.@Nullable Entry<K, Cell<O>> start, Storage<K, O> now, boolean down) {
        Map.Entry<K, Cell<O>> entry = start;
        while (entry != null) {
            Chain<O> chain = entry.getValue().now();
            if (chain != null) {
                // Of the object and not of the entry: it may be 1.0 where the entry was made for 1.
                return Optional.of(keyOf.apply(chain.object()));
            }
            entry = down
                    ? now.ordered().lowerEntry(entry.getKey())
                    : now.ordered().higherEntry(entry.getKey());
        }
        return Optional.empty();
    }

    // ---- the order of a table without one ----

    /** The order that changes of the table must be noted in, or null if nobody has walked over it yet. */
    @Nullable
    Traversal<K> order() {
        return order;
    }

    private Traversal<K> made() {
        Traversal<K> there = order;
        return there != null ? there : stripes.withAll(this::make);
    }

    private Traversal<K> make() {
        Traversal<K> made = order;
        if (made == null) {
            made = storage.get().traversal();
            order = made;
        }
        return made;
    }

    /** All objects are gone. Called under all locks. */
    void emptied() {
        if (fixes.isEmpty()) {
            order = null;
        }
    }

    /** The table is gone. Called under all locks. */
    void ended() {
        order = null;
        fixes.forEach(Processes::disown);
        fixes.clear();
    }

    // ---- fixes ----

    /** Whether a process has fixed the table. Called under any lock. */
    boolean isFixed() {
        return !fixes.isEmpty();
    }

    /** One more fix of the caller's. */
    void fix(Runnable checkExists) {
        Pid self = Processes.self();
        boolean alive = stripes.withAll(() -> {
            checkExists.run();
            make();
            Fix fix = fixes.computeIfAbsent(self, Fix::new);
            fix.count++;
            return fix.count > 1 || Processes.own(self, fix);
        });
        if (!alive) {
            release(self, true);
            Processes.self();
        }
    }

    void release(Pid pid, boolean wholly) {
        stripes.withAll(() -> {
            Fix fix = fixes.get(pid);
            if (fix != null) {
                fix.count--;
                if (wholly || fix.count == 0) {
                    fixes.remove(pid);
                    Processes.disown(pid, fix);
                }
                if (fixes.isEmpty()) {
                    make().purge(storage.get()::contains);
                }
            }
            return true;
        });
    }

    /** How often a process has fixed the table; released when it ends. */
    private final class Fix implements OwnedResource {
        private final Pid pid;
        private int count;

        Fix(Pid pid) {
            this.pid = pid;
        }

        @Override
        public void ownerExited(Pid fixer, ExitReason reason) {
            release(pid, true);
        }
    }
}
