package otp.redisclient.handrolled;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
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
import otp.redisclient.handrolled.PipelinedClient.State;
import otp.redisclient.handrolled.SocketOwner.Connected;

/**
 * The second client: nobody waits for another's reply. What callers ask is sent at once, and the replies are given out in the same
 * order, since Redis answers in order. A caller that does not wait any longer keeps its place in it (X5).
 *
 * <p>It lives as long as its connection. When that ends, or cannot be made, whoever waits hears of it and the client stops: to
 * start it again is its supervisor's business. {@link RedisConnection} does better.
 */
public final class PipelinedClient implements GenServer<State, Request> {
    /**
     * What it remembers: nothing before it is connected.
     *
     * @param connected the connection
     */
    record State(@Nullable Connected connected) {}

    private static final Object CONNECT = "connect";

    private final ConnectionOptions options;

    private PipelinedClient(ConnectionOptions options) {
        this.options = options;
    }

    /**
     * Starts a client that is linked to the caller, and returns at once: it connects meanwhile.
     *
     * @param options where to, and how; back-off and health check are for {@link RedisConnection}
     * @param server its name
     * @return the client, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> startLink(ConnectionOptions options, Options server) {
        return GenServer.startLink(new PipelinedClient(options), server);
    }

    /**
     * Starts one without a link, on any node and from any thread.
     *
     * @param node where
     * @param options where to, and how
     * @param server its name
     * @return the client, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> start(Node node, ConnectionOptions options, Options server) {
        return GenServer.start(node, new PipelinedClient(options), server);
    }

    // To connect here would hold up whoever starts it, and the supervisor's other children with it (B15).
    @Override
    public Init<State> init() {
        trapExit(true);
        return Init.ok(new State(null)).continueWith(CONNECT);
    }

    @Override
    public Next<State> handleContinue(Object what, State state) {
        Pid owner = SocketOwner.startLink(options);
        Clauses<Next<State>> clauses = message -> switch (message) {
            case Connected connected when connected.owner() == owner -> () -> Next.noreply(new State(connected));
            case Exit(var from, var reason)
            when from == owner -> () -> stop(Reason.NOT_CONNECTED, SocketOwner.why(reason), state);
            default -> null;
        };
        Supplier<Next<State>> tooLate = () -> {
            exit(owner, ExitReason.KILL);
            return stop(Reason.NOT_CONNECTED, "no connection within " + options.connectTimeout(), state);
        };
        return receive(clauses, options.connectTimeout(), tooLate);
    }

    @Override
    public Next<State> handle(Request request, State state) {
        if (state.connected == null) {
            throw new IllegalStateException("a request has come before handleContinue");
        }
        if (!request.isOver(self().node().clock())) {
            state.connected.send(request);
        }
        return Next.noreply(state);
    }

    @Override
    public Next<State> handleInfo(Object message, State state) {
        return switch (message) {
            case Exit(var from, var reason)
            when state.connected != null && from == state.connected.owner() ->
                stop(Reason.DISCONNECTED, SocketOwner.why(reason), state);
            case Exit(var _, var reason) when reason != ExitReason.NORMAL -> Next.stop(reason, state);
            default -> GenServer.super.handleInfo(message, state);
        };
    }

    @Override
    public void terminate(ExitReason reason, State state) {
        if (state.connected != null) {
            exit(state.connected.owner(), ExitReason.SHUTDOWN);
            state.connected.pending().failAll(Reason.DISCONNECTED, "the client has stopped: " + reason);
        }
    }

    private static Next<State> stop(Reason reason, String why, State state) {
        return Next.stop(ExitReason.term(new ConnectionException(reason, why, null)), state);
    }
}
