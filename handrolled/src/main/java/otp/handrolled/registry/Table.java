package otp.handrolled.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OwnedResource;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/** What a running registry knows: who has which key, and which keys a process has. */
final class Table<K, V> {
    /** The process of the registry, which all that register are linked to. */
    final Pid process;

    final Store<K, V> store;

    /** What {@link Registry#putMeta} has put there. */
    final ConcurrentHashMap<Object, Object> meta = new ConcurrentHashMap<>();

    /** By process. Only a process itself adds its holder. */
    private final ConcurrentHashMap<Pid, Holder> holders = new ConcurrentHashMap<>();

    Table(Pid process, Store<K, V> store) {
        this.process = process;
        this.store = store;
    }

    /** Registers the caller. Returns who has the key, if it is taken. */
    Optional<Pid> register(Slot<K, V> slot) {
        Holder holder = holders.get(slot.pid);
        if (holder == null) {
            // As in Elixir, before it has anything: if the registry dies, those who relied on it do not run on without
            // it.
            boolean linkedBefore = Processes.isLinked(process);
            Processes.link(process);
            holder = new Holder(linkedBefore);
            holders.put(slot.pid, holder);
            Processes.own(holder);
        }
        Optional<Pid> taken = holder.add(slot);
        leaveIfEmpty(slot.pid, holder);
        return taken;
    }

    /** Takes out those of the caller's registrations that are chosen. */
    void unregister(Pid self, Predicate<Slot<K, V>> which) {
        Holder holder = holders.get(self);
        if (holder != null) {
            holder.removeIf(which);
            leaveIfEmpty(self, holder);
        }
    }

    private void leaveIfEmpty(Pid self, Holder holder) {
        if (holder.isEmpty()) {
            holders.remove(self);
            Processes.disown(self, holder);
            if (!holder.linkedBefore) {
                Processes.unlink(process);
            }
        }
    }

    /** What a process has registered, the oldest first. */
    List<Slot<K, V>> slotsOf(Pid pid) {
        Holder holder = holders.get(pid);
        return holder == null ? List.of() : holder.slots();
    }

    /** The registrations of one process. Ends with it, before anybody hears of its death. */
    private final class Holder implements OwnedResource {
        // Guarded by this.
        private final Set<Slot<K, V>> slots = new LinkedHashSet<>();
        private boolean ownerGone;

        /** Whether the process was linked to the registry already, such as by startLink; then it stays so. */
        private final boolean linkedBefore;

        Holder(boolean linkedBefore) {
            this.linkedBefore = linkedBefore;
        }

        /** The store is changed under the lock: a process that is killed in here leaves nothing behind. */
        synchronized Optional<Pid> add(Slot<K, V> slot) {
            if (ownerGone) {
                return Optional.of(slot.pid); // the caller is dead, and stops at its next call into the runtime
            }
            Optional<Pid> taken = store.put(slot);
            if (taken.isEmpty()) {
                slots.add(slot);
            }
            return taken;
        }

        /** The predicate may be the user's, so it runs outside of the lock, which the end of this process needs too. */
        void removeIf(Predicate<Slot<K, V>> which) {
            removeAll(slots().stream().filter(which).toList());
        }

        private synchronized void removeAll(List<Slot<K, V>> chosen) {
            for (Slot<K, V> slot : chosen) {
                if (slots.remove(slot)) {
                    store.remove(slot);
                }
            }
        }

        synchronized boolean isEmpty() {
            return slots.isEmpty();
        }

        synchronized List<Slot<K, V>> slots() {
            return new ArrayList<>(slots);
        }

        @Override
        public synchronized void ownerExited(Pid owner, ExitReason reason) {
            ownerGone = true;
            slots.forEach(store::remove);
            slots.clear();
            holders.remove(owner);
        }
    }
}
