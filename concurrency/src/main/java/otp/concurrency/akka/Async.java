package otp.concurrency.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs beside its owner, which gets the outcome as a message of its own protocol.
 *
 * <pre>{@code
 * Async.execute(context, () -> 6 * 7, Duration.ofSeconds(5), Answered::new);
 * // ... and in the owner's switch: case Answered(var outcome) -> ...
 * }</pre>
 *
 * <p>An actor must not wait, so there is no {@code await}: the owner says beforehand which message the outcome is to become, and
 * gets exactly one. It spawns a child for each task. The child is the task's life: its timer, its crash, and its end with the
 * owner's. The function itself runs on a virtual thread that the child starts, because an actor that runs it could not hear
 * {@code Stop} before it returns, and because a function that blocks would hold a thread of the dispatcher, of which there are
 * about as many as processors. (Before virtual threads one would have spawned the child with {@code
 * DispatcherSelector.blocking()}.) And what is fatal on a dispatcher, such as a {@link StackOverflowError}, is an outcome here.
 */
public final class Async {
    private Async() {}

    /** What became of the function. */
    public sealed interface Outcome<T> {
        /** It returned. */
        record Ok<T>(T value) implements Outcome<T> {}

        /** It threw, or returned null. */
        record Failed<T>(Throwable cause) implements Outcome<T> {}

        /** The time was up. It runs on, but nobody will hear of it. */
        record TimedOut<T>() implements Outcome<T> {}

        /** It was told to stop, at the deadline or because somebody stopped the child. Its thread is interrupted. */
        record Killed<T>() implements Outcome<T> {}
    }

    /**
     * Runs a function and awaits its outcome. After the timeout it runs on. Does not block.
     *
     * @param owner the caller's own context
     * @param function what to run, on a thread of its own; it must not return null
     * @param timeout how long until the outcome is {@link Outcome.TimedOut}; more than zero
     * @param toMessage makes the owner's message of the outcome
     * @return the child, to be watched (whose parent then gets {@code ChildFailed} with the cause of a crash) or stopped
     * @throws UnsupportedOperationException if called on another thread than the owner's: only the owner may
     */
    public static <T, M> ActorRef<Command> execute(
            ActorContext<M> owner,
            Callable<? extends T> function,
            Duration timeout,
            Function<Outcome<T>, M> toMessage) {
        return start(owner, function, timeout, new Outcome.TimedOut<>(), toMessage);
    }

    /**
     * Runs a function, awaits its outcome, and ends it when the time is up. Does not block.
     *
     * <p>To end is to stop the child and to interrupt the thread. A function that takes no notice of the interrupt runs on, as a
     * {@link Outcome.TimedOut} one does; there is no kill on the JVM.
     *
     * @param timeout how long until the outcome is {@link Outcome.Killed}; more than zero
     * @see #execute for the other parameters, what is returned, and what is thrown
     */
    public static <T, M> ActorRef<Command> executeOrKill(
            ActorContext<M> owner,
            Callable<? extends T> function,
            Duration timeout,
            Function<Outcome<T>, M> toMessage) {
        return start(owner, function, timeout, new Outcome.Killed<>(), toMessage);
    }

    // region execute
    private static <T, M> ActorRef<Command> start(
            ActorContext<M> owner,
            Callable<? extends T> function,
            Duration timeout,
            Outcome<T> late,
            Function<Outcome<T>, M> toMessage) {
        Objects.requireNonNull(function, "expected a function to execute, got null");
        Objects.requireNonNull(toMessage, "expected what makes a message of the outcome, got null");
        Timeouts.check(timeout);
        // Whoever completes it first decides; that is why no outcome is lost and none comes twice.
        var outcome = new CompletableFuture<Outcome<T>>();
        owner.pipeToSelf(outcome, (value, _) -> toMessage.apply(value));
        return owner.spawnAnonymous(task(function, timeout, late, outcome));
    }
    // endregion

    /** What the child hears. None of it can be sent by others. */
    public sealed interface Command {}

    private record Ended(@Nullable Throwable error) implements Command {}

    private record TimeIsUp() implements Command {}

    // region behavior
    private static <T> Behavior<Command> task(
            Callable<? extends T> function, Duration timeout, Outcome<T> late, CompletableFuture<Outcome<T>> outcome) {
        return Behaviors.setup(child -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new TimeIsUp(), timeout);
            ActorRef<Command> self = child.getSelf();
            Thread thread = Thread.startVirtualThread(() -> self.tell(new Ended(run(function, outcome))));
            return Behaviors.receive(
                    (_, message) -> switch (message) {
                        case Ended(var error) -> {
                            if (error != null) {
                                throw new Crash(error);
                            }
                            yield Behaviors.stopped();
                        }
                        case TimeIsUp() -> {
                            outcome.complete(late);
                            yield late instanceof Outcome.Killed ? Behaviors.stopped() : Behaviors.same();
                        }
                    },
                    (_, signal) -> {
                        if (signal instanceof PostStop) {
                            outcome.complete(new Outcome.Killed<>());
                            thread.interrupt();
                        }
                        return Behaviors.same();
                    });
        }));
    }
    // endregion

    private static <T> @Nullable Throwable run(Callable<? extends T> function, CompletableFuture<Outcome<T>> outcome) {
        try {
            T value = function.call();
            outcome.complete(new Outcome.Ok<>(Objects.requireNonNull(
                    value, "expected the function to return a value, got null: return an Optional instead")));
            return null;
        } catch (Throwable error) {
            // Also an Error: on this thread it can do no harm but to the task.
            outcome.complete(new Outcome.Failed<>(error));
            return error;
        }
    }

    /**
     * What the child fails with when its function has thrown. The function's throwable is the cause and not thrown itself, since
     * Akka ends the whole JVM when some of them, such as {@link StackOverflowError}, leave an actor.
     */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash(Throwable cause) {
            super("the function of an Async has thrown: " + cause, cause);
        }
    }
}
