package otp.redisclient.handrolled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import otp.redisclient.BlockingCommands;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.RedisValue;

/**
 * The requests that were sent on one connection and wait for replies, oldest first. Redis numbers nothing: the first reply belongs
 * to the first command, so a request stays in its place until it has all its replies, whether its caller still waits or not
 * (X5). One belongs to one connection and ends with it: a request of the connection before can never take a reply of the next
 * (B18).
 *
 * <p>A linked list after M. Michael and M. Scott, "Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue
 * Algorithms" (1996), for few parties: the client process adds; the socket's owner takes; and when the connection is over, the
 * client fails what is left, perhaps while the owner's thread still runs. Whoever moves {@code done} over a request has taken it
 * out. It is answered before that: of two answers the first counts, and so none is lost if the owner is killed in between.
 */
final class Pending {
    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(Pending.class, "done", Entry.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A request, and its replies so far. */
    private static final class Entry {
        final AtomicInteger count = new AtomicInteger();
        volatile @Nullable Request request;
        volatile @Nullable Entry next;
        private RedisValue[] replies;

        Entry(@Nullable Request request) {
            this.request = request;
            this.replies =
                    new RedisValue[request == null ? 0 : request.commands().size()];
        }

        /** Takes a reply; returns whether it was the last one. Called by the owner only. */
        boolean take(RedisValue reply) {
            int before = count.get();
            replies[before] = reply;
            count.setRelease(before + 1);
            return before + 1 == replies.length;
        }

        /** Lets go of what may be large. It stays in the list until the next one is taken out. */
        void clear() {
            request = null;
            replies = NONE;
        }
    }

    /** How many requests wait at most. Callers that give up and ask again leave their requests here: there must be an end to it. */
    static final int LIMIT = 50_000;

    private static final RedisValue[] NONE = {};

    /** All up to this one have been taken out. */
    private volatile Entry done = new Entry(null);

    /** Where the client adds. */
    private Entry last = done;

    private final AtomicInteger size = new AtomicInteger();

    /** Puts a request at the end. Called by the client only, and before the request is sent. */
    void add(Request request) {
        var entry = new Entry(request);
        size.incrementAndGet();
        last.next = entry;
        last = entry;
    }

    /**
     * Gives a reply to the oldest request, and answers that if it was the last one. Called by the socket's owner only.
     *
     * @throws UnexpectedReplyException if there is no request: the server says what nobody has asked for
     */
    void take(RedisValue reply) {
        if (reply instanceof RedisValue.Push) {
            return; // news, and no reply
        }
        Entry before = done;
        Entry first = before.next;
        Request request = first == null ? null : first.request;
        if (first == null || request == null) {
            throw new UnexpectedReplyException(reply);
        }
        if (first.take(reply)) {
            request.from().reply(new Answer.Replies(List.of(first.replies)));
            takeOut(before, first);
        }
    }

    /** Answers all that are left, since no replies will come any more. Called by the client only. */
    void failAll(Reason reason, String detail) {
        for (Entry before = done; before.next != null; before = done) {
            Entry first = before.next;
            Request request = first.request;
            if (request != null) {
                request.from().reply(new Answer.Failed(reason, detail));
                takeOut(before, first);
            }
        }
    }

    private void takeOut(Entry before, Entry first) {
        if (DONE.compareAndSet(this, before, first)) {
            size.decrementAndGet();
            first.clear();
        }
    }

    /** How many requests wait. Any thread. */
    int size() {
        return size.get();
    }

    /** The command that the server owes a reply to: of which request, and the how manieth of it. */
    record Owed(Object entry, int index) {}

    /** What the server owes first, or null: nothing, or a reply that may take its time, such as BLPOP's. Called by the client only. */
    @Nullable
    Owed owed() {
        Entry first = done.next;
        Request request = first == null ? null : first.request;
        if (first == null || request == null) {
            return null;
        }
        int index = first.count.get();
        boolean answered = index == request.commands().size();
        return answered || BlockingCommands.contains(request.commands().get(index)) ? null : new Owed(first, index);
    }
}
