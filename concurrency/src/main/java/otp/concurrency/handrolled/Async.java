package otp.concurrency.handrolled;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.AliasMode;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * A function that runs in a process of its own, and whose result its owner awaits.
 *
 * <pre>{@code
 * Async<Integer> task = Async.execute(() -> 6 * 7);
 * // ... something else meanwhile ...
 * int answer = Async.await(task);
 * }</pre>
 *
 * <p>Like {@code Task.Supervisor.async_nolink}: the owner monitors the process and is not linked with it, so a crash reaches the
 * owner where it awaits and nowhere else. Unlike all of {@code Task}, the process never outlives its owner, not even one that
 * ends {@code normal}, which a link would ignore.
 *
 * <p>All functions must be called in a process; those on a task only by its owner, once.
 *
 * @param <T> what the function returns
 */
public final class Async<T> {
    private final Pid owner;
    private final Pid pid;
    final Ref ref;
    private boolean awaited;

    private Async(Pid owner, Pid pid, Ref ref) {
        this.owner = owner;
        this.pid = pid;
        this.ref = ref;
    }

    /** How a task ended, for those who want to know and not to exit. */
    public sealed interface Outcome<T> {
        /** {@code {:ok, value}}: the function returned. */
        record Ok<T>(T value) implements Outcome<T> {}

        /** {@code {:exit, reason}}: its process ended without a result. */
        record Exited<T>(ExitReason reason) implements Outcome<T> {}

        /** The time was up, and the process is dead. */
        record Killed<T>() implements Outcome<T> {}
    }

    /** The message {@code {ref, value}}. */
    record Reply(Ref ref, Object value) {}

    /**
     * Runs a function in a process of its own. Does not block.
     *
     * @param function what to run; it must not return null
     * @return the task, to be awaited by the caller
     */
    // region execute
    public static <T> Async<T> execute(Callable<? extends T> function) {
        Objects.requireNonNull(function, "expected a function to execute, got null");
        Pid owner = self();
        Pid pid = spawn(() -> {
            Pid worker = self();
            spawn(() -> guard(worker, owner));
            Ref replyTo = receive(message -> message instanceof Ref ref ? () -> ref : null);
            send(replyTo, new Reply(replyTo, resultOf(function)));
        });
        Ref ref = monitor(pid, AliasMode.REPLY_DEMONITOR);
        send(pid, ref);
        return new Async<>(owner, pid, ref);
    }

    /** Half a link: the worker dies with its owner, whatever the owner's reason, and never the other way round. */
    private static void guard(Pid worker, Pid owner) {
        Ref ownerGone = monitor(owner);
        monitor(worker);
        Ref gone = receive(message -> message instanceof Down(var ref, var _, var _) ? () -> ref : null);
        if (gone == ownerGone) {
            exit(worker, ExitReason.KILL);
        }
    }
    // endregion

    private static <T> T resultOf(Callable<? extends T> function) throws Exception {
        return Objects.requireNonNull(
                function.call(), "expected the function to return a value, got null: return an Optional instead");
    }

    /** Waits five seconds at most: {@link #await(Async, Duration)}. */
    public static <T> T await(Async<T> task) {
        return await(task, Timeouts.DEFAULT);
    }

    /**
     * Waits for the result: {@code Task.await/2}. Blocks. After the timeout the function runs on, but its result has nowhere to
     * go.
     *
     * @param timeout how long to wait; zero takes a result that is there already
     * @return what the function returned
     * @throws ProcessExit with {@link CallFailed} around {@code timeout}, or around what the function's process died of; at once
     * @throws IllegalArgumentException if the caller is not the owner, or the timeout is negative
     * @throws IllegalStateException if the task has been awaited before
     */
    // region await
    public static <T> T await(Async<T> task, Duration timeout) {
        task.claim(timeout);
        return receive(
                message -> switch (message) {
                    case Reply(var ref, var value) when ref == task.ref -> () -> task.typed(value);
                    case Down(var ref, var _, var reason)
                    when ref == task.ref -> () -> exit(task.failed(reason, timeout));
                    default -> null;
                },
                timeout,
                () -> {
                    demonitorFlush(task.ref);
                    return exit(task.failed(ExitReason.TIMEOUT, timeout));
                });
    }
    // endregion

    /**
     * Waits for the outcome, and kills the process when the time is up: {@code Task.yield(task, timeout) || Task.shutdown(task,
     * :brutal_kill)}. Blocks. Nothing of the task stays in the mailbox.
     *
     * @param timeout how long to wait; zero takes an outcome that is there already
     * @return the outcome; a result that came before the kill is not lost
     * @throws IllegalArgumentException if the caller is not the owner, or the timeout is negative
     * @throws IllegalStateException if the task has been awaited before
     */
    // region awaitOrKill
    public static <T> Outcome<T> awaitOrKill(Async<T> task, Duration timeout) {
        task.claim(timeout);
        return receive(task.outcome(), timeout, () -> {
            exit(task.pid, ExitReason.KILL);
            // By now there is a reply that was faster, or a DOWN: this receive does not wait.
            return switch (receive(task.outcome())) {
                case Outcome.Exited<T>(var reason) when reason == ExitReason.KILLED -> new Outcome.Killed<>();
                case Outcome<T> faster -> faster;
            };
        });
    }

    private Clauses<Outcome<T>> outcome() {
        return message -> switch (message) {
            case Reply(var from, var value) when from == ref -> () -> new Outcome.Ok<>(typed(value));
            case Down(var from, var _, var reason) when from == ref -> () -> new Outcome.Exited<>(reason);
            default -> null;
        };
    }
    // endregion

    /** The process that runs the function, to be monitored, linked with or looked at. */
    public Pid pid() {
        return pid;
    }

    /** Kills a task that nobody wants to hear of any more, and takes out of the mailbox what has come of it. */
    void discard() {
        exit(pid, ExitReason.KILL);
        demonitorFlush(ref);
        Processes.<@Nullable Void>receive(
                message -> message instanceof Reply(var from, var _) && from == ref ? () -> null : null,
                Duration.ZERO,
                () -> null);
    }

    private void claim(Duration timeout) {
        Timeouts.check(timeout);
        if (self() != owner) {
            throw new IllegalArgumentException("expected the owner to await " + this + ", got: " + self()
                    + ". Only the process that called Async.execute receives the result");
        }
        if (awaited) {
            throw new IllegalStateException("expected a task that has not been awaited yet, got: " + this
                    + ". A result is sent once: keep what await returned, or execute the function again");
        }
        awaited = true;
    }

    private CallFailed failed(ExitReason reason, Duration timeout) {
        return new CallFailed(reason, "Async.await", this, null, timeout);
    }

    /** The value of a reply to this task. */
    @SuppressWarnings("unchecked") // only the process that runs this task's function knows the reference
    T typed(Object value) {
        return (T) value;
    }

    /** {@code #Async<#PID<0.43.0> of #PID<0.42.0>>}: the process, and its owner. */
    @Override
    public String toString() {
        return "#Async<" + pid + " of " + owner + ">";
    }
}
