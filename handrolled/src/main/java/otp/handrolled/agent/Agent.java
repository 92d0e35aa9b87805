package otp.handrolled.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/**
 * A state in a process, and nothing else: {@code Agent}. What is done with it are functions that the callers send.
 *
 * <pre>{@code
 * ServerRef<Agent.Message<Integer>> counter = Agent.startLink(() -> 0).get();
 * Agent.update(counter, n -> n + 1);
 * int n = Agent.get(counter, Function.identity());
 * }</pre>
 *
 * <p>The functions run <em>in the agent</em>, one after the other (A1): while one computes, all other callers wait; and one that
 * throws ends the agent, and with it the state (A2). So let a function do what must happen in one piece, and the rest around the
 * call. As in Elixir, an agent is a {@link GenServer}, and its calls fail with the exit reasons of {@code GenServer.call}.
 *
 * <p>What differs: a state is never null, nor is what a function makes of it: that ends the agent with {@link
 * ExitReason.BadReturnValue}, where Elixir has {@code nil}. The state is shared with whoever gets it, not copied: let it be
 * immutable.
 *
 * <p>Thread-safe. All functions but {@code cast} and {@code childSpec} block the caller, which may be a process or, except for
 * {@code startLink}, any other thread.
 */
public final class Agent {
    private Agent() {}

    // ---- what agents understand ----

    /**
     * What one can send to an agent whose state is an S. The functions of this class do it.
     *
     * @param <S> the state
     */
    public sealed interface Message<S> {}

    /** {@code {:get, fun}}. */
    record Get<S, R extends @Nullable Object>(From<R> from, Function<? super S, ? extends R> function)
            implements Message<S> {}

    /** {@code {:get_and_update, fun}}. */
    record GetAndUpdate<S, R extends @Nullable Object>(
            From<R> from, Function<? super S, Pair<? extends R, ? extends S>> function) implements Message<S> {}

    /** {@code {:update, fun}}. */
    record Update<S>(From<Boolean> from, Function<? super S, ? extends S> function) implements Message<S> {}

    /** {@code {:cast, fun}}. */
    record Cast<S>(Function<? super S, ? extends S> function) implements Message<S> {}

    /**
     * What the function of {@link #getAndUpdate} returns: {@code {value, new_state}}.
     *
     * @param value what the caller gets
     * @param state what the agent keeps
     * @param <R> the type of the value
     * @param <S> the type of the state
     */
    public record Pair<R extends @Nullable Object, S>(R value, S state) {
        public Pair {
            Objects.requireNonNull(state, "expected a new state for the agent, got null");
        }
    }

    // ---- starting and stopping ----

    /**
     * Starts an agent that is linked to the caller: {@code start_link/1}.
     *
     * @param initial makes the first state; runs in the agent, and the caller waits for it
     * @param <S> the state
     * @return the agent, or what {@code initial} failed with
     */
    public static <S> OnStart<ServerRef<Message<S>>> startLink(Supplier<? extends S> initial) {
        return startLink(initial, Options.NONE);
    }

    /**
     * The same with options: {@code start_link/2}.
     *
     * @param initial makes the first state
     * @param options its name, and more
     * @param <S> the state
     * @return the agent, or why there is none
     */
    public static <S> OnStart<ServerRef<Message<S>>> startLink(Supplier<? extends S> initial, Options options) {
        return GenServer.startLink(new AgentServer<>(checkFunction(initial)), options);
    }

    /**
     * Starts an agent without a link: {@code start/1}.
     *
     * @param initial makes the first state
     * @param <S> the state
     * @return the agent, or what {@code initial} failed with
     */
    public static <S> OnStart<ServerRef<Message<S>>> start(Supplier<? extends S> initial) {
        return GenServer.start(new AgentServer<>(checkFunction(initial)));
    }

    /**
     * The same with options, on any node and from any thread: {@code start/2}.
     *
     * @param node where
     * @param initial makes the first state
     * @param options its name, and more
     * @param <S> the state
     * @return the agent, or why there is none
     */
    public static <S> OnStart<ServerRef<Message<S>>> start(Node node, Supplier<? extends S> initial, Options options) {
        return GenServer.start(node, new AgentServer<>(checkFunction(initial)), options);
    }

    /**
     * How a supervisor starts an agent: {@code child_spec/1}. Permanent: after a restart the state is the first one again.
     *
     * @param id what the supervisor knows it by
     * @param initial makes the first state, anew for each start
     * @param options its name, and more
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, Supplier<?> initial, Options options) {
        checkFunction(initial);
        return GenServer.childSpec(id, () -> new AgentServer<>(initial), options);
    }

    /**
     * Stops an agent and waits until it is gone: {@code stop/1}.
     *
     * @param agent which
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#stop(ServerRef, ExitReason, Duration)}
     */
    public static void stop(ServerRef<? extends Message<?>> agent) {
        GenServer.stop(agent);
    }

