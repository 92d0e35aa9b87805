package otp.handrolled.process;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all behaviours share, as the Erlang module {@code gen} is the part that {@code gen_server}, {@code gen_statem}
 * and {@code gen_event} share: a call with its answer, and a start that waits for {@code init}.
 */
public final class Gen {
    private Gen() {}

    /**
     * Asks a process and waits for its answer: {@code gen:call/4}. The request lies in its mailbox as a {@link Request}. Blocks
     * the caller, which may be a process or any other thread.
     *
     * @param function the function to name when the call fails, such as {@code GenServer.call}
     * @param target who is asked, as the caller named it
     * @param pid who that is, or null if there is nobody
     * @param request makes the request around the address of its answer
     * @param timeout how long to wait; zero or more, or {@link Timeouts#INFINITY}
     * @param <Q> the type of the request
     * @param <R> the type of the answer
     * @return the answer
     * @throws ProcessExit with {@link ExitReason.CallFailed} around {@code timeout}, {@code noproc}, {@code calling_self} or the
     *     reason the process died of while the caller waited (G7, G8)
     */
    public static <Q, R extends @Nullable Object> R call(
            String function,
            Object target,
            @Nullable Pid pid,
            Function<? super From<R>, ? extends Q> request,
            Duration timeout) {
        return call(function, target, pid, request, timeout, true);
    }

    /**
     * The same for a request whose answer comes from afar, over a network say, so that it is not there yet when the process that is
     * asked has run. A caller of {@link #call} gives way first and parks if that was in vain, which suits an answer that is near;
     * here it parks at once, and many callers save a fifth of their time.
     *
     * @param function as above
     * @param target as above
     * @param pid as above
     * @param request as above
     * @param timeout as above
     * @param <Q> the type of the request
     * @param <R> the type of the answer
     * @return the answer
     * @throws ProcessExit as above
     */
    public static <Q, R extends @Nullable Object> R callFromAfar(
            String function,
            Object target,
            @Nullable Pid pid,
            Function<? super From<R>, ? extends Q> request,
            Duration timeout) {
        return call(function, target, pid, request, timeout, false);
    }

    private static <Q, R extends @Nullable Object> R call(
            String function,
            Object target,
            @Nullable Pid pid,
            Function<? super From<R>, ? extends Q> request,
            Duration timeout,
            boolean near) {
        Timeouts.check(timeout);
        var from = new From<R>(ControlBlock.current());
        Q body = Objects.requireNonNull(request.apply(from), "expected a request, got null");
        Object answer = ask(function, target, pid, from, body, timeout, near);
        if (answer instanceof From.Gone(var reason)) {
            throw failed(reason, function, target, body, timeout);
        }
        return from.unwrap(answer);
    }

    /** Sends the request and waits: returns what was answered, or a {@link From.Gone}. */
    private static Object ask(
            String function,
            Object target,
            @Nullable Pid pid,
            From<?> from,
            Object body,
            Duration timeout,
            boolean near) {
        if (pid == null) {
            ControlBlock.inVain();
            throw failed(ExitReason.NOPROC, function, target, body, timeout);
        }
        if (pid.equals(from.pid())) {
            throw failed(ExitReason.CALLING_SELF, function, target, body, timeout);
        }
        Clock clock = pid.node().clock();
        long deadline = Timeouts.deadline(clock, timeout);
        if (!ControlBlock.send(pid.block.mailbox, new Signal(new Request(from, body)))) {
            ControlBlock.inVain();
            throw failed(ExitReason.NOPROC, function, target, body, timeout);
        }
        Object answer = near ? from.await(clock, deadline) : from.awaitFromAfar(clock, deadline);
        if (answer == null) {
            throw failed(ExitReason.TIMEOUT, function, target, body, timeout);
        }
        return answer;
    }

    private static ProcessExit failed(
            ExitReason reason, String function, Object target, Object request, Duration timeout) {
        Object asked = request instanceof SystemMessage system ? system.argument() : request;
        return new ProcessExit(new ExitReason.CallFailed(reason, function, target, asked, timeout));
    }

    /**
     * Tells a process to end and waits until it has: {@code proc_lib:stop/3}. Blocks the caller.
     *
     * @param function the function to name when it fails, such as {@code GenServer.stop}
     * @param target who is stopped, as the caller named it
     * @param pid who that is, or null if there is nobody
     * @param reason what it is to exit with
     * @param timeout how long to wait
     * @throws ProcessExit with {@link ExitReason.CallFailed}, unless it exited with that reason (G20)
     */
    public static void stop(String function, Object target, @Nullable Pid pid, ExitReason reason, Duration timeout) {
        Timeouts.check(timeout);
        Objects.requireNonNull(reason, "expected an exit reason to stop with, got null");
        var from = new From<Boolean>(ControlBlock.current());
        var terminate = new SystemMessage.Terminate(from, reason);
        Object answer = ask(function, target, pid, from, terminate, timeout, true);
        if (answer instanceof From.Gone(var last) && !last.equals(reason)) {
            throw failed(last, function, target, terminate, timeout);
        }
    }

