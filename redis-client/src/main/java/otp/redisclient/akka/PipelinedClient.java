package otp.redisclient.akka;

import static otp.redisclient.akka.Stopping.closed;
import static otp.redisclient.akka.Stopping.done;
import static otp.redisclient.akka.Stopping.overloaded;
import static otp.redisclient.akka.Stopping.refused;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.pattern.StatusReply;
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

/**
 * The second client: nobody waits for another's reply. What callers ask is sent at once, and the replies are given out in the same
 * order, since Redis answers in order. A caller that does not wait any longer keeps its place in it (row X5).
 *
 * <p>It lives as long as its connection. When that ends, or cannot be made, whoever waits hears of it and the client fails with a
 * {@link ConnectionException}: to start it again is the business of whoever supervises it. {@link RedisConnection} does better.
 */
public final class PipelinedClient {
    private final ActorContext<Event> context;
    private final StashBuffer<Event> stash;
    private final ConnectionOptions options;
    private final LongSupplier clock;

    private PipelinedClient(
            ActorContext<Event> context, StashBuffer<Event> stash, ConnectionOptions options, LongSupplier clock) {
        this.context = context;
        context.setLoggerName("otp.redis");
        this.stash = stash;
        this.options = options;
        this.clock = clock;
    }

    /**
     * A client that begins to connect at once.
     *
     * @param options where to, and how; back-off and health check are for {@link RedisConnection}
     */
    public static Behavior<Redis.Message> create(ConnectionOptions options) {
        return create(options, System::nanoTime);
    }

    /** @param clock in nanoseconds, to tell which callers have given up while they were stashed */
    static Behavior<Redis.Message> create(ConnectionOptions options, LongSupplier clock) {
        return Behaviors.<Event>setup(context -> Behaviors.withStash(
                        Pending.LIMIT, stash -> new PipelinedClient(context, stash, options, clock).connecting()))
                .narrow();
    }

    // region states
    /**
     * What an owner of before says is passed over, although a client has one owner in its life. But a restart is not the beginning of
     * another life: the mailbox stays, and what is in it is of the one before.
     */
    private Behavior<Event> connecting() {
        ActorRef<SocketOwner.Message> owner = context.spawn(
                SocketOwner.create(options, context.messageAdapter(SocketOwner.Notice.class, FromSocket::new)),
                "socket");
        context.watchWith(owner, new FromSocket(new Ended(owner, "the owner of its socket has ended")));
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> postponed(Postponed.at(clock, request), request.replyTo());
                    case Await(var replyTo) -> postponed(event, replyTo);
                    case Stop(var replyTo) -> {
                        refuseStashed(closed("it was stopped"));
                        yield Stopping.of(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Opened _) -> stash.unstashAll(connected(owner));
                    case FromSocket(Ended(var _, var why)) -> {
                        var failure = new ConnectionException(Reason.NOT_CONNECTED, why, null);
                        refuseStashed(failure);
                        throw failure;
                    }
                    case FromSocket(Came _) -> Behaviors.unhandled();
                    case Postponed _, Tick _ -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, new Pending()));
    }

    private Behavior<Event> connected(ActorRef<SocketOwner.Message> owner) {
        var pending = new Pending();
        owner.tell(new SocketOwner.Read());
        return Behaviors.receive(
                (_, event) -> switch (event) {
                    case Request request -> sent(owner, pending, request);
                    case Postponed late when late.isOver(clock) -> Behaviors.same();
                    case Postponed(var request, var _) -> sent(owner, pending, request);
                    case Await(var replyTo) -> done(replyTo);
                    case Stop(var replyTo) -> {
                        pending.fail(new ConnectionException(Reason.DISCONNECTED, "it was stopped", null));
                        yield Stopping.of(owner, replyTo);
                    }
                    case FromSocket(var notice) when !notice.owner().equals(owner) -> Behaviors.same();
                    case FromSocket(Came(var _, var values)) -> {
                        if (!values.stream().allMatch(pending::take)) {
                            throw lost(pending, "a reply has come that nobody has asked for");
                        }
                        owner.tell(new SocketOwner.Read());
                        yield Behaviors.same();
                    }
                    case FromSocket(Ended(var _, var why)) -> throw lost(pending, why);
                    case FromSocket(Opened _) -> Behaviors.unhandled();
                    case Tick _ -> Behaviors.unhandled();
                },
                (_, signal) -> ending(signal, pending));
    }
    // endregion

    private static Behavior<Event> sent(ActorRef<SocketOwner.Message> owner, Pending pending, Request request) {
        if (!pending.add(request)) return refused(request, overloaded());
        owner.tell(new SocketOwner.Write(Command.encode(request.commands())));
        return Behaviors.same();
    }

    private static ConnectionException lost(Pending pending, String why) {
        var failure = new ConnectionException(Reason.DISCONNECTED, why, null);
        pending.fail(failure);
        return failure;
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
        pending.fail(new ConnectionException(Reason.DISCONNECTED, "the client was stopped", null));
        refuseStashed(closed("the client was stopped"));
        return Behaviors.same();
    }

    private void refuseStashed(ConnectionException why) {
        stash.forEach(event -> {
            if (event instanceof Postponed(var request, var _)) refused(request, why);
            if (event instanceof Await(var replyTo)) replyTo.tell(StatusReply.error(why));
        });
        stash.clear();
    }
}
