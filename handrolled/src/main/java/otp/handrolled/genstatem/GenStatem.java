package otp.handrolled.genstatem;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/**
 * A server that is a state machine: {@code gen_statem}. What it does with an event depends on the state it is in; it may postpone
 * an event until the state has changed, insert events of its own, and have timeouts that end with the state.
 *
 * <pre>{@code
 * final class Door implements StateFunctions<Door.State, Integer, Door.Message> {
 *     enum State { OPEN, CLOSED }
 *     sealed interface Message {
 *         record Push() implements Message {}
 *         record HowOften(From<Integer> from) implements Message {}
 *     }
 *
 *     public Init<State, Integer> init() {
 *         return Init.ok(State.CLOSED, 0);
 *     }
 *
 *     public StateFunction<State, Integer, Message> function(State state) {
 *         return switch (state) {
 *             case CLOSED -> this::closed;
 *             case OPEN -> this::open;
 *         };
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>This interface is the mode {@code handle_event_function}: one function for all states, which may be any values. {@link
 * StateFunctions} is the mode {@code state_functions} (F1).
 *
 * @param <S> the states: values with {@code equals}
 * @param <D> the data that goes along
 * @param <M> the messages of clients
 */
public interface GenStatem<S, D, M> {

    // ---- starting and talking ----

    /**
     * Starts a machine that is linked to the caller: {@code start_link/3}.
     *
     * @param callbacks what it does
     * @param options its name, and more
     * @param <M> its messages
     * @return the machine, or why there is none, as {@link GenServer#startLink(GenServer, Options)}
     */
    static <M> OnStart<ServerRef<M>> startLink(GenStatem<?, ?, M> callbacks, Options options) {
        return StateMachine.start(Processes.self().node(), callbacks, options, true);
    }

    /**
     * Starts a machine without a link, on any node and from any thread.
     *
     * @param node where
     * @param callbacks what it does
     * @param options its name, and more
     * @param <M> its messages
     * @return the machine, or why there is none
     */
    static <M> OnStart<ServerRef<M>> start(Node node, GenStatem<?, ?, M> callbacks, Options options) {
        return StateMachine.start(node, callbacks, options, false);
    }

    /**
     * How a supervisor starts this machine: permanent, five seconds to shut down.
     *
     * @param id what the supervisor knows it by
     * @param callbacks makes the callbacks, anew for each start
     * @param options its name, and more
     * @return the spec
     */
    static ChildSpec childSpec(Object id, Supplier<? extends GenStatem<?, ?, ?>> callbacks, Options options) {
        return ChildSpec.worker(id, () -> startLink(callbacks.get(), options).map(ServerRef::pid));
    }

    /**
     * Asks and waits for as long as it takes: {@code gen_statem:call/2}, whose default is infinity and not five seconds (F17).
     *
     * @param machine whom
     * @param request makes the message around the address of its answer
     * @param <M> its messages
     * @param <R> the answer
     * @return the answer
     * @throws ProcessExit as {@link #call(ServerRef, Function, Duration)}
     */
    static <M, R extends @Nullable Object> R call(ServerRef<M> machine, Function<From<R>, ? extends M> request) {
        return call(machine, request, Timeouts.INFINITY);
    }

    /**
     * Asks and waits.
     *
     * @param machine whom
     * @param request makes the message around the address of its answer
     * @param timeout how long
     * @param <M> its messages
     * @param <R> the answer
     * @return the answer
     * @throws ProcessExit {@link ExitReason.CallFailed}, as {@link GenServer#call(ServerRef, Function, Duration)}
     */
    static <M, R extends @Nullable Object> R call(
            ServerRef<M> machine, Function<From<R>, ? extends M> request, Duration timeout) {
        return Gen.call("gen_statem.call", machine, machine.whereis(), request, timeout);
    }

    /**
     * Tells, and waits for nothing.
     *
     * @param machine whom
     * @param message what
     * @param <M> its messages
     */
    static <M> void cast(ServerRef<M> machine, M message) {
        GenServer.cast(machine, message);
    }

    /**
     * Stops a machine and waits until it is gone.
     *
     * @param machine whom
     * @param reason what it is to exit with
     * @param timeout how long to wait
     * @throws ProcessExit as {@link GenServer#stop(ServerRef, ExitReason, Duration)}
     */
    static void stop(ServerRef<?> machine, ExitReason reason, Duration timeout) {
        Gen.stop("gen_statem.stop", machine, machine.whereis(), reason, timeout);
    }

    // ---- callbacks ----

    /**
     * The first state and data.
     *
     * @return these, or that the machine does not or cannot run
     */
    Init<S, D> init();

    /**
     * Handles an event: {@code handle_event/4}.
     *
     * @param event what happened
     * @param state the state
     * @param data the data
     * @return what next
     */
    Transition<S, D> handleEvent(Event<M> event, S state, D data);

    /**
     * Called when a state is entered: at the start, after each change of state and after {@code repeat_state}, before any event
     * (F6, F7). By default nothing happens, as without the mode {@code state_enter}.
     *
     * @param oldState the state before; at the start and on a repetition the same
     * @param state the state
     * @param data the data
     * @return the data, and actions
     */
    default Entered<D> enter(S oldState, S state, D data) {
        return Entered.keep(data);
    }

    /**
     * The last word: {@code terminate/3}. Runs and does not run as a {@link GenServer}'s.
     *
     * @param reason why the machine ends
     * @param state the last state
     * @param data the latest data (F14)
     */
    default void terminate(ExitReason reason, S state, D data) {}
}
