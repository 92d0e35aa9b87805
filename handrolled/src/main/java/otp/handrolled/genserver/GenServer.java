package otp.handrolled.genserver;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Gen;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/**
 * A process that keeps a state and answers messages, one at a time: {@code GenServer}.
 *
 * <p>What differs from Elixir's: messages are typed. One sealed type M holds all that clients may send; a message that wants an
 * answer carries the address for it, a {@link From} of the answer's type. So {@code handle_call} and {@code handle_cast} are one
 * function here, {@link #handle}, and the compiler checks that each message is handled and each answer fits.
 *
 * <pre>{@code
 * final class Counter implements GenServer<Integer, Counter.Message> {
 *     sealed interface Message {
 *         record Add(int amount) implements Message {}
 *         record Read(From<Integer> from) implements Message {}
 *     }
 *
 *     public Init<Integer> init() {
 *         return Init.ok(0);
 *     }
 *
 *     public Next<Integer> handle(Message message, Integer count) {
 *         return switch (message) {
 *             case Message.Add(int amount) -> Next.noreply(count + amount);
 *             case Message.Read(var from) -> Next.reply(from, count, count);
 *         };
 *     }
 * }
 *
 * ServerRef<Counter.Message> counter = GenServer.startLink(new Counter()).get();
 * GenServer.cast(counter, new Counter.Message.Add(2));
 * int count = GenServer.call(counter, Counter.Message.Read::new);
 * }</pre>
 *
 * <p>The callbacks run in the server's process only, so they need no locks. The client functions are thread-safe; {@link #call}
 * and {@link #stop} block the caller. {@code call}, {@code cast} and {@code stop} also work from a thread that is no process.
 *
 * @param <S> the state
 * @param <M> the messages
 */
public interface GenServer<S, M> {
    /** What {@link #handleInfo} is given when the time of {@code timeout(…)} is over without a message: {@code :timeout}. */
    Object TIMEOUT = new Object() {
        @Override
        public String toString() {
            return ":timeout";
        }
    };

    // ---- starting ----

    /**
     * Starts a server that is linked to the caller, and waits until its {@code init} has returned: {@code start_link/3}.
     *
     * @param callbacks what the server does
     * @param <S> its state
     * @param <M> its messages
     * @return the server; what {@code init} failed with; or that it wants to be ignored. The caller is linked to it, so a failure
     *     also ends a caller that does not trap exits
     */
    static <S, M> OnStart<ServerRef<M>> startLink(GenServer<S, M> callbacks) {
        return startLink(callbacks, Options.NONE);
    }

    /**
     * The same with options.
     *
     * @param callbacks what the server does
     * @param options its name, and more
     * @param <S> its state
     * @param <M> its messages
     * @return as above; {@link ExitReason.AlreadyStarted} if the name is taken, {@code timeout} if {@code init} took too long
     */
    static <S, M> OnStart<ServerRef<M>> startLink(GenServer<S, M> callbacks, Options options) {
        return ServerProcess.start(Processes.self().node(), callbacks, options, true);
    }

    /**
     * Starts a server without a link: {@code start/3}.
     *
     * @param callbacks what the server does
     * @param <S> its state
     * @param <M> its messages
     * @return the server, or why there is none
     */
    static <S, M> OnStart<ServerRef<M>> start(GenServer<S, M> callbacks) {
        return start(Processes.self().node(), callbacks, Options.NONE);
    }

    /**
     * The same with options, on any node and from any thread.
     *
     * @param node where
     * @param callbacks what the server does
     * @param options its name, and more
     * @param <S> its state
     * @param <M> its messages
     * @return the server, or why there is none
     */
    static <S, M> OnStart<ServerRef<M>> start(Node node, GenServer<S, M> callbacks, Options options) {
        return ServerProcess.start(node, callbacks, options, false);
    }

    /**
     * How a supervisor starts this server: {@code child_spec/1}. Permanent, five seconds to shut down.
     *
     * @param id what the supervisor knows it by
     * @param callbacks makes the callbacks, anew for each start
     * @param options its name, and more
     * @return the spec
     */
    static ChildSpec childSpec(Object id, Supplier<? extends GenServer<?, ?>> callbacks, Options options) {
        return ChildSpec.worker(id, () -> startLink(callbacks.get(), options).map(ServerRef::pid));
    }

    // ---- talking ----

    /**
     * Asks and waits up to five seconds: {@code call/2}.
     *
     * @param server whom
     * @param request makes the message around the address of its answer, such as {@code Pop::new}
     * @param <M> its messages
     * @param <R> the answer
     * @return the answer
     * @throws ProcessExit as {@link #call(ServerRef, Function, Duration)}
     */
    static <M, R extends @Nullable Object> R call(ServerRef<M> server, Function<From<R>, ? extends M> request) {
        return call(server, request, Timeouts.DEFAULT);
    }

