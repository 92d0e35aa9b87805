package otp.handrolled.process;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A death: the ties that a process had, taken out of it in one step under its lock, and who is told of it in which order. Told on
 * the thread that brought the death about, under no lock but those of the ones that are told.
 */
record Departure(
        ControlBlock dead,
        ExitReason reason,
        @Nullable Collection<Pid> links,
        @Nullable Collection<Monitor> monitors,
        @Nullable Collection<Monitor> monitoredBy,
        @Nullable Collection<OwnedResource> owned,
        @Nullable From<?> unanswered) {
    private static final Logger LOG = LoggerFactory.getLogger("otp.process");

    /**
     * Tells of a death, and of those it brings about, and of those these bring about. A list of work and not a recursion: a chain
     * of linked processes may be longer than the stack is deep.
     */
    static void announce(@Nullable Departure departure) {
        if (departure == null) {
            return;
        }
        Deque<Departure> work = new ArrayDeque<>(1);
        for (Departure next = departure; next != null; next = work.poll()) {
            next.tell(work);
        }
    }

    private void tell(Deque<Departure> work) {
        ProcessExitEvent.record(dead, reason);
        // What it owned is free before anybody hears of its death (P8).
        String name = dead.name();
        if (name != null) {
            dead.node.unregister(name, dead);
        }
        dead.awaitHandedOver();
        Signal unseen = dead.mailbox.close();
        // Its code comes to an end as soon as may be: it could be inside a resource that is about to be released.
        if (dead.thread() != Thread.currentThread()) {
            dead.thread().interrupt();
        }
        if (owned != null) {
            owned.forEach(this::release);
        }
        if (monitors != null) {
            monitors.forEach(monitor -> {
                if (monitor.target != null) {
                    monitor.target.forgetWatcher(monitor);
                }
            });
        }
        if (links != null) {
            links.forEach(peer -> peer.block.linkBroke(dead.pid, reason, work));
        }
        if (monitoredBy != null) {
            monitoredBy.forEach(monitor -> monitor.targetExited(reason));
        }
        for (From<?> from = unanswered; from != null; from = from.next) {
            from.holderExited(dead, reason);
        }
        for (Signal signal = unseen; signal != null; signal = signal.next) {
            if (signal.message instanceof Request(var from, var _)) {
                from.holderExited(dead, reason);
            }
        }
    }

    /** Whatever one resource does, the others are released and everybody is told. */
    private void release(OwnedResource resource) {
        try {
            resource.ownerExited(dead.pid, reason);
        } catch (Throwable thrown) {
            LOG.error("A resource of process {} ({}) was not released", dead.pid, dead.label, thrown);
        }
    }
}