    /**
     * Stops an agent with a reason: {@code stop/3}.
     *
     * @param agent which
     * @param reason what it is to exit with
     * @param timeout how long to wait for that
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#stop(ServerRef, ExitReason, Duration)}
     */
    public static void stop(ServerRef<? extends Message<?>> agent, ExitReason reason, Duration timeout) {
        GenServer.stop(agent, reason, timeout);
    }

    // ---- the state ----

    /**
     * Gets what a function makes of the state: {@code get/2}. Waits up to five seconds.
     *
     * @param agent which
     * @param function from the state to a value; runs in the agent
     * @param <S> the state
     * @param <R> the value
     * @return the value
     * @throws otp.handrolled.process.ProcessExit as {@link #get(ServerRef, Function, Duration)}
     */
    public static <S, R extends @Nullable Object> R get(
            ServerRef<Message<S>> agent, Function<? super S, ? extends R> function) {
        return get(agent, function, Timeouts.DEFAULT);
    }

    /**
     * Gets what a function makes of the state: {@code get/3}.
     *
     * @param agent which
     * @param function from the state to a value; runs in the agent
     * @param timeout how long to wait; the function runs on after that
     * @param <S> the state
     * @param <R> the value
     * @return the value
     * @throws otp.handrolled.process.ProcessExit {@link ExitReason.CallFailed} of {@code GenServer.call}: {@code timeout}, {@code
     *     noproc}, {@code calling_self} for an agent that asks itself, or what the function ended the agent with (A2)
     */
    public static <S, R extends @Nullable Object> R get(
            ServerRef<Message<S>> agent, Function<? super S, ? extends R> function, Duration timeout) {
        checkFunction(function);
        return GenServer.<Message<S>, R>call(agent, from -> new Get<S, R>(from, function), timeout);
    }

    /**
     * Changes the state and waits until it is changed: {@code update/2}, five seconds at most.
     *
     * @param agent which
     * @param function from the state to the next; runs in the agent
     * @param <S> the state
     * @throws otp.handrolled.process.ProcessExit as {@link #get(ServerRef, Function, Duration)}
     */
    public static <S> void update(ServerRef<Message<S>> agent, UnaryOperator<S> function) {
        update(agent, function, Timeouts.DEFAULT);
    }

    /**
     * Changes the state and waits until it is changed: {@code update/3}.
     *
     * @param agent which
     * @param function from the state to the next; runs in the agent
     * @param timeout how long to wait; the state may still change after that
     * @param <S> the state
     * @throws otp.handrolled.process.ProcessExit as {@link #get(ServerRef, Function, Duration)}
     */
    public static <S> void update(ServerRef<Message<S>> agent, UnaryOperator<S> function, Duration timeout) {
        checkFunction(function);
        GenServer.<Message<S>, Boolean>call(agent, from -> new Update<>(from, function), timeout);
    }

    /**
     * Gets a value and changes the state, with nobody in between: {@code get_and_update/2}. Waits up to five seconds.
     *
     * @param agent which
     * @param function from the state to a value and the next state; runs in the agent
     * @param <S> the state
     * @param <R> the value
     * @return the value
     * @throws otp.handrolled.process.ProcessExit as {@link #get(ServerRef, Function, Duration)}
     */
    public static <S, R extends @Nullable Object> R getAndUpdate(
            ServerRef<Message<S>> agent, Function<? super S, Pair<? extends R, ? extends S>> function) {
        return getAndUpdate(agent, function, Timeouts.DEFAULT);
    }

    /**
     * Gets a value and changes the state: {@code get_and_update/3}.
     *
     * @param agent which
     * @param function from the state to a value and the next state; runs in the agent
     * @param timeout how long to wait; the state may still change after that
     * @param <S> the state
     * @param <R> the value
     * @return the value
     * @throws otp.handrolled.process.ProcessExit as {@link #get(ServerRef, Function, Duration)}
     */
    public static <S, R extends @Nullable Object> R getAndUpdate(
            ServerRef<Message<S>> agent,
            Function<? super S, Pair<? extends R, ? extends S>> function,
            Duration timeout) {
        checkFunction(function);
        return GenServer.<Message<S>, R>call(agent, from -> new GetAndUpdate<S, R>(from, function), timeout);
    }

    /**
     * Changes the state, and waits for nothing: {@code cast/2}. Nobody hears whether it worked.
     *
     * @param agent which
     * @param function from the state to the next; runs in the agent
     * @param <S> the state
     */
    public static <S> void cast(ServerRef<Message<S>> agent, UnaryOperator<S> function) {
        GenServer.cast(agent, new Cast<>(checkFunction(function)));
    }

    private static <F> F checkFunction(F function) {
        return Objects.requireNonNull(function, "expected a function for the agent to run, got null");
    }
}
