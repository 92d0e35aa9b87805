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
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
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
import otp.redisclient.resp.RedisValue;

/**
 * A connection that heals, as a state machine: one behavior for each state. While {@code connecting}, requests are stashed; while
 * {@code connected}, they are sent, and answered in order; while {@code disconnected}, they are refused at once, until the next
 * attempt after a while that grows. From each of them it can be stopped.
 *
 * <pre>{@code
 * var redis = context.spawn(RedisConnection.create(ConnectionOptions.of(RedisUri.parse("redis://localhost"))), "redis");
 * Redis.command(redis, Command.of("GET", "key"), timeout, scheduler);
 * }</pre>
 *
 * <p>What waits for replies is made anew with each {@code connected}: nobody can get a reply that was meant for one before. An event
 * that {@code gen_statem} would postpone is stashed: a stash must have a bound, beyond which a request is refused.
 */
public final class RedisConnection {
    private final ActorContext<Event> context;
    private final TimerScheduler<Event> timers;
    private final StashBuffer<Event> stash;
    private final ConnectionOptions options;
    private final LongSupplier clock;
    private final ActorRef<SocketOwner.Notice> notices;
    private int attempts;

    private RedisConnection(
            ActorContext<Event> context,
            TimerScheduler<Event> timers,
            StashBuffer<Event> stash,
            ConnectionOptions options,
            LongSupplier clock) {
        this.context = context;
        context.setLoggerName("otp.redis");
        this.timers = timers;
        this.stash = stash;
        this.options = options;
        this.clock = clock;
        this.notices = context.messageAdapter(SocketOwner.Notice.class, FromSocket::new);
    }

    /**
     * A connection that begins to connect at once. It ends only when it is stopped; or, with
     * {@link ConnectionOptions#exitOnDisconnection}, by a {@link ConnectionException} when the connection is lost or cannot be made.
     */
    public static Behavior<Redis.Message> create(ConnectionOptions options) {
        return create(options, System::nanoTime);
    }

