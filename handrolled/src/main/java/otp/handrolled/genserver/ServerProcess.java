package otp.handrolled.genserver;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Inspect;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Request;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.SystemMessage;
import otp.handrolled.process.Timeouts;

/** The process of a server, from {@code init} to {@code terminate}: the Erlang module {@code gen_server}. */
final class ServerProcess<S, M> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.genserver");

    /** The first message, whatever it is. */
    private static final Clauses<Object> ANY = message -> () -> message;

    private final GenServer<S, M> callbacks;
    private final Options options;
    /** Whose exit ends this server even while it traps exits: whoever it was started with a link by. */
    private final @Nullable Pid parent;

    private @Nullable Object lastMessage;
    private boolean suspended;

    private ServerProcess(GenServer<S, M> callbacks, Options options, @Nullable Pid parent) {
        this.callbacks = callbacks;
        this.options = options;
        this.parent = parent;
    }

    static <S, M> OnStart<ServerRef<M>> start(Node node, GenServer<S, M> callbacks, Options options, boolean link) {
        Objects.requireNonNull(callbacks, "expected the callbacks of a server, got null");
        var server = new ServerProcess<>(callbacks, options, link ? self() : null);
        String label = callbacks.getClass().getSimpleName();
        return Gen.<ServerRef<M>>startNamed(
                node,
                label.isEmpty() ? "GenServer" : label,
                options.name(),
                link,
                options.timeout(),
                ack -> () -> server.run(ack));
    }

    // ---- init ----

    private void run(From<OnStart<ServerRef<M>>> ack) {
        switch (init()) {
            case Init.Ok<S>(var state, var then) -> {
                ack.reply(new OnStart.Ok<>(ServerRef.of(self())));
                loop(state, then);
            }
            case Init.Ignore<S>() -> ack.replyWhenGone(new OnStart.Ignored<>());
            case Init.Stop<S>(var reason) -> {
                ack.replyWhenGone(new OnStart.Failed<>(reason));
                throw new ProcessExit(reason);
            }
        }
    }

    @SuppressWarnings("NullAway") // the contract says "not null"; this is where a callback that breaks it is found out
    private Init<S> init() {
        try {
            Init<S> init = callbacks.init();
            return init == null ? Init.stop(new ExitReason.BadReturnValue(null)) : init;
        } catch (Throwable thrown) {
            self();
            return Init.stop(reasonOf(thrown));
        }
    }

    // ---- the loop ----

    private void loop(S first, Then firstThen) {
        S state = first;
        Then then = firstThen;
        while (true) {
            Next<S> next = step(state, then);
            switch (next) {
                case Next.Go<S>(var newState, var answer, var newThen) -> {
                    if (answer != null) {
                        answer.send();
                    }
                    state = newState;
                    then = newThen;
                }
                case Next.Stop<S>(var reason, var lastState, var answer) -> terminate(reason, lastState, answer);
            }
        }
    }

    /** One callback. Whatever it throws has become the reason of a stop when this returns. */
    @SuppressWarnings("NullAway") // as in init
    private Next<S> step(S state, Then then) {
        try {
            Object message = suspended ? receive(whileSuspended()) : receiveNext(then);
            lastMessage = message;
            Next<S> next = dispatch(message, state, then);
            return next == null ? Next.stop(new ExitReason.BadReturnValue(null), state) : next;
        } catch (Throwable thrown) {
            // If this process was ended from outside, self() throws: then there is no terminate, as after a kill.
            self();
            return Next.stop(reasonOf(thrown), state);
        }
    }

    private Object receiveNext(Then then) {
        return switch (then) {
            case Then.WaitAtMost(var idle) -> receive(ANY, idle, () -> GenServer.TIMEOUT);
            case Then.Hibernate() -> {
                Processes.hibernate();
                yield receive(ANY);
            }
            case Then.Wait() -> {
                if (options.hibernateAfter() != Timeouts.INFINITY) {
                    yield receive(ANY, options.hibernateAfter(), this::hibernateThenReceive);
                }
                yield receive(ANY);
            }
            case Then.Continue _ -> then;
        };
    }

    private Object hibernateThenReceive() {
        Processes.hibernate();
        return receive(ANY);
    }

    @SuppressWarnings("unchecked")
    private Next<S> dispatch(Object message, S state, Then then) {
        return switch (message) {
            case Then.Continue(var what) -> callbacks.handleContinue(what, state);
            case Request(var _, SystemMessage system) -> handleSystem(system, state, then);
            case Request(var _, var body) -> callbacks.handle((M) body, state);
            case GenServer.Cast(var body) -> callbacks.handle((M) body, state);
            case Exit(var from, var reason) when from == parent -> Next.stop(reason, state);
            default -> callbacks.handleInfo(message, state);
        };
    }

    // ---- system messages ----

    @SuppressWarnings("unchecked")
    private Next<S> handleSystem(SystemMessage message, S state, Then then) {
        S next = state;
        switch (message) {
            case SystemMessage.GetState(var from) -> from.reply(state);
            case SystemMessage.ReplaceState(var from, var change) -> {
                SystemMessage.Replaced replaced = replace(state, change);
                if (replaced instanceof SystemMessage.Replaced.By(var by)) {
                    next = (S) by;
                }
                from.reply(replaced);
            }
            case SystemMessage.Suspend(var from) -> {
                suspended = true;
                from.reply(true);
            }
            case SystemMessage.Resume(var from) -> {
                suspended = false;
                from.reply(true);
            }
            case SystemMessage.Terminate(var _, var reason) -> {
                return Next.stop(reason, state);
            }
        }
        return new Next.Go<>(next, null, then);
    }

    /** A function that throws is the caller's mistake: the server lives on. */
    private static SystemMessage.Replaced replace(@Nullable Object state, UnaryOperator<@Nullable Object> change) {
        try {
            return new SystemMessage.Replaced.By(change.apply(state));
        } catch (Throwable thrown) {
            self();
            return new SystemMessage.Replaced.Failed(thrown);
        }
    }

    /** A suspended server handles system messages and the exit of its parent; all else waits in its order. */
    private Clauses<Object> whileSuspended() {
        return message -> switch (message) {
            case Request(var _, SystemMessage _) -> () -> message;
            case Exit(var from, var _) when from == parent -> () -> message;
            default -> null;
        };
    }

    // ---- the end ----

    private void terminate(ExitReason reason, S state, Next.@Nullable Answer<?> answer) {
        // A kill that came while the callback ran: its stop is not heard any more.
        self();
        ExitReason last = reason;
        try {
            callbacks.terminate(reason, state);
        } catch (Throwable thrown) {
            self();
            last = reasonOf(thrown);
        }
        if (!last.isOrderly()) {
            log(last, state);
        }
        if (answer != null) {
            answer.send();
        }
        throw new ProcessExit(last);
    }

    private void log(ExitReason reason, S state) {
        if (!LOG.isErrorEnabled()) {
            return;
        }
        Throwable cause = reason instanceof ExitReason.Crash(var error) ? error : null;
        Object who = options.name() == null ? self() : options.name();
        String report = Inspect.inspect(who) + " terminating\n** " + Inspect.inspect(reason) + "\nLast message"
                + describe(lastMessage) + "\nState: " + Inspect.inspect(state);
        try {
            LOG.error("GenServer {}", report, cause);
        } catch (Throwable thrown) {
            // An exception whose own getMessage throws brings the logger down. The report is not lost with it.
            LOG.error(
                    "GenServer {}\n(its stack trace cannot be printed: {})",
                    report,
                    thrown.getClass().getName());
        }
    }

    private static String describe(@Nullable Object message) {
        return message instanceof Request(var from, var body)
                ? (from.pid() == null ? ": " : " (from " + from.pid() + "): ") + Inspect.inspect(body)
                : ": " + Inspect.inspect(message);
    }

    private static ExitReason reasonOf(Throwable thrown) {
        return thrown instanceof ProcessExit exit ? exit.reason() : new ExitReason.Crash(thrown);
    }
}
