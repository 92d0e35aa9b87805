package otp.redisclient.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.ErrorReply;

/**
 * What one can ask of any of the three clients.
 *
 * <pre>{@code
 * Redis.command(redis, Command.of("SET", "user:42", photo), timeout, scheduler);          // "photo" is a byte[]
 * Redis.command(redis, Command.of("GET", "user:42"), timeout, scheduler).thenApply(RedisValue::asBytes);
 * Redis.pipeline(redis, List.of(Command.of("INCR", "a"), Command.of("INCR", "b")), timeout, scheduler);
 * }</pre>
 *
 * <p>A stage fails with a {@link otp.redisclient.RedisException}: a {@link CommandException} leaves the connection in order, and of
 * a {@link ConnectionException} the reason says whether the command may have been done. Akka itself has one TimeoutException for
 * a client that is late and one that has stopped.
 *
 * <p>No function blocks, and all may be called by many at once.
 */
public final class Redis {
    private Redis() {}

    // region protocol
    /** What the clients understand. */
    public sealed interface Message extends Event {}

    /**
     * Sends commands in one piece, and answers all their replies.
     *
     * @param timeout how long the caller waits: what could not be sent by then need not be sent any more
     */
    public record Request(List<Command> commands, Duration timeout, ActorRef<StatusReply<List<RedisValue>>> replyTo)
            implements Message {
        /** @throws IllegalArgumentException if there is no command */
        public Request {
            commands = List.copyOf(commands);
            if (commands.isEmpty()) throw new IllegalArgumentException("expected a command or more, got none");
        }
    }

    /** Answers when it is connected, or when the attempt of now has failed, or is over. */
    public record Await(ActorRef<StatusReply<Done>> replyTo) implements Message {}

    /** Answers who waits, closes the socket, answers, and stops. */
    public record Stop(ActorRef<StatusReply<Done>> replyTo) implements Message {}
    // endregion

    // region client
    /**
     * Sends a command.
     *
     * @param timeout how long to wait, more than zero; after it the late reply is for nobody
     * @return what Redis replies; or a {@link CommandException} if it refuses, a {@link ConnectionException} if no reply came
     * @throws IllegalArgumentException if it is none with one reply
     */
    public static CompletionStage<RedisValue> command(
            RecipientRef<Message> client, Command command, Duration timeout, Scheduler scheduler) {
        return pipeline(client, List.of(command), timeout, scheduler).thenApply(replies -> {
            if (replies.getFirst() instanceof ErrorReply(var message)) throw new CommandException(message);
            return replies.getFirst();
        });
    }

    /**
     * Sends commands in one piece. They are done in their order; it is no transaction, other clients' commands may come between.
     *
     * @param commands one or more
     * @param timeout how long to wait for all together, more than zero
     * @return their replies in their order, errors of Redis among them; or a {@link ConnectionException} if not all came
     * @throws IllegalArgumentException if there are no commands, or one is none with one reply
     */
    public static CompletionStage<List<RedisValue>> pipeline(
            RecipientRef<Message> client, List<Command> commands, Duration timeout, Scheduler scheduler) {
        if (commands.isEmpty()) throw new IllegalArgumentException("expected a command or more, got none");
        commands.forEach(Command::checkHasOneReply);
        return ask(client, replyTo -> new Request(commands, timeout, replyTo), timeout, scheduler);
    }

    /**
     * Waits for the attempt to connect that is under way: what {@code sync_connect: true} is to {@code start_link}, for
     * {@code spawn} waits for nothing. A {@link BlockingClient} connects when it must, and answers at once.
     *
     * @param timeout how long to wait, more than zero
     * @return completed when it is connected; or a {@link ConnectionException} with the reason of a failed attempt
     */
    public static CompletionStage<Done> connected(RecipientRef<Message> client, Duration timeout, Scheduler scheduler) {
        return ask(client, Await::new, timeout, scheduler);
    }

    /**
     * Stops a client. Who waits for a reply gets {@link Reason#DISCONNECTED}.
     *
     * @param timeout how long to wait, more than zero
     * @return completed when its socket is closed; or a {@link ConnectionException} if it has stopped before
     */
    public static CompletionStage<Done> stop(RecipientRef<Message> client, Duration timeout, Scheduler scheduler) {
        return ask(client, Stop::new, timeout, scheduler);
    }
    // endregion

    private static <R> CompletionStage<R> ask(
            RecipientRef<Message> client,
            Function<ActorRef<StatusReply<R>>, Message> message,
            Duration timeout,
            Scheduler scheduler) {
        return AskPattern.<Message, R>askWithStatus(client, message::apply, timeout, scheduler)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(named(client, timeout, failure)));
    }

    private static Throwable named(RecipientRef<?> client, Duration timeout, Throwable failure) {
        Throwable inside = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(inside instanceof TimeoutException)) return inside == null ? failure : inside;
        return String.valueOf(inside.getMessage()).contains("already been terminated")
                ? new ConnectionException(Reason.CLOSED, client + " has stopped", inside)
                : new ConnectionException(Reason.TIMEOUT, "none from " + client + " within " + timeout, inside);
    }
}