    /**
     * Asks and waits: {@code call/3}. An answer that comes later is dropped (G9).
     *
     * @param server whom
     * @param request makes the message around the address of its answer
     * @param timeout how long; zero or more, or {@link Timeouts#INFINITY}
     * @param <M> its messages
     * @param <R> the answer
     * @return the answer
     * @throws ProcessExit {@link ExitReason.CallFailed}: {@code timeout}; {@code noproc} if the server is dead or nobody has the
     *     name; {@code calling_self}; or what the server died of before it answered, without waiting longer (G7, G8)
     */
    static <M, R extends @Nullable Object> R call(
            ServerRef<M> server, Function<From<R>, ? extends M> request, Duration timeout) {
        return Gen.call("GenServer.call", server, server.whereis(), request, timeout);
    }

    /**
     * Tells, and waits for nothing: {@code cast/2}. To a server that is dead, or a name that nobody has, or a registry that does not
     * run, the message is dropped without a word (G14). Never blocks.
     *
     * @param server whom
     * @param message what
     * @param <M> its messages
     */
    static <M> void cast(ServerRef<M> server, M message) {
        var cast = new Cast(message);
        Pid pid = receiver(server);
        if (pid != null) {
            Processes.send(pid, cast);
        }
    }

    /** Who gets a cast. A registry that does not run has nobody in it; only a call says so. */
    private static @Nullable Pid receiver(ServerRef<?> server) {
        try {
            return server.whereis();
        } catch (IllegalArgumentException | UnsupportedOperationException unknownRegistry) {
            return null;
        }
    }

    /**
     * Answers a call, from any process: {@code reply/2} (G10).
     *
     * @param from where the answer goes
     * @param answer the answer
     * @param <R> its type
     */
    static <R extends @Nullable Object> void reply(From<R> from, R answer) {
        from.reply(answer);
    }

    /**
     * Stops a server in an orderly way and waits until it is gone: {@code stop/1}.
     *
     * @param server whom
     * @throws ProcessExit as {@link #stop(ServerRef, ExitReason, Duration)}
     */
    static void stop(ServerRef<?> server) {
        stop(server, ExitReason.NORMAL, Timeouts.INFINITY);
    }

    /**
     * Stops a server with a reason and waits until it is gone: {@code stop/3}. Its {@code terminate} runs.
     *
     * @param server whom
     * @param reason what it is to exit with
     * @param timeout how long to wait; a server that takes longer goes on stopping
     * @throws ProcessExit {@link ExitReason.CallFailed}: {@code noproc} if there is no such server, {@code calling_self},
     *     {@code timeout}, or another reason that it exited with (G20)
     */
    static void stop(ServerRef<?> server, ExitReason reason, Duration timeout) {
        Gen.stop("GenServer.stop", server, server.whereis(), reason, timeout);
    }

    // ---- callbacks ----

    /**
     * Makes the first state: {@code init/1}. The starter waits for it.
     *
     * @return the state, or that the server does not or cannot run. An exception or exit fails the start
     */
    Init<S> init();

    /**
     * Handles a message of a client: {@code handle_call/3} for one that carries a {@link From}, {@code handle_cast/2} for one
     * that does not.
     *
     * @param message what was sent
     * @param state the state
     * @return what next. An exception ends the server with it, after {@code terminate}
     */
    Next<S> handle(M message, S state);

    /**
     * Handles whatever else is in the mailbox: {@link otp.handrolled.process.Down}, {@link otp.handrolled.process.Exit}, what
     * timers and {@code send} bring, and {@link #TIMEOUT}: {@code handle_info/2}. By default it is logged and the server goes on
     * (G15).
     *
     * @param message what was sent
     * @param state the state
     * @return what next
     */
    default Next<S> handleInfo(Object message, S state) {
        LoggerFactory.getLogger("otp.genserver")
                .error(
                        "{} {} received an unexpected message in handleInfo: {}",
                        getClass().getSimpleName(),
                        Processes.self(),
                        message);
        return Next.noreply(state);
    }

    /**
     * Goes on where a callback left off with {@code continueWith}: {@code handle_continue/2}.
     *
     * @param what what the callback gave
     * @param state the state
     * @return what next
     */
    default Next<S> handleContinue(Object what, S state) {
        throw new UnsupportedOperationException(
                getClass().getName() + " returned continueWith(" + what + ") and has no handleContinue: override it");
    }

    /**
     * The last word before the server ends: {@code terminate/2}. Runs when a callback returns {@code stop}, throws or exits, when
     * the parent exits while the server traps exits, and on {@link #stop}. Does <em>not</em> run when the server is killed, nor
     * when it dies of an exit signal that it does not trap (G17). What it throws replaces the reason (G19).
     *
     * @param reason why the server ends
     * @param state the last state
     */
    default void terminate(ExitReason reason, S state) {}

    /** A cast as it lies in the mailbox: {@code {'$gen_cast', message}}. */
    record Cast(Object message) {
        public Cast {
            Objects.requireNonNull(message, "expected a message to cast, got null");
        }
    }
}