    /** @param clock in nanoseconds, to tell which callers have given up while they were stashed */
    static Behavior<Redis.Message> create(ConnectionOptions options, LongSupplier clock) {
        return Behaviors.<Event>setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                        Pending.LIMIT,
                        stash -> new RedisConnection(context, timers, stash, options, clock)
                                .connecting(options.backoff().initial()))))
                .narrow();
    }

    // region connecting
    /** @param wait how long to be disconnected if this attempt fails */
    private Behavior<Event> connecting(Duration wait) {
        ActorRef<SocketOwner.Message> owner =
                context.spawn(SocketOwner.create(options, notices), "socket-" + ++attempts);
        context.watchWith(owner, new FromSocket(new Ended(owner, "the owner of its socket has ended")));
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> postponed(Postponed.at(clock, request), request.replyTo());
                    case Await(var replyTo) -> postponed(event, replyTo);
                    case Stop(var replyTo) -> {
                        refuseStashed();
                        yield stop(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Opened _) -> {
                        context.getLog().info("Connected to {}", options.uri());
                        yield stash.unstashAll(connected(owner));
                    }
                    case FromSocket(Ended(var _, var why)) -> {
                        var failure = new ConnectionException(Reason.NOT_CONNECTED, why, null);
                        if (options.exitOnDisconnection()) throw failure;
                        context.getLog().warn("Not connected to {}: {}", options.uri(), why);
                        yield stash.unstashAll(disconnected(failure, why, wait));
                    }
                    case FromSocket(Came _) -> Behaviors.unhandled();
                    case Postponed _, Tick _ -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, new Pending()));
    }
    // endregion

    private Behavior<Event> connected(ActorRef<SocketOwner.Message> owner) {
        var pending = new Pending();
        var health = new HealthCheck(pending);
        Duration interval = options.healthCheckInterval();
        if (interval != null) timers.startTimerWithFixedDelay(Tick.HEALTH_CHECK, interval);
        owner.tell(new SocketOwner.Read());
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> sent(owner, pending, request);
                    case Postponed late when late.isOver(clock) -> Behaviors.same();
                    case Postponed(var request, var _) -> sent(owner, pending, request);
                    case Await(var replyTo) -> done(replyTo);
                    case Stop(var replyTo) -> {
                        pending.fail(new ConnectionException(Reason.DISCONNECTED, "it was stopped", null));
                        yield stop(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Came(var _, var values)) -> came(owner, pending, values);
                    case FromSocket(Ended(var _, var why)) -> lost(pending, why);
                    case FromSocket(Opened _) -> Behaviors.unhandled();
                    case Tick.HEALTH_CHECK -> {
                        if (health.isWell()) yield Behaviors.same();
                        owner.tell(new SocketOwner.Abort());
                        yield lost(pending, "no reply has come for the health check's " + interval);
                    }
                    case Tick.RECONNECT, Tick.TOO_LATE -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, pending));
    }

    // region disconnected
    private Behavior<Event> disconnected(ConnectionException failure, String why, Duration wait) {
        timers.startSingleTimer(Tick.RECONNECT, wait);
        return Behaviors.receiveMessage(event -> switch (event) {
            case Request request -> refused(request, closed(why));
            case Postponed(var request, var _) -> refused(request, closed(why));
            case Await(var replyTo) -> {
                replyTo.tell(StatusReply.error(failure));
                yield Behaviors.same();
            }
            case Stop(var replyTo) -> {
                done(replyTo);
                yield Behaviors.stopped();
            }
            case FromSocket _ -> Behaviors.same(); // of the connection before
            case Tick.RECONNECT -> connecting(options.backoff().after(wait));
            case Tick.HEALTH_CHECK, Tick.TOO_LATE -> Behaviors.unhandled();
        });
    }
    // endregion

    private Behavior<Event> stop(ActorRef<SocketOwner.Message> owner, ActorRef<StatusReply<Done>> replyTo) {
        timers.cancelAll();
        return Stopping.of(owner, replyTo);
    }

    private static Behavior<Event> sent(ActorRef<SocketOwner.Message> owner, Pending pending, Request request) {
        if (!pending.add(request)) return refused(request, overloaded());
        owner.tell(new SocketOwner.Write(Command.encode(request.commands())));
        return Behaviors.same();
    }

    private Behavior<Event> came(ActorRef<SocketOwner.Message> owner, Pending pending, List<RedisValue> values) {
        for (RedisValue value : values) {
            if (!pending.take(value)) {
                owner.tell(new SocketOwner.Abort());
                return lost(pending, "a reply has come that nobody has asked for");
            }
        }
        owner.tell(new SocketOwner.Read());
        return Behaviors.same();
    }

    private Behavior<Event> lost(Pending pending, String why) {
        timers.cancel(Tick.HEALTH_CHECK);
        var failure = new ConnectionException(Reason.DISCONNECTED, why, null);
        pending.fail(failure);
        if (options.exitOnDisconnection()) throw failure;
        context.getLog().warn("Disconnected from {}: {}", options.uri(), why);
        return disconnected(failure, why, options.backoff().initial());
    }

    private <R> Behavior<Event> postponed(Event event, ActorRef<StatusReply<R>> replyTo) {
        if (stash.isFull()) {
            replyTo.tell(StatusReply.error(overloaded()));
        } else {
            stash.stash(event);
        }
        return Behaviors.same();
    }

    /** However it ends: by its own exception, by its parent's end, by a restart. Nobody is left to wait. */
    private Behavior<Event> ending(Signal signal, Pending pending) {
        if (!(signal instanceof PostStop) && !(signal instanceof PreRestart)) return Behaviors.unhandled();
        pending.fail(new ConnectionException(Reason.DISCONNECTED, "it was stopped", null));
        refuseStashed();
        return Behaviors.same();
    }

    private void refuseStashed() {
        var why = closed("it was stopped");
        stash.forEach(event -> {
            if (event instanceof Postponed(var request, var _)) refused(request, why);
            if (event instanceof Await(var replyTo)) replyTo.tell(StatusReply.error(why));
        });
        stash.clear();
    }
}
