package otp.redisclient.handrolled;

import static otp.handrolled.genstatem.Transition.keepState;
import static otp.handrolled.genstatem.Transition.keepStateAndData;
import static otp.handrolled.genstatem.Transition.nextState;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.genserver.Options;
import otp.handrolled.genstatem.Action;
import otp.handrolled.genstatem.Entered;
import otp.handrolled.genstatem.Event;
import otp.handrolled.genstatem.GenStatem;
import otp.handrolled.genstatem.Init;
import otp.handrolled.genstatem.StateFunctions;
import otp.handrolled.genstatem.TimeoutType;
import otp.handrolled.genstatem.Transition;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.handrolled.RedisConnection.State;
import otp.redisclient.handrolled.SocketOwner.Connected;

/**
 * The third client: a state machine that outlives its connections, as {@code Redix.Connection} does. Nobody has to start it again
 * when the server goes and comes back, and no caller waits for a server that is gone.
 *
 * <pre>{@code
 * var options = ConnectionOptions.of(RedisUri.parse("redis://localhost:6379"));
 * ServerRef<Request> redis = RedisConnection.startLink(options).get();
 * Redis.command(redis, "SET", "key", "value");
 * }</pre>
 *
 * <p>What it does with a request depends on its state:
 *
 * <ul>
 *   <li>{@code connecting}: postpones it until that has come to an end, for which there is a limit;
 *   <li>{@code connected}: sends it; the {@link SocketOwner} answers the caller directly when the replies are there;
 *   <li>{@code disconnected}: refuses it at once, and tries to connect again after a while that grows from one failure to the next.
 * </ul>
 *
 * <p>One thing ends a connection, whatever has happened to it: the exit of the socket's owner. The requests that wait for it are
 * answered then, and the list of them is thrown away with it.
 *
 * <p>Many callers share one connection, which Redis serves in order: a command that waits on purpose, such as BLPOP, holds up all
 * that come after it. It belongs on a connection of its own.
 */
