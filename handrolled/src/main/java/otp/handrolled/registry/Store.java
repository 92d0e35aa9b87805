package otp.handrolled.registry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/** The registrations by key. Thread-safe; reads take no lock. */
sealed interface Store<K, V> {

    /** Puts a registration in. Returns who has the key, if it is taken. */
    Optional<Pid> put(Slot<K, V> slot);

    /** Takes a registration out; one that is not there any more is left alone. */
    void remove(Slot<K, V> slot);

    /** Those of a key, in the order of their registration. */
    List<Slot<K, V>> get(K key);

    /** All; those that come or go meanwhile may be among them or not. */
    Collection<Slot<K, V>> all();

    /** How many there are. */
    int size();

    /** One process a key. */
    final class Unique<K, V> implements Store<K, V> {
        private final ConcurrentHashMap<K, Slot<K, V>> slots = new ConcurrentHashMap<>();

        @Override
        public Optional<Pid> put(Slot<K, V> slot) {
            while (true) {
                Slot<K, V> holder = slots.putIfAbsent(slot.key, slot);
                if (holder == null) {
                    return Optional.empty();
                }
                if (Processes.isAlive(holder.pid)) {
                    return Optional.of(holder.pid);
                }
                // Its owner is dead and the clean-up has not come here yet: whoever wants the key need not wait for it
                // (R2).
                slots.remove(slot.key, holder);
            }
        }

        @Override
        public void remove(Slot<K, V> slot) {
            slots.remove(slot.key, slot);
        }

        @Override
        public List<Slot<K, V>> get(K key) {
            Slot<K, V> slot = slots.get(key);
            return slot == null ? List.of() : List.of(slot);
        }

        @Override
        public Collection<Slot<K, V>> all() {
            return slots.values();
        }

        @Override
        public int size() {
            return slots.size();
        }
    }

    /** Any number of processes a key. */
    final class Duplicate<K, V> implements Store<K, V> {
        /** Number the registrations of a key, so that adding one to a hundred thousand copies nothing and keeps the order. */
        private final AtomicLong tickets = new AtomicLong();

        private final ConcurrentHashMap<K, ConcurrentSkipListMap<Long, Slot<K, V>>> slots = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Slot<K, V>, Long> ticketOf = new ConcurrentHashMap<>();

        @Override
        public Optional<Pid> put(Slot<K, V> slot) {
            // Within compute, so that remove does not drop the map of the key while this puts something into it.
            slots.compute(slot.key, (_, old) -> {
                var all = old == null ? new ConcurrentSkipListMap<Long, Slot<K, V>>() : old;
                Long ticket = tickets.incrementAndGet();
                all.put(ticket, slot);
                ticketOf.put(slot, ticket);
                return all;
            });
            return Optional.empty();
        }

        @Override
        public void remove(Slot<K, V> slot) {
            Long ticket = ticketOf.remove(slot);
            if (ticket != null) {
                slots.computeIfPresent(slot.key, (_, all) -> without(ticket, all));
            }
        }

        private static <S> @Nullable ConcurrentSkipListMap<Long, S> without(
                Long ticket, ConcurrentSkipListMap<Long, S> all) {
            all.remove(ticket);
            return all.isEmpty() ? null : all;
        }

        @Override
        public List<Slot<K, V>> get(K key) {
            var all = slots.get(key);
            return all == null ? List.of() : List.copyOf(all.values());
        }

        @Override
        public Collection<Slot<K, V>> all() {
            return ticketOf.keySet();
        }

        @Override
        public int size() {
            return ticketOf.size();
        }
    }
}
