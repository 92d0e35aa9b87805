package otp.handrolled.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one process. Anybody sends; only the owner receives.
 *
 * <p>Arrivals are a lock-free stack (R. K. Treiber, "Systems Programming: Coping with Parallelism", 1986). The owner takes the
 * whole stack with one exchange, turns it round into its own list, and it is that list which selective receive walks, oldest
 * first. The head of the stack says two more things: ASLEEP, the owner is parked or about to park, so the sender whose exchange
 * removes that mark wakes it, once per sleep; CLOSED, the owner is dead, and what is sent is dropped.
 */
final class Mailbox {
    private static final Signal ASLEEP = new Signal("asleep");
    private static final Signal CLOSED = new Signal("closed");

    /** How deep a look from outside goes into the arrivals: looking must stay cheap. */
    private static final int FARTHEST_LOOK = 100_000;

    private static final VarHandle HEAD;
    /** How often a look from outside that comes at the wrong moment is taken again. */
    private static final int LOOKS = 1_000;

    private static final VarHandle LISTED;
    private static final VarHandle MOVING;
    private static final VarHandle HANDLED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Mailbox.class, "head", Signal.class);
            LISTED = lookup.findVarHandle(Mailbox.class, "listed", int.class);
            MOVING = lookup.findVarHandle(Mailbox.class, "moving", boolean.class);
            HANDLED = lookup.findVarHandle(Mailbox.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ControlBlock owner;

    /** The newest arrival, or a mark, or null for none. */
    private volatile @Nullable Signal head;

    // The owner's list. Others only look at it, for introspection, and may see it a moment old.
    private @Nullable Signal first;
    private @Nullable Signal last;
    private int listed;
    private long handled;

    /** True while arrivals are neither among the arrivals nor in the list, or in both. */
    @SuppressWarnings("UnusedVariable") // read through its VarHandle
    private boolean moving;

    /** True while a match runs: a receive within it would pull the list away from under the outer one. */
    private boolean matching;

    /** Whether the last arrivals were more than one. */
    private boolean busy;

    private volatile boolean hibernating;

    Mailbox(ControlBlock owner) {
        this.owner = owner;
    }

    /**
     * Sends. Returns false if the owner is dead.
     */
    boolean push(Signal signal) {
        for (; ; ) {
            Signal top = head;
            if (top == CLOSED) {
                return false;
            }
            Signal below = top == ASLEEP ? null : top;
            signal.next = below;
            signal.depth = below == null ? 1 : below.depth + 1;
            if (HEAD.compareAndSet(this, top, signal)) {
                if (top == ASLEEP) {
                    owner.unpark();
                }
                return true;
            }
        }
    }

    /** Nothing comes in any more. Returns what nobody had looked at yet, newest first. Called once, by whoever ends the owner. */
    @Nullable
    Signal close() {
        Signal top = (Signal) HEAD.getAndSet(this, CLOSED);
        return top == ASLEEP ? null : top;
    }

    /** Lets go of what the owner has taken in and not received: a pid may be kept for long after. Called by the owner, at its end. */
    void discard() {
        first = null;
        last = null;
        LISTED.setOpaque(this, 0);
    }

    /**
     * Takes the first message, oldest first, that a clause fits; what does not fit stays, in its order (P4). At the deadline
     * runs {@code after} instead; a deadline that is already over still gives each waiting message its chance (P5).
     */
    <T extends @Nullable Object> T receive(Clauses<T> clauses, long deadline, Supplier<? extends T> after) {
        Signal previous = null;
        Signal candidate = first;
        for (boolean hasTakenIn = false; ; hasTakenIn = true) {
            while (candidate != null) {
                Supplier<? extends T> body = match(clauses, candidate.message);
                if (body != null) {
                    remove(previous, candidate);
                    return body.get();
                }
                previous = candidate;
                candidate = candidate.next;
            }
            if (hasTakenIn && isOver(deadline)) {
                // Else senders that never pause would put the timeout off for ever.
                return after.get();
            }
            while (!takeIn()) {
                if (!sleep(deadline)) {
                    return after.get();
                }
            }
            candidate = previous == null ? first : previous.next;
        }
    }

    /** Waits until a message is there, and takes none. */
    void hibernate() {
        hibernating = true;
        try {
            while (first == null && !takeIn()) {
                sleep(Clock.NEVER);
            }
        } finally {
            hibernating = false;
        }
    }

    private <T extends @Nullable Object> @Nullable Supplier<? extends T> match(Clauses<T> clauses, Object message) {
        if (matching) {
            throw new IllegalStateException(
                    "receive was called inside a clause's match. Match only looks: call receive in the body it returns");
        }
        matching = true;
        try {
            return clauses.match(message);
        } finally {
            matching = false;
        }
    }

    private void remove(@Nullable Signal previous, Signal taken) {
        if (previous == null) {
            first = taken.next;
        } else {
            previous.next = taken.next;
        }
        if (last == taken) {
            last = previous;
        }
        LISTED.setOpaque(this, listed - 1);
        HANDLED.setOpaque(this, handled + 1);
    }

    /** Moves all arrivals to the end of the owner's list. Returns whether there was one that is still wanted. */
    private boolean takeIn() {
        for (Signal top = head; top != null && top != CLOSED; top = head) {
            moving = true; // is seen by whoever sees the exchange
            boolean taken = HEAD.compareAndSet(this, top, null);
            if (taken) {
                // Counted at once, and linked when there is time: so who looks from outside hardly ever looks in
                // between.
                LISTED.setOpaque(this, listed + top.depth);
            }
            MOVING.setRelease(this, false);
            if (taken) {
                return append(oldestFirst(top));
            }
        }
        if (head == CLOSED) {
            throw owner.exited();
        }
        return false;
    }

    private static @Nullable Signal oldestFirst(@Nullable Signal newest) {
        Signal oldest = null;
        for (Signal signal = newest; signal != null; ) {
            Signal older = signal.next;
            signal.next = oldest;
            oldest = signal;
            signal = older;
        }
        return oldest;
    }

    private boolean append(@Nullable Signal arrivals) {
        owner.noteRequests(arrivals);
        int added = 0;
        int dropped = 0;
        for (Signal signal = arrivals; signal != null; ) {
            Signal following = signal.next;
            signal.next = null;
            if (signal.arrives()) {
                if (last == null) {
                    first = signal;
                } else {
                    last.next = signal;
                }
                last = signal;
                added++;
            } else {
                dropped++;
            }
            signal = following;
        }
        LISTED.setOpaque(this, listed - dropped);
        busy = added > 1;
        return added > 0;
    }

    /** Waits for an arrival. Returns false at the deadline. */
    private boolean sleep(long deadline) {
        if (isOver(deadline)) {
            return false;
        }
        if (busy) {
            // Several messages came at once, so more are on their way: giving way to the senders is cheaper than
            // parking.
            Thread.yield();
        }
        owner.waits(null);
        if (!HEAD.compareAndSet(this, null, ASLEEP)) {
            return true;
        }
        while (head == ASLEEP) {
            if (isOver(deadline) && HEAD.compareAndSet(this, ASLEEP, null)) {
                return false;
            }
            owner.node.clock().parkUntil(deadline);
            if (Thread.interrupted()) {
                HEAD.compareAndSet(this, ASLEEP, null);
                throw owner.interrupted();
            }
        }
        return true;
    }

    private boolean isOver(long deadline) {
        return deadline != Clock.NEVER && owner.node.clock().now() >= deadline;
    }

    /**
     * How many messages wait. Any thread; a moment old. A look while arrivals are being moved would count them twice or not at all,
     * so it is taken again; but not for ever, should the owner be held up just then.
     */
    int length() {
        for (int look = 1; ; look++) {
            Signal top = head;
            boolean between = (boolean) MOVING.getAcquire(this);
            int length = depth(top) + (int) LISTED.getOpaque(this);
            if (!between && head == top || look == LOOKS) {
                return length;
            }
            Thread.yield();
        }
    }

    /** How many arrivals there are from here down. */
    private static int depth(@Nullable Signal top) {
        return top == null || top == ASLEEP || top == CLOSED ? 0 : top.depth;
    }

    /** How many messages have been taken out. Any thread; a moment old. */
    long handled() {
        return (long) HANDLED.getOpaque(this);
    }

    /** Whether the owner's wait is a hibernation. */
    boolean isHibernating() {
        return hibernating;
    }

    /** Whether the owner waits for a message. */
    boolean isAsleep() {
        return head == ASLEEP;
    }

    /**
     * Up to so many of the waiting messages, oldest first. Any thread: the list may change under the walk, which can miss or
     * repeat a message but always ends.
     */
    List<Object> peek(int limit) {
        var messages = new ArrayList<Object>();
        for (Signal signal = first; signal != null && messages.size() < limit; signal = signal.next) {
            messages.add(signal.message);
        }
        Signal top = head;
        // The stack begins with the newest: walk to its end and keep the last ones met, which are the oldest.
        var oldest = new ArrayDeque<Object>();
        int steps = Math.min(depth(top), FARTHEST_LOOK);
        for (Signal signal = top; signal != null && steps > 0; signal = signal.next, steps--) {
            if (oldest.size() == limit) {
                oldest.removeFirst();
            }
            oldest.addLast(signal.message);
        }
        while (messages.size() < limit && !oldest.isEmpty()) {
            messages.add(oldest.removeLast());
        }
        return messages;
    }
}