    /**
     * Starts a process and waits until it says how its start went: {@code proc_lib:start_link/5}. The body answers with {@link
     * From#reply} once it is ready, or with {@link From#replyWhenGone} and then exits. Blocks the caller.
     *
     * @param node where
     * @param label what introspection calls it
     * @param link whether to link it with the caller, which must then be a process
     * @param timeout how long to wait; then the half-started process is killed (G5)
     * @param body given the address of its answer, what the process does
     * @param <A> the address the body answers with
     * @return what the body answered; {@code timeout}; or what the process died of before it answered
     */
    public static <A> OnStart<A> start(
            Node node, String label, boolean link, Duration timeout, Function<From<OnStart<A>>, ProcessBody> body) {
        ControlBlock self = link ? ControlBlock.self("startLink()") : ControlBlock.current();
        long deadline = Timeouts.deadline(node.clock(), timeout);
        var outcome = new From<OnStart<A>>(self);
        ControlBlock child = ControlBlock.spawn(node, label, self, link, outcome, body.apply(outcome));
        child.start();
        Object answer = outcome.await(node.clock(), deadline);
        if (answer == null) {
            abandon(self, link, child);
            return new OnStart.Failed<>(ExitReason.TIMEOUT);
        }
        if (answer instanceof From.Gone(var reason)) {
            flushExit(self, link, child);
            return new OnStart.Failed<>(reason);
        }
        return outcome.unwrap(answer);
    }

    /**
     * The same for a behaviour, whose loop handles each {@link SystemMessage}, and which may have a name from before its body
     * begins: {@code gen:start/6}. The name is free again when a start that failed returns (G3).
     *
     * @param node where
     * @param label what introspection calls it
     * @param name the name, or null for none
     * @param link whether to link it with the caller
     * @param timeout how long to wait
     * @param body given the address of its answer, what the process does
     * @param <A> the address the body answers with
     * @return as {@link #start}; {@link ExitReason.AlreadyStarted} if the name is taken
     */
    public static <A> OnStart<A> startNamed(
            Node node,
            String label,
            @Nullable ServerName name,
            boolean link,
            Duration timeout,
            Function<From<OnStart<A>>, ProcessBody> body) {
        Optional<Pid> holder = name == null ? Optional.empty() : name.whereis(node);
        if (holder.isPresent()) {
            return new OnStart.Failed<>(new ExitReason.AlreadyStarted(holder.get()));
        }
        return start(node, label, link, timeout, ack -> () -> {
            if (name != null && !name.register(Processes.self())) {
                // Somebody was faster.
                ack.replyWhenGone(new OnStart.Failed<>(name.whereis(node)
                        .<ExitReason>map(ExitReason.AlreadyStarted::new)
                        .orElse(ExitReason.NOPROC)));
                return;
            }
            ControlBlock.self("start").answerSystemMessages();
            runNamed(name, ack, body.apply(ack));
        });
    }

    private static void runNamed(@Nullable ServerName name, From<?> ack, ProcessBody body) throws Exception {
        if (name == null || name instanceof ServerName.Local) {
            // A local name has named the thread as it was registered.
            body.run();
            return;
        }
        // So that a thread dump says who is who: "jcmd <pid> Thread.dump_to_file".
        Thread.currentThread().setName(Inspect.inspect(name, 100));
        try {
            body.run();
        } finally {
            // Names on the node and global ones go with their process. A registry of the user's is told, before the
            // starter is.
            if (ack.isToBeAnsweredWhenGone() && name instanceof ServerName.Via(var registry, var term)) {
                registry.unregisterName(term);
            }
        }
    }

    /** The start took too long: as OTP does, unlink first, so that the kill does not reach the caller. */
    private static void abandon(@Nullable ControlBlock self, boolean link, ControlBlock child) {
        if (link && self != null) {
            self.unlink(child);
        }
        child.exitSignal(self == null ? child.node.init() : self.pid, ExitReason.KILL);
        flushExit(self, link, child);
    }

    /** The caller learns of the failure by what is returned; the message that says the same is taken out. */
    private static void flushExit(@Nullable ControlBlock self, boolean link, ControlBlock child) {
        if (link && self != null) {
            Processes.<@Nullable Void>receive(
                    message -> message instanceof Exit(var from, var _) && from == child.pid ? () -> null : null,
                    Duration.ZERO,
                    () -> null);
        }
    }
}
