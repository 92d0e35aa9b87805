package otp.redisclient.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Signal;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.io.Tcp;
import akka.io.TcpMessage;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Greeting;
import otp.redisclient.RedisUri;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.ParseError;
import otp.redisclient.resp.Parser;
import otp.redisclient.resp.RedisValue;
import scala.concurrent.duration.FiniteDuration;

/**
 * Owns one connection from the attempt to make it to its end: {@code Redix.SocketOwner}. It connects, says AUTH and SELECT, and then
 * carries bytes out and values in for one client, its parent. What is on a connection of before can never be taken for something
 * on the one of now, for that has an owner of its own.
 *
 * <p>{@code Tcp} is {@code :gen_tcp} in active mode, as an actor: its messages come as they are, as to {@code handle_info}, so that
 * the behavior here is one of {@code Object}. A {@code messageAdapter} would wrap them, but lose their sender, and only by the sender of
 * {@code Connected} does one learn whom to write to. Both directions are held back. Reading is {@code active: :once}: nothing is read from the socket until the client
 * has asked by {@link Read} ({@code pullMode}). Of writes one is under way at a time; what comes meanwhile is sent together when
 * it is acknowledged.
 */
final class SocketOwner {
    // region protocol
    /** What one can ask of it. */
    sealed interface Message {}

    /** Sends bytes, after all those before. */
    record Write(byte[] bytes) implements Message {}

    /** Reads on: the next values may come, once. */
    record Read() implements Message {}

    /** Sends what is there to send, ends the connection, and stops. */
    record Close() implements Message {}

    /** Ends the connection hard, and stops. */
    record Abort() implements Message {}

    private record TooLate() implements Message {}

    /** What it tells its client. Each carries the owner: only the owner of now is to be listened to. */
    sealed interface Notice {
        ActorRef<Message> owner();
    }

    /** Connected, and let in. Nothing is read yet. */
    record Opened(ActorRef<Message> owner) implements Notice {}

    /** Values that have come, one or more, in their order. No more come until {@link Read}. */
    record Came(ActorRef<Message> owner, List<RedisValue> values) implements Notice {}

    /** The connection could not be made, or is over; the owner has stopped. Comes once, unless the client has ended it. */
    record Ended(ActorRef<Message> owner, String why) implements Notice {}
    // endregion

    private final ActorContext<Object> context;
    private final TimerScheduler<Object> timers;
    private final ConnectionOptions options;
    private final ActorRef<Notice> client;
    private final akka.actor.ActorRef self;
    private final Parser parser = new Parser();

    private SocketOwner(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            ConnectionOptions options,
            ActorRef<Notice> client) {
        this.context = context;
        this.timers = timers;
        this.options = options;
        this.client = client;
        this.self = Adapter.toClassic(context.getSelf());
    }

    /** An owner that connects at once, and gives up when {@link ConnectionOptions#connectTimeout} has passed. */
    static Behavior<Message> create(ConnectionOptions options, ActorRef<Notice> client) {
        return Behaviors.<Object>setup(context ->
                        Behaviors.withTimers(timers -> new SocketOwner(context, timers, options, client).connecting()))
                .narrow();
    }

    // region states
    private Behavior<Object> connecting() {
        timers.startSingleTimer(new TooLate(), options.connectTimeout());
        RedisUri uri = options.uri();
        var address = InetSocketAddress.createUnresolved(uri.host(), uri.port()); // Tcp looks it up, without blocking
        FiniteDuration noLimit = null; // ours is one for all, until we are let in
        Tcp.get(context.getSystem().classicSystem())
                .manager()
                .tell(TcpMessage.connect(address, null, List.of(), noLimit, true), self);
        return Behaviors.receiveMessage(message -> switch (message) {
            case Tcp.Connected _ -> connected(Adapter.toClassic(context).sender());
            case Tcp.CommandFailed failed -> ended("%s does not answer%s".formatted(uri, failed.causedByString()));
            case TooLate _ -> ended("%s has not answered within %s".formatted(uri, options.connectTimeout()));
            case Close _, Abort _ -> Behaviors.stopped();
            default -> Behaviors.unhandled();
        });
    }

    private Behavior<Object> connected(akka.actor.ActorRef connection) {
        context.watch(Adapter.toTyped(connection)); // should it fail: no event of it would tell
        connection.tell(TcpMessage.register(self), self);
        List<Command> greeting = Greeting.of(options.uri());
        if (greeting.isEmpty()) return open(connection);
        connection.tell(TcpMessage.write(ByteString.fromArrayUnsafe(Command.encode(greeting))), self);
        connection.tell(TcpMessage.resumeReading(), self);
        return greeting(connection, greeting, new ArrayList<>());
    }

