package otp.concurrency.handrolled;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.AliasMode;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Inspect;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * State that many share: a process that keeps it in the argument of its loop. What {@code Agent} is, without {@code GenServer}.
 *
 * <pre>{@code
 * SharedState<Integer> counter = SharedState.start(0);
 * SharedState.update(counter, n -> n + 1);
 * int one = SharedState.get(counter);
 * }</pre>
 *
 * <p>{@code update} is a call and not a cast: once it has returned, everybody's {@code get} sees the change. A function that
 * throws crashes the server, as it does with {@code Agent}, and its caller exits with the cause. All functions must be called in
 * a process.
 *
 * @param pid the server
 * @param <S> the state; share what does not change
 */
public record SharedState<S>(Pid pid) {
    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);

    // region protocol
    /** What one can ask of it. Each request says where the reply goes: to the caller's monitor, an alias for one message. */
    private sealed interface Request {
        record Get(Ref from) implements Request {}

        record Update(Ref from, UnaryOperator<Object> function) implements Request {}
    }

    private record Reply(Ref ref, Object value) {}
    // endregion

    /**
     * Starts a server that outlives the caller. Does not block.
     *
     * @param initial its first state
     */
    public static <S> SharedState<S> start(S initial) {
        Object state = checkState(initial);
        return new SharedState<>(spawn(() -> loop(state)));
    }

    /**
     * Starts a server that is linked with the caller, such as a supervisor. Does not block.
     *
     * @param initial its first state
     */
    public static <S> SharedState<S> startLink(S initial) {
        Object state = checkState(initial);
        return new SharedState<>(spawnLink("SharedState", () -> loop(state)));
    }

    /** The state now. Waits five seconds at most: {@link #get(SharedState, Duration)}. */
    public static <S> S get(SharedState<S> server) {
        return get(server, Timeouts.DEFAULT);
    }

    /**
     * The state now. Blocks.
     *
     * @param timeout how long to wait, zero or more
     * @throws ProcessExit with {@link CallFailed} around {@code timeout}, {@code noproc}, {@code calling_self}, or what the
     *     server died of; at once
     */
    @SuppressWarnings("unchecked") // the server began with an S, and update only takes functions from S to S
    public static <S> S get(SharedState<S> server, Duration timeout) {
        return (S) call(server.pid, Request.Get::new, "SharedState.get", timeout);
    }

    /** Changes the state. Waits five seconds at most: {@link #update(SharedState, UnaryOperator, Duration)}. */
    public static <S> void update(SharedState<S> server, UnaryOperator<S> function) {
        update(server, function, Timeouts.DEFAULT);
    }

    /**
     * Changes the state, and returns when that is done. Blocks.
     *
     * @param function makes the new state of the old one, in the server: while it runs, all others wait. It must not return null
     * @param timeout how long to wait, zero or more; after a timeout the change may still be made
     * @throws ProcessExit with {@link CallFailed} as {@link #get(SharedState, Duration)}; a function that throws is what the
     *     server dies of
     */
    @SuppressWarnings("unchecked") // as above
    public static <S> void update(SharedState<S> server, UnaryOperator<S> function, Duration timeout) {
        Objects.requireNonNull(function, "expected a function to update the state with, got null");
        call(
                server.pid,
                from -> new Request.Update(from, (UnaryOperator<Object>) function),
                "SharedState.update",
                timeout);
    }

    // region call
    private static Object call(Pid server, Function<Ref, Request> request, String function, Duration timeout) {
        Timeouts.check(timeout);
        if (server == self()) {
            return exit(new CallFailed(ExitReason.CALLING_SELF, function, server, null, timeout));
        }
        Ref ref = monitor(server, AliasMode.REPLY_DEMONITOR);
        send(server, request.apply(ref));
        return receive(
                message -> switch (message) {
                    case Reply(var of, var value) when of == ref -> () -> value;
                    case Down(var of, var _, var reason)
                    when of == ref -> () -> exit(new CallFailed(reason, function, server, null, timeout));
                    default -> null;
                },
                timeout,
                () -> {
                    demonitorFlush(ref);
                    return exit(new CallFailed(ExitReason.TIMEOUT, function, server, null, timeout));
                });
    }
    // endregion

    // region loop
    private static void loop(Object initial) {
        for (Object state = initial; ; ) {
            state = handle(receive(message -> () -> message), state);
        }
    }

    private static Object handle(Object message, Object state) {
        return switch (message) {
            case Request.Get(var from) -> {
                send(from, new Reply(from, state));
                yield state;
            }
            case Request.Update(var from, var function) -> {
                Object next = checkState(function.apply(state));
                send(from, new Reply(from, true));
                yield next;
            }
            default -> {
                LOG.error("SharedState {} received an unexpected message: {}", self(), Inspect.inspect(message));
                yield state;
            }
        };
    }
    // endregion

    private static <S> S checkState(S state) {
        return Objects.requireNonNull(
                state, "expected a state, got null: use an Optional or a record for an empty one");
    }
}
