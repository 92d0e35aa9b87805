package otp.handrolled.genstatem;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Request;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.SystemMessage;

/**
 * The process of a state machine.
 *
 * <p>Events wait in two queues. {@code queue} holds what is next: inserted events, then postponed ones that are due again. {@code
 * postponed} holds those that wait for a change of state. A message is received only when the first queue is empty and no timeout
 * of zero is due: that is the order of F4.
 */
final class StateMachine<S, D, M> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.genstatem");

    private final GenStatem<S, D, M> callbacks;
    private final Options options;
    private final @Nullable Pid parent;

    private final Deque<Event<M>> queue = new ArrayDeque<>();
    private final Deque<Event<M>> postponed = new ArrayDeque<>();
    private final Timers timers = new Timers();
    private S state;
    private D data;
    private boolean hibernate;
    private boolean suspended;
    private @Nullable Event<M> lastEvent;

    private StateMachine(
            GenStatem<S, D, M> callbacks, Options options, @Nullable Pid parent, S firstState, D firstData) {
        this.callbacks = callbacks;
        this.options = options;
        this.parent = parent;
        this.state = firstState;
        this.data = firstData;
    }

    // ---- start ----

    static <S, D, M> OnStart<ServerRef<M>> start(
            Node node, GenStatem<S, D, M> callbacks, Options options, boolean link) {
        Pid parent = link ? self() : null;
        return Gen.<ServerRef<M>>startNamed(
                node,
                callbacks.getClass().getSimpleName(),
                options.name(),
                link,
                options.timeout(),
                ack -> () -> run(callbacks, options, parent, ack));
    }

    private static <S, D, M> void run(
            GenStatem<S, D, M> callbacks, Options options, @Nullable Pid parent, From<OnStart<ServerRef<M>>> ack) {
        switch (init(callbacks)) {
            case Init.Ok<S, D>(var state, var data, var actions) -> {
                ack.reply(new OnStart.Ok<>(ServerRef.of(self())));
                new StateMachine<>(callbacks, options, parent, state, data).loop(actions);
            }
            case Init.Ignore<S, D>() -> ack.replyWhenGone(new OnStart.Ignored<>());
            case Init.Stop<S, D>(var reason) -> {
                ack.replyWhenGone(new OnStart.Failed<>(reason));
                throw new ProcessExit(reason);
            }
        }
    }

    @SuppressWarnings("NullAway") // the contract says "not null"; this is where a callback that breaks it is found out
    private static <S, D, M> Init<S, D> init(GenStatem<S, D, M> callbacks) {
        try {
            Init<S, D> init = callbacks.init();
            return init == null ? Init.stop(ExitReason.term("{bad_return_from_init, null}")) : init;
        } catch (Throwable thrown) {
            self();
            return Init.stop(reasonOf(thrown));
        }
    }

    // ---- the loop ----

    /** Whatever ends the machine, a stop or an exception, arrives here as what was thrown. */
    private void loop(List<Action> firstActions) {
        try {
            List<Action.OnEnter> timeouts = split(firstActions, queue::addLast);
            timeouts.addAll(enter(state));
            timers.apply(timeouts);
            while (true) {
                Event<M> event = next();
                if (event != null) {
                    lastEvent = event;
                    handle(event);
                }
            }
        } catch (Throwable thrown) {
            // If this process was ended from outside, self() throws: then there is no terminate, as after a kill.
            self();
            terminate(reasonOf(thrown));
        }
    }

    /** The next event, or null if what came was none. */
    private @Nullable Event<M> next() {
        Event<M> queued = suspended ? null : queue.poll();
        if (queued != null) {
            return queued;
        }
        Event<M> due = suspended ? null : timers.takeDue();
        if (due != null) {
            return due;
        }
        if (hibernate) {
            hibernate = false;
            Processes.hibernate();
        }
        return received(receive(suspended ? whileSuspended() : ANY));
    }

    private static final Clauses<Object> ANY = message -> () -> message;

    @SuppressWarnings("unchecked")
    private @Nullable Event<M> received(Object message) {
        return switch (message) {
            case Request(var _, SystemMessage system) -> {
                handleSystem(system);
                yield null;
            }
            case Request(var _, var body) -> new Event.Message<>((M) body);
            case GenServer.Cast(var body) -> new Event.Message<>((M) body);
            case Timers.Fired fired -> timers.take(fired);
            case Exit(var from, var reason) when from == parent -> throw new ProcessExit(reason);
            default -> new Event.Info<>(message);
        };
    }

    /** One event: the callback, and the transition it asks for. */
    @SuppressWarnings("NullAway") // as in init
    private void handle(Event<M> event) {
        Transition<S, D> transition = callbacks.handleEvent(event, state, data);
        switch (transition) {
            case null -> throw new BadReturnException("handleEvent", "a Transition");
            case Transition.NextState<S, D>(var next, var newData, var actions) ->
                transit(event, next, newData, actions, !next.equals(state));
            case Transition.KeepState<S, D>(var newData, var actions)
            when actions.isEmpty() ->
                // What most events end in: all that is left of the order of transit.
                stay(newData == null ? data : newData);
            case Transition.KeepState<S, D>(var newData, var actions) ->
                transit(event, state, newData == null ? data : newData, actions, false);
            case Transition.RepeatState<S, D>(var newData, var actions) ->
                transit(event, state, newData == null ? data : newData, actions, true);
            case Transition.Stop<S, D>(var reason, var lastData, var replies) -> {
                data = lastData == null ? data : lastData;
                replies.forEach(Action.Reply::send);
                throw new ProcessExit(reason);
            }
        }
    }

    private void stay(D newData) {
        data = newData;
        hibernate = false;
        timers.cancel(TimeoutType.EVENT);
    }

    /** The order of OTP: replies and options, the enter call, the queues, the timeouts. */
    private void transit(Event<M> event, S next, D newData, List<Action> actions, boolean enters) {
        S before = state;
        data = newData;
        state = next;
        hibernate = false;
        var inserted = new ArrayDeque<Event<M>>();
        List<Action.OnEnter> timeouts = split(actions, inserted::addFirst);
        if (actions.stream().anyMatch(Action.Postpone.class::isInstance)) {
            postponed.addLast(event);
        }
        if (enters) {
            timeouts.addAll(enter(before));
        }
        if (!next.equals(before)) {
            while (!postponed.isEmpty()) {
                queue.addFirst(postponed.pollLast());
            }
            timers.cancel(TimeoutType.STATE);
        }
        timers.cancel(TimeoutType.EVENT);
        timers.apply(timeouts);
        inserted.forEach(queue::addFirst);
    }

    /** Calls {@code enter}; returns its actions, the replies done. */
    @SuppressWarnings("NullAway") // as in init
    private List<Action.OnEnter> enter(S before) {
        return switch (callbacks.enter(before, state, data)) {
            case null -> throw new BadReturnException("enter", "an Entered");
            case Entered.Keep<D>(var newData, var actions) -> {
                data = newData;
                yield split(actions, _ -> {});
            }
            case Entered.Stop<D>(var reason, var lastData) -> {
                data = lastData;
                throw new ProcessExit(reason);
            }
        };
    }

    /** Sends the replies, notes a wish to hibernate, collects the inserted events; returns the timeouts. */
    @SuppressWarnings("unchecked")
    private List<Action.OnEnter> split(List<? extends Action> actions, Consumer<Event<M>> insert) {
        var timeouts = new ArrayList<Action.OnEnter>();
        for (Action action : actions) {
            switch (action) {
                case Action.Postpone() -> {}
                case Action.NextEvent(var event) -> insert.accept((Event<M>) event);
                case Action.Reply<?> reply -> reply.send();
                case Action.Hibernate() -> hibernate = true;
                case Action.OnEnter timeout -> timeouts.add(timeout);
            }
        }
        return timeouts;
    }

    // ---- system messages ----

    /** {@code sys:get_state/1} of a state machine answers {@code {state, data}}. */
    record StateAndData(@Nullable Object state, @Nullable Object data) {}

    private void handleSystem(SystemMessage message) {
        switch (message) {
            case SystemMessage.GetState(var from) -> from.reply(new StateAndData(state, data));
            case SystemMessage.ReplaceState(var from, var change) -> from.reply(replace(change));
            case SystemMessage.Suspend(var from) -> {
                suspended = true;
                from.reply(true);
            }
            case SystemMessage.Resume(var from) -> {
                suspended = false;
                from.reply(true);
            }
            case SystemMessage.Terminate(var _, var reason) -> throw new ProcessExit(reason);
        }
    }

    /** A function that throws is the caller's mistake: the machine lives on. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a state or data of null, if the caller wants it so
    private SystemMessage.Replaced replace(UnaryOperator<@Nullable Object> change) {
        try {
            var replaced = (StateAndData) Objects.requireNonNull(change.apply(new StateAndData(state, data)));
            state = (S) replaced.state;
            data = (D) replaced.data;
            return new SystemMessage.Replaced.By(replaced);
        } catch (Throwable thrown) {
            self();
            return new SystemMessage.Replaced.Failed(thrown);
        }
    }

    private Clauses<Object> whileSuspended() {
        return message -> switch (message) {
            case Request(var _, SystemMessage _) -> () -> message;
            case Exit(var from, var _) when from == parent -> () -> message;
            default -> null;
        };
    }

    // ---- the end ----

    private void terminate(ExitReason reason) {
        ExitReason last = reason;
        try {
            callbacks.terminate(reason, state, data);
        } catch (Throwable thrown) {
            self();
            last = reasonOf(thrown);
        }
        if (!last.isOrderly()) {
            LOG.error(
                    "State machine {} terminating\n** {}\nLast event: {}\nState: {}, {}",
                    options.name() == null ? self() : options.name(),
                    last,
                    lastEvent,
                    state,
                    data,
                    last instanceof ExitReason.Crash(var error) ? error : null);
        }
        throw new ProcessExit(last);
    }

    private static ExitReason reasonOf(Throwable thrown) {
        return thrown instanceof ProcessExit exit ? exit.reason() : new ExitReason.Crash(thrown);
    }
}