    private Behavior<Object> greeting(
            akka.actor.ActorRef connection, List<Command> greeting, List<RedisValue> answers) {
        return Behaviors.receive(
                (_, message) -> switch (message) {
                    case Tcp.Received received -> {
                        Optional<String> wrong = parse(received, answers).or(() -> Greeting.refused(greeting, answers));
                        if (wrong.isPresent()) yield aborted(connection, wrong.get());
                        if (answers.size() == greeting.size()) yield open(connection);
                        connection.tell(TcpMessage.resumeReading(), self);
                        yield Behaviors.same();
                    }
                    case Tcp.ConnectionClosed closed -> ended(why(closed) + " before it has let us in");
                    case TooLate _ ->
                        aborted(
                                connection,
                                "%s has not let us in within %s".formatted(options.uri(), options.connectTimeout()));
                    case Close _, Abort _ -> closing(connection, TcpMessage.abort());
                    default -> Behaviors.unhandled();
                },
                this::lost);
    }

    // endregion

    // region open
    private Behavior<Object> open(akka.actor.ActorRef connection) {
        timers.cancel(new TooLate());
        client.tell(new Opened(context.getSelf().narrow()));
        var outbox = new Outbox(connection, self);
        return Behaviors.receive(
                (_, message) -> switch (message) {
                    case Write(var bytes) -> {
                        outbox.write(bytes);
                        yield Behaviors.same();
                    }
                    case Outbox.Ack _ -> {
                        outbox.acknowledged();
                        yield Behaviors.same();
                    }
                    case Read _ -> {
                        connection.tell(TcpMessage.resumeReading(), self);
                        yield Behaviors.same();
                    }
                    case Tcp.Received received -> came(connection, received);
                    case Tcp.ConnectionClosed closed -> ended(why(closed));
                    case Close _ -> closing(connection, TcpMessage.close());
                    case Abort _ -> closing(connection, TcpMessage.abort());
                    default -> Behaviors.unhandled();
                },
                this::lost);
    }

    // endregion

    /** Waits until the socket is closed: who watches this actor knows by its end that it is. */
    private Behavior<Object> closing(akka.actor.ActorRef connection, Tcp.Command how) {
        connection.tell(how, self);
        timers.startSingleTimer(new TooLate(), options.connectTimeout());
        return Behaviors.receive(
                (_, message) -> switch (message) {
                    case Tcp.ConnectionClosed _ -> Behaviors.stopped();
                    case TooLate _, Abort _ -> closing(connection, TcpMessage.abort());
                    default -> Behaviors.same(); // what still comes is for nobody
                },
                (_, _) -> Behaviors.stopped());
    }

    private Behavior<Object> came(akka.actor.ActorRef connection, Tcp.Received received) {
        List<RedisValue> values = new ArrayList<>();
        Optional<String> wrong = parse(received, values);
        if (!values.isEmpty()) client.tell(new Came(context.getSelf().narrow(), values));
        if (wrong.isPresent()) return aborted(connection, wrong.get());
        if (values.isEmpty()) connection.tell(TcpMessage.resumeReading(), self); // the client waits still
        return Behaviors.same();
    }

    /** Adds what has come to the values; returns what is wrong with it, if it is no RESP. */
    private Optional<String> parse(Tcp.Received received, List<RedisValue> values) {
        try {
            byte[] bytes = received.data().toArrayUnsafe(); // not copied, and the parser only reads
            parser.feed(bytes, 0, bytes.length, values::add);
            return Optional.empty();
        } catch (ParseError e) {
            return Optional.of("%s has sent what is no RESP: %s".formatted(options.uri(), e.getMessage()));
        }
    }

    private Behavior<Object> aborted(akka.actor.ActorRef connection, String why) {
        tellEnded(why);
        return closing(connection, TcpMessage.abort());
    }

    private Behavior<Object> ended(String why) {
        tellEnded(why);
        return Behaviors.stopped();
    }

    private Behavior<Object> lost(ActorContext<Object> self, Signal signal) {
        return signal instanceof Terminated ? ended("the connection's actor has ended") : Behaviors.unhandled();
    }

    private void tellEnded(String why) {
        client.tell(new Ended(context.getSelf().narrow(), why));
    }

    private String why(Tcp.ConnectionClosed closed) {
        return closed.isErrorClosed()
                ? "the connection to %s broke (%s)".formatted(options.uri(), closed.getErrorCause())
                : "%s has closed the connection".formatted(options.uri());
    }
}
