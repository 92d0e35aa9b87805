package otp.concurrency.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code each} and {@code map} with a child actor per element, a few at a time.
 *
 * <pre>{@code
 * context.spawnAnonymous(ParallelEnum.map(
 *     List.of("one", "three"), 2, Duration.ofSeconds(5), String::length, replyTo));    // success([3, 5])
 * }</pre>
 *
 * <p>Both are behaviors: spawn one, and it does its work, sends one reply and stops. Results come in the order of the elements,
 * however long each took. The first failure stops the others and is the reply, with the cause. One timeout is for the whole.
 * Stopped from outside before it is done, it replies that it was.
 */
public final class ParallelEnum {
    private ParallelEnum() {}

    // region protocol
    /** What the actor hears. None of it can be sent by others. */
    public sealed interface Command<B> {}

    private record Finished<B>(int index, Async.Outcome<B> outcome) implements Command<B> {}

    private record TimeIsUp<B>() implements Command<B> {}

    /** What does not change while it runs. */
    private record Job<A, B>(
            List<A> elements,
            int maxConcurrency,
            Duration timeout,
            Function<? super A, ? extends B> function,
            CompletableFuture<List<B>> answer) {}
    // endregion

    /**
     * Does something with each element, and replies when all is done.
     *
     * @param maxConcurrency how many at a time, one or more
     * @param timeout how long the whole may take, more than zero
     * @see #map for the failures
     */
    public static <A> Behavior<Command<Done>> each(
            Collection<? extends A> elements,
            int maxConcurrency,
            Duration timeout,
            Consumer<? super A> function,
            ActorRef<StatusReply<Done>> replyTo) {
        Objects.requireNonNull(function, "expected a function to run on each element, got null");
        return ParallelEnum.<A, Done, Done>run(
                elements,
                maxConcurrency,
                timeout,
                element -> {
                    function.accept(element);
                    return Done.getInstance();
                },
                _ -> Done.getInstance(),
                replyTo);
    }

    /**
     * Maps each element.
     *
     * @param maxConcurrency how many at a time, one or more
     * @param timeout how long the whole may take, more than zero
     * @param function applied to each element on a thread of its own; it must not return null
     * @param replyTo gets the results in the order of the elements; or the error of the first function to fail, a {@link
     *     TimeoutException}, or an {@link IllegalStateException} if the actor was stopped
     */
    public static <A, B> Behavior<Command<B>> map(
            Collection<? extends A> elements,
            int maxConcurrency,
            Duration timeout,
            Function<? super A, ? extends B> function,
            ActorRef<StatusReply<List<B>>> replyTo) {
        return ParallelEnum.<A, B, List<B>>run(
                elements, maxConcurrency, timeout, function, results -> results, replyTo);
    }

    private static <A, B, R> Behavior<Command<B>> run(
            Collection<? extends A> elements,
            int maxConcurrency,
            Duration timeout,
            Function<? super A, ? extends B> function,
            Function<List<B>, R> toReply,
            ActorRef<StatusReply<R>> replyTo) {
        Objects.requireNonNull(replyTo, "expected who gets the reply, got null");
        List<A> checked = checked(elements, maxConcurrency, function);
        Timeouts.check(timeout);
        return Behaviors.setup(context -> {
            // Whoever completes it first decides, so there is exactly one reply, also when the actor is stopped.
            var answer = new CompletableFuture<List<B>>();
            answer.whenComplete((results, error) -> replyTo.tell(
                    error == null ? StatusReply.success(toReply.apply(results)) : StatusReply.error(error)));
            return start(context, new Job<>(checked, maxConcurrency, timeout, function, answer));
        });
    }

    // region map
    private static <A, B> Behavior<Command<B>> start(ActorContext<Command<B>> context, Job<A, B> job) {
        if (job.elements().isEmpty()) {
            job.answer().complete(List.of());
            return Behaviors.stopped();
        }
        return Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new TimeIsUp<>(), job.timeout());
            int first = Math.min(job.maxConcurrency(), job.elements().size());
            for (int index = 0; index < first; index++) {
                execute(context, job, index);
            }
            return running(job, first, null);
        });
    }

    private static <A, B> void execute(ActorContext<Command<B>> context, Job<A, B> job, int index) {
        A element = job.elements().get(index);
        Async.<B, Command<B>>executeOrKill(
                context, () -> job.function().apply(element), job.timeout(), outcome -> new Finished<>(index, outcome));
    }

    private static <A, B> Behavior<Command<B>> running(Job<A, B> job, int next, @Nullable Results<B> results) {
        return Behaviors.receive(
                (context, message) -> switch (message) {
                    case Finished<B>(var index, Async.Outcome.Ok<B>(var value)) -> {
                        var more = new Results<>(index, value, results);
                        if (more.count() == job.elements().size()) {
                            job.answer().complete(more.inOrder());
                            yield Behaviors.stopped();
                        }
                        if (next < job.elements().size()) {
                            execute(context, job, next);
                        }
                        yield running(job, next + 1, more);
                    }
                    case Finished<B>(var _, Async.Outcome.Failed<B>(var cause)) -> fail(job, cause);
                    case Finished<B>(var _, Async.Outcome.TimedOut<B>()) -> fail(job, late(job));
                    case Finished<B>(var _, Async.Outcome.Killed<B>()) -> fail(job, late(job));
                    case TimeIsUp<B>() -> fail(job, late(job));
                },
                (_, signal) -> {
                    if (signal instanceof PostStop) {
                        job.answer().completeExceptionally(new IllegalStateException("stopped before all was done"));
                    }
                    return Behaviors.same();
                });
    }

    /** Stopping stops the children too, each of which interrupts its function. */
    private static <A, B> Behavior<Command<B>> fail(Job<A, B> job, Throwable cause) {
        job.answer().completeExceptionally(cause);
        return Behaviors.stopped();
    }
    // endregion

    private static TimeoutException late(Job<?, ?> job) {
        return new TimeoutException("expected " + job.elements().size() + " results within " + job.timeout()
                + ": give it more time, a higher maxConcurrency than " + job.maxConcurrency() + ", or fewer elements");
    }

    /** Results as they came, the latest first: a list that grows without being changed, as Elixir's do. */
    private record Results<B>(int index, B value, @Nullable Results<B> before, int count) {
        Results(int index, B value, @Nullable Results<B> before) {
            this(index, value, before, before == null ? 1 : before.count + 1);
        }

        List<B> inOrder() {
            var list = new ArrayList<B>(Collections.nCopies(count, value));
            for (Results<B> each = this; each != null; each = each.before) {
                list.set(each.index, each.value);
            }
            return Collections.unmodifiableList(list);
        }
    }

    private static <A> List<A> checked(Collection<? extends A> elements, int maxConcurrency, Object function) {
        Objects.requireNonNull(elements, "expected elements, got null: an empty list is no error");
        Objects.requireNonNull(function, "expected a function to map each element with, got null");
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("expected a maxConcurrency of one or more, got: " + maxConcurrency);
        }
        var list = new ArrayList<A>(elements);
        int hole = list.indexOf(null);
        if (hole >= 0) {
            throw new IllegalArgumentException("expected elements that are not null, got null at index " + hole);
        }
        return Collections.unmodifiableList(list);
    }
}
