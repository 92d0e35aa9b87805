package otp.concurrency.handrolled;

import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * {@code Enum.each} and {@code Enum.map} with a process per element, a few at a time: what {@code Task.async_stream} does.
 *
 * <pre>{@code
 * List<Integer> lengths = ParallelEnum.map(List.of("one", "three"), String::length);    // [3, 5]
 * }</pre>
 *
 * <p>Results come in the order of the elements, however long each took. The first failure ends the others and is the caller's.
 * One timeout is for the whole, not for each element. All functions block, and must be called in a process.
 */
public final class ParallelEnum {
    private ParallelEnum() {}

    /** A task that runs, and which element it is for. */
    private record Running<B>(int index, Async<B> task) {}

    /** The message that says that the time is up. */
    private record TimeUp(Ref of) {}

    /** Does something with each element: as many at a time as there are processors, for five seconds at most. */
    public static <A> void each(Collection<? extends A> elements, Consumer<? super A> function) {
        each(elements, Runtime.getRuntime().availableProcessors(), Timeouts.DEFAULT, function);
    }

    /**
     * Does something with each element, and returns when all is done.
     *
     * @param maxConcurrency how many at a time, one or more
     * @param timeout how long the whole may take; zero or more, but not for ever
     * @throws ProcessExit as {@link #map(Collection, int, Duration, Function)}
     */
    public static <A> void each(
            Collection<? extends A> elements, int maxConcurrency, Duration timeout, Consumer<? super A> function) {
        Objects.requireNonNull(function, "expected a function to run on each element, got null");
        map(elements, maxConcurrency, timeout, element -> {
            function.accept(element);
            return true;
        });
    }

    /** Maps each element: as many at a time as there are processors, for five seconds at most. */
    public static <A, B> List<B> map(Collection<? extends A> elements, Function<? super A, ? extends B> function) {
        return map(elements, Runtime.getRuntime().availableProcessors(), Timeouts.DEFAULT, function);
    }

    /**
     * Maps each element.
     *
     * @param maxConcurrency how many at a time, one or more
     * @param timeout how long the whole may take; zero or more, but not for ever
     * @param function applied to each element in a process of its own; it must not return null
     * @return the results, in the order of the elements
     * @throws ProcessExit with {@link CallFailed} around {@code timeout}, or around what the first process to fail died of; the
     *     other processes are dead then
     */
    public static <A, B> List<B> map(
            Collection<? extends A> elements,
            int maxConcurrency,
            Duration timeout,
            Function<? super A, ? extends B> function) {
        List<A> todo = checked(elements, maxConcurrency, function);
        var results = new ArrayList<B>(Collections.nCopies(todo.size(), null));
        var running = new HashMap<Ref, Running<B>>();
        var timeUp = new TimeUp(new Ref());
        Ref timer = sendAfter(self(), timeUp, timeout);
        try {
            int next = 0;
            while (next < todo.size() || !running.isEmpty()) {
                if (next < todo.size() && running.size() < maxConcurrency) {
                    A element = todo.get(next);
                    Async<B> task = Async.execute(() -> function.apply(element));
                    running.put(task.ref, new Running<>(next++, task));
                } else {
                    take(running, results, timeUp, timeout);
                }
            }
            return Collections.unmodifiableList(results);
        } finally {
            running.values().forEach(left -> left.task().discard());
            cancel(timer, timeUp);
        }
    }

    // region take
    /** Receives from whichever task is ready first, so that a failure is heard of even while an earlier element is slow. */
    private static <B> void take(Map<Ref, Running<B>> running, List<B> results, TimeUp timeUp, Duration timeout) {
        Processes.<@Nullable Void>receive(message -> switch (message) {
            case Async.Reply(var ref, var value)
            when running.get(ref) instanceof Running<B>(var index, var task) ->
                () -> {
                    running.remove(ref);
                    results.set(index, task.typed(value));
                    return null;
                };
            case Down(var ref, var _, var reason) when running.containsKey(ref) -> () -> exit(failed(reason, timeout));
            case TimeUp _ when message == timeUp -> () -> exit(failed(ExitReason.TIMEOUT, timeout));
            default -> null;
        });
    }
    // endregion

    private static CallFailed failed(ExitReason reason, Duration timeout) {
        return new CallFailed(reason, "ParallelEnum.map", self(), null, timeout);
    }

    private static void cancel(Ref timer, TimeUp timeUp) {
        if (cancelTimer(timer).isEmpty()) {
            // It has rung: if nobody has taken the message out, it must not stay.
            Processes.<@Nullable Void>receive(
                    message -> message == timeUp ? () -> null : null, Duration.ZERO, () -> null);
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
        return list;
    }
}
