package otp.redisclient.akka;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import otp.redisclient.BlockingCommands;
import otp.redisclient.RedisException;
import otp.redisclient.akka.Redis.Request;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/**
 * The requests that were sent on one connection and are not answered yet, the oldest first. Redis answers in order and without a
 * number, so that a reply belongs to whoever is first here. A caller that has given up keeps its place: without it, its reply
 * would go to the next one, and so would all after it (row X5).
 */
final class Pending {
    /** How many wait at most. Callers that give up and ask again leave their requests here: there must be an end to it. */
    static final int LIMIT = 50_000;

    /** A request, and the replies to it that have come. */
    private static final class Waiting {
        final List<Command> commands;
        final ActorRef<StatusReply<List<RedisValue>>> replyTo;
        final List<RedisValue> replies;

        Waiting(List<Command> commands, ActorRef<StatusReply<List<RedisValue>>> replyTo) {
            this.commands = commands;
            this.replyTo = replyTo;
            this.replies = new ArrayList<>(commands.size());
        }
    }

    private final Queue<Waiting> queue = new ArrayDeque<>();
    private long received;

    /** A request that is to be sent. False if there is no room for it. */
    boolean add(Request request) {
        if (queue.size() == LIMIT) return false;
        return queue.add(new Waiting(request.commands(), request.replyTo()));
    }

    /** A reply has come: the first request has it, and is answered when it has all. False if there is none to have it. */
    boolean take(RedisValue value) {
        if (value instanceof RedisValue.Push) return true; // news, not a reply
        Waiting first = queue.peek();
        if (first == null) return false;
        received++;
        first.replies.add(value);
        if (first.replies.size() == first.commands.size()) {
            queue.remove();
            first.replyTo.tell(StatusReply.success(List.copyOf(first.replies)));
        }
        return true;
    }

    /** All that are there are answered with this, and are there no more. */
    void fail(RedisException why) {
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.replyTo.tell(StatusReply.error(why));
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many replies have come so far. */
    long received() {
        return received;
    }

    /** Whether the server owes a reply now: there is a request, and the command it is at is none that may take its time. */
    boolean isDue() {
        Waiting first = queue.peek();
        return first != null && !BlockingCommands.contains(first.commands.get(first.replies.size()));
    }
}