public final class RedisConnection implements StateFunctions<State, ConnectionData, Request> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.redis");
    private static final TimeoutType HEALTH_CHECK = TimeoutType.generic("health_check");

    /** The states. */
    public enum State {
        CONNECTING,
        CONNECTED,
        DISCONNECTED
    }

    private final ConnectionOptions options;
    private final boolean sync;
    private final Gauge gauge = new Gauge();

    private RedisConnection(ConnectionOptions options, boolean sync) {
        this.options = options;
        this.sync = sync;
    }

    // ---- starting ----

    /**
     * Starts a connection that is linked to the caller, and returns at once: it connects meanwhile, and again and again if it
     * must. {@code Redix.start_link/1}.
     *
     * @param options where to, and how
     * @return the connection
     */
    public static OnStart<ServerRef<Request>> startLink(ConnectionOptions options) {
        return startLink(options, Options.NONE);
    }

    /**
     * The same under a name.
     *
     * @param options where to, and how
     * @param server its name
     * @return the connection, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> startLink(ConnectionOptions options, Options server) {
        return GenStatem.startLink(new RedisConnection(options, false), server);
    }

    /**
     * Starts one that is linked to the caller, and returns when it is connected: {@code sync_connect: true} (X10). A supervisor
     * that starts it this way waits meanwhile, and fails with it.
     *
     * @param options where to, and how
     * @param server its name
     * @return the connection; or, as an {@link ExitReason.Term}, the {@link ConnectionException} that says why there is none
     */
    public static OnStart<ServerRef<Request>> startLinkConnected(ConnectionOptions options, Options server) {
        return GenStatem.startLink(new RedisConnection(options, true), server);
    }

    /**
     * Starts one without a link, on any node and from any thread.
     *
     * @param node where
     * @param options where to, and how
     * @param server its name
     * @return the connection, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> start(Node node, ConnectionOptions options, Options server) {
        return GenStatem.start(node, new RedisConnection(options, false), server);
    }

    /**
     * Starts one without a link, and returns when it is connected.
     *
     * @param node where
     * @param options where to, and how
     * @param server its name
     * @return as {@link #startLinkConnected}
     */
    public static OnStart<ServerRef<Request>> startConnected(Node node, ConnectionOptions options, Options server) {
        return GenStatem.start(node, new RedisConnection(options, true), server);
    }

    /**
     * How a supervisor starts one: permanent, and without waiting for the server.
     *
     * @param id what the supervisor knows it by
     * @param options where to, and how
     * @param server its name
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, ConnectionOptions options, Options server) {
        return ChildSpec.worker(id, () -> startLink(options, server).map(ServerRef::pid));
    }

    // ---- looking ----

    /**
     * How a connection is, without asking it: for whoever has several to choose from. Does not block; from any thread.
     *
     * @param connection which one
     * @return its status a moment ago; nothing if it is not there
     */
    public static Optional<ConnectionStatus> status(ServerRef<Request> connection) {
        Pid pid = connection.whereis();
        return pid == null ? Optional.empty() : Gauge.read(pid);
    }

    // ---- callbacks ----

    @Override
    public Init<State, ConnectionData> init() {
        // So that terminate runs when the supervisor says "shutdown", and the end of a socket is a message.
        trapExit(true);
        gauge.show();
        var data = new ConnectionData(null, null, options.backoff().initial(), "", null, 0);
        return sync ? connectNow(data) : Init.ok(State.CONNECTING, data);
    }

    private Init<State, ConnectionData> connectNow(ConnectionData data) {
        Pid owner = SocketOwner.startLink(options);
        Clauses<Init<State, ConnectionData>> clauses = message -> switch (message) {
            case Connected connected
            when connected.owner() == owner -> () -> Init.ok(State.CONNECTED, data.connected(connected, data.pause()));
            case Exit(var from, var reason)
            when from == owner -> () -> Init.stop(notConnected(SocketOwner.why(reason)));
            default -> null;
        };
        Supplier<Init<State, ConnectionData>> tooLate = () -> Init.stop(notConnected(tooSlow()));
        return receive(clauses, options.connectTimeout(), tooLate);
    }

    @Override
    public Entered<ConnectionData> enter(State before, State state, ConnectionData data) {
        gauge.set(state, data.connected());
        return switch (state) {
            case CONNECTING ->
                Entered.keep(
                        data.connecting(SocketOwner.startLink(options)),
                        Action.stateTimeout(options.connectTimeout(), null));
            case CONNECTED -> {
                LOG.info("Connected to {}", options.uri());
                Duration interval = options.healthCheckInterval();
                yield interval == null
                        ? Entered.keep(data)
                        : Entered.keep(data, Action.timeout(HEALTH_CHECK, interval, null));
            }
            case DISCONNECTED ->
                Entered.keep(
                        data.waitingNext(options.backoff().after(data.pause())),
                        Action.cancel(HEALTH_CHECK),
                        Action.stateTimeout(data.pause(), null));
        };
    }

    @Override
    public StateFunction<State, ConnectionData, Request> function(State state) {
        return switch (state) {
            case CONNECTING -> this::connecting;
            case CONNECTED -> this::connected;
            case DISCONNECTED -> this::disconnected;
        };
    }

    // region connecting
    private Transition<State, ConnectionData> connecting(Event<Request> event, ConnectionData data) {
        return switch (event) {
            case Event.Message<Request>(var request)
            when data.postponed() >= Pending.LIMIT ->
                keepStateAndData(Action.reply(request.from(), Answer.Failed.overloaded()));
            case Event.Message<Request> _ -> keepState(data.oneMorePostponed(), Action.postpone());
            case Event.Info<Request>(Connected connected)
            when connected.owner() == data.owner() ->
                nextState(
                        State.CONNECTED,
                        data.connected(connected, options.backoff().initial()));
            case Event.Info<Request>(Exit(var from, var reason))
            when from == data.owner() -> failed(Reason.NOT_CONNECTED, SocketOwner.why(reason), data);
            case Event.Timeout<Request> _ -> end(data, tooSlow());
            case Event.Info<Request>(var message) -> stray(message);
            case Event.Internal<Request>(var content) -> stray(content);
        };
    }
    // endregion

    private Transition<State, ConnectionData> connected(Event<Request> event, ConnectionData data) {
        Connected connected = data.connected();
        if (connected == null) {
            throw new IllegalStateException("connected, but to nothing");
        }
        return switch (event) {
            case Event.Message<Request>(var request) -> {
                // Who has given up while it was postponed has heard that it was too late: it is not to be done after
                // all (B17).
                if (!request.isOver(self().node().clock())) {
                    connected.send(request);
                }
                yield keepStateAndData();
            }
            case Event.Info<Request>(Exit(var from, var reason))
            when from == data.owner() -> {
                connected.pending().failAll(Reason.DISCONNECTED, SocketOwner.why(reason));
                yield failed(Reason.DISCONNECTED, SocketOwner.why(reason), data);
            }
            case Event.Timeout<Request> _ -> checkHealth(connected, data);
            case Event.Info<Request>(var message) -> stray(message);
            case Event.Internal<Request>(var content) -> stray(content);
        };
    }

    // region disconnected
    private Transition<State, ConnectionData> disconnected(Event<Request> event, ConnectionData data) {
        return switch (event) {
            case Event.Message<Request>(var request) ->
                keepStateAndData(Action.reply(request.from(), new Answer.Failed(Reason.CLOSED, data.why())));
            case Event.Timeout<Request> _ -> nextState(State.CONNECTING, data);
            case Event.Info<Request>(var message) -> stray(message);
            case Event.Internal<Request>(var content) -> stray(content);
        };
    }
    // endregion

    @Override
    public void terminate(ExitReason reason, State state, ConnectionData data) {
        if (data.connected() != null) {
            data.connected().pending().failAll(Reason.DISCONNECTED, "the client was stopped");
        }
        if (data.owner() != null) {
            exit(data.owner(), ExitReason.SHUTDOWN); // the socket is closed when this returns (X14)
        }
    }

    // ---- what happens to a connection ----

    /** The owner is gone. */
    private Transition<State, ConnectionData> failed(Reason reason, String why, ConnectionData data) {
        LOG.warn(
                "{} {}: {}",
                reason == Reason.DISCONNECTED ? "Disconnected from" : "Not connected to",
                options.uri(),
                why);
        ConnectionData next = data.disconnected(why);
        return options.exitOnDisconnection()
                ? Transition.stop(ExitReason.term(new ConnectionException(reason, why, null)), next)
                : nextState(State.DISCONNECTED, next);
    }

    /** Ends the owner. Its exit, which comes as a message, does the rest: there is one way for a connection to end. */
    private static Transition<State, ConnectionData> end(ConnectionData data, String why) {
        if (data.owner() != null) {
            exit(data.owner(), new ExitReason.ShutdownWith(why));
        }
        return keepStateAndData();
    }

    /** If the server owes what it owed an interval ago, and nothing more has come, it is not there any more (X17). */
    private Transition<State, ConnectionData> checkHealth(Connected connected, ConnectionData data) {
        Duration interval = options.healthCheckInterval();
        Pending.Owed owed = connected.pending().owed();
        if (owed != null && owed.equals(data.owed())) {
            return end(data, "no reply came within the health check's interval of " + interval);
        }
        return interval == null
                ? keepStateAndData()
                : keepState(data.owed(owed), Action.timeout(HEALTH_CHECK, interval, null));
    }

    /** An exit signal of somebody else is obeyed, as if it were not trapped. Anything else is no reason to die (B16). */
    private static Transition<State, ConnectionData> stray(@Nullable Object message) {
        if (message instanceof Exit(var _, var reason)) {
            return reason == ExitReason.NORMAL ? keepStateAndData() : Transition.stop(reason);
        }
        LOG.error("A Redis connection received an unexpected message: {}", message);
        return keepStateAndData();
    }

    private String tooSlow() {
        return "no connection to " + options.uri() + " within " + options.connectTimeout();
    }

    private static ExitReason notConnected(String why) {
        return ExitReason.term(new ConnectionException(Reason.NOT_CONNECTED, why, null));
    }
}
