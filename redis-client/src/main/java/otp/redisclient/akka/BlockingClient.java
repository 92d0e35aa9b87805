package otp.redisclient.akka;

import static otp.redisclient.akka.Stopping.closed;
import static otp.redisclient.akka.Stopping.done;
import static otp.redisclient.akka.Stopping.overloaded;
import static otp.redisclient.akka.Stopping.refused;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.akka.Event.FromSocket;
import otp.redisclient.akka.Event.Postponed;
import otp.redisclient.akka.Event.Tick;
import otp.redisclient.akka.Redis.Await;
import otp.redisclient.akka.Redis.Request;
import otp.redisclient.akka.Redis.Stop;
import otp.redisclient.akka.SocketOwner.Came;
import otp.redisclient.akka.SocketOwner.Ended;
import otp.redisclient.akka.SocketOwner.Opened;
import otp.redisclient.resp.Command;

/**
 * The first client: it sends a request, waits for the replies, and takes the next request. One slow command holds up all that come
 * after it; that is what {@link PipelinedClient} is for.
 *
 * <p>The name is its twin's: no actor may block, for its thread is not its own. It is the callers who are held up, in a line that it
 * keeps itself, for it cannot leave a message in its mailbox until it is ready for it.
 *
 * <p>It connects when there is something to send. When the time of a request is over, or anything is wrong with the connection, it
 * ends it: a reply that comes late must not be the next caller's.
 */
public final class BlockingClient {
    private final ActorContext<Event> context;
    private final TimerScheduler<Event> timers;
    private final ConnectionOptions options;
    private final LongSupplier clock;
    private final ActorRef<SocketOwner.Notice> notices;
    private final Queue<Postponed> line = new ArrayDeque<>();
    private int connections;

    private BlockingClient(
            ActorContext<Event> context, TimerScheduler<Event> timers, ConnectionOptions options, LongSupplier clock) {
        this.context = context;
        context.setLoggerName("otp.redis");
        this.timers = timers;
        this.options = options;
        this.clock = clock;
        this.notices = context.messageAdapter(SocketOwner.Notice.class, FromSocket::new);
    }

    /**
     * A client that connects with the first request.
     *
     * @param options where to, and how; back-off and health check are for {@link RedisConnection}
     */
    public static Behavior<Redis.Message> create(ConnectionOptions options) {
        return create(options, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    static Behavior<Redis.Message> create(ConnectionOptions options, LongSupplier clock) {
        return Behaviors.<Event>setup(context ->
                        Behaviors.withTimers(timers -> new BlockingClient(context, timers, options, clock).idle(null)))
                .narrow();
    }

    // region states
    /** @param owner of the connection, or null if there is none */
    private Behavior<Event> idle(@Nullable ActorRef<SocketOwner.Message> owner) {
        return Behaviors.receiveMessage(event -> switch (event) {
            case Request request -> begin(Postponed.at(clock, request), owner);
            case Await(var replyTo) -> done(replyTo);
            case Stop(var replyTo) -> stop(owner, replyTo);
            case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
            case FromSocket(Came(var connection, var _)) -> {
                connection.tell(new SocketOwner.Abort()); // nobody has asked for it
                yield idle(null);
            }
            case FromSocket(Ended _) -> idle(null);
            case FromSocket(Opened _) -> Behaviors.unhandled();
            case Postponed _, Tick _ -> Behaviors.unhandled();
        });
    }

    private Behavior<Event> connecting(Request first) {
        ActorRef<SocketOwner.Message> owner =
                context.spawn(SocketOwner.create(options, notices), "socket-" + ++connections);
        context.watchWith(owner, new FromSocket(new Ended(owner, "the owner of its socket has ended")));
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> queued(request);
                    case Await(var replyTo) -> done(replyTo);
                    case Stop(var replyTo) -> {
                        refused(first, closed("it was stopped"));
                        yield stop(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Opened _) -> {
                        owner.tell(new SocketOwner.Read());
                        yield exchanging(first, owner);
                    }
                    case FromSocket(Ended(var _, var why)) -> failed(first, Reason.NOT_CONNECTED, why);
                    case FromSocket(Came _) -> Behaviors.unhandled();
                    case Tick.TOO_LATE -> {
                        owner.tell(new SocketOwner.Abort());
                        yield failed(first, Reason.TIMEOUT, "it has gone by with connecting");
                    }
                    case Tick.RECONNECT, Tick.HEALTH_CHECK -> Behaviors.unhandled();
                    case Postponed _ -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, first));
    }

    private Behavior<Event> exchanging(Request first, ActorRef<SocketOwner.Message> owner) {
        var pending = new Pending();
        pending.add(first);
        owner.tell(new SocketOwner.Write(Command.encode(first.commands())));
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> queued(request);
                    case Await(var replyTo) -> done(replyTo);
                    case Stop(var replyTo) -> {
                        pending.fail(new ConnectionException(Reason.DISCONNECTED, "it was stopped", null));
                        yield stop(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Came(var _, var values)) -> {
                        boolean asked = values.stream().allMatch(pending::take);
                        owner.tell(asked ? new SocketOwner.Read() : new SocketOwner.Abort());
                        yield pending.isEmpty() ? next(asked ? owner : null) : Behaviors.same();
                    }
                    case FromSocket(Ended(var _, var why)) -> failed(first, Reason.DISCONNECTED, why);
                    case FromSocket(Opened _) -> Behaviors.unhandled();
                    case Tick.TOO_LATE -> {
                        owner.tell(new SocketOwner.Abort());
                        yield failed(first, Reason.TIMEOUT, "");
                    }
                    case Tick.RECONNECT, Tick.HEALTH_CHECK -> Behaviors.unhandled();
                    case Postponed _ -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, first));
    }
    // endregion

    private Behavior<Event> next(@Nullable ActorRef<SocketOwner.Message> owner) {
        timers.cancel(Tick.TOO_LATE);
        for (Postponed next = line.poll(); next != null; next = line.poll()) {
            if (!next.isOver(clock)) return begin(next, owner);
        }
        return idle(owner);
    }

    private Behavior<Event> begin(Postponed next, @Nullable ActorRef<SocketOwner.Message> owner) {
        timers.startSingleTimer(Tick.TOO_LATE, next.left(clock));
        return owner == null ? connecting(next.request()) : exchanging(next.request(), owner);
    }

    private Behavior<Event> queued(Request request) {
        if (line.size() == Pending.LIMIT) return refused(request, overloaded());
        line.add(Postponed.at(clock, request));
        return Behaviors.same();
    }

    private Behavior<Event> failed(Request request, Reason reason, String why) {
        refused(request, new ConnectionException(reason, why, null));
        return next(null);
    }

    private Behavior<Event> stop(@Nullable ActorRef<SocketOwner.Message> owner, ActorRef<StatusReply<Done>> replyTo) {
        timers.cancelAll();
        refuseLine();
        if (owner != null) return Stopping.of(owner, replyTo);
        done(replyTo);
        return Behaviors.stopped();
    }

    private Behavior<Event> ending(Signal signal, Request first) {
        if (!(signal instanceof PostStop) && !(signal instanceof PreRestart)) return Behaviors.unhandled();
        refused(first, new ConnectionException(Reason.DISCONNECTED, "the client was stopped", null));
        refuseLine();
        return Behaviors.same();
    }

    private void refuseLine() {
        for (Postponed next = line.poll(); next != null; next = line.poll()) {
            refused(next.request(), closed("it was stopped"));
        }
    }
}
