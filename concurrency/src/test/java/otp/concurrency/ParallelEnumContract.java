package otp.concurrency;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static otp.concurrency.Anything.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.concurrency.Anything.Thrower;

/** What ParallelEnum does in both lanes. Time stands still unless a test moves it. */
public abstract class ParallelEnumContract {
    protected static final Duration SECOND = Duration.ofSeconds(1);

    /** Runs it beside the test. The failure of a function is the failure of the future; a timeout a TimeoutException. */
    protected abstract <A, B> CompletableFuture<List<B>> map(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Function<A, B> function);

    /** The same for each. */
    protected abstract <A> CompletableFuture<?> each(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Consumer<A> function);

    /** Waits until the timeout is set. */
    protected abstract void timeoutIsSet() throws Exception;

    /** Moves time. */
    protected abstract void pass(Duration time);

    /** What a future failed with. */
    protected static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(() -> future.get(10, SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        return thrown.getCause();
    }

    /** A function that ends only by being interrupted, and counts. */
    private static void block(CountDownLatch started, CountDownLatch interrupted) {
        try {
            Anything.blockUntilInterrupted(started, interrupted);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted, as it should be", e);
        }
    }

    // B5: the results are compared as they come, not sorted.
    @Test
    void resultsKeepTheOrderOfTheElementsWhenTheLastIsReadyFirst() throws Exception {
        List<CountDownLatch> ready =
                IntStream.range(0, 5).mapToObj(_ -> new CountDownLatch(1)).toList();
        ready.get(4).countDown();
        var results = map(List.of(0, 1, 2, 3), 4, SECOND, n -> {
            await(ready.get(n + 1));
            ready.get(n).countDown();
            return "number " + n;
        });
        assertThat(results.get(10, SECONDS)).containsExactly("number 0", "number 1", "number 2", "number 3");
    }

    // B5
    @Test
    void asManyRunAtATimeAsAllowedAndNeverMore() throws Exception {
        var three = new CyclicBarrier(3);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var results = map(IntStream.range(0, 30).boxed().toList(), 3, SECOND, n -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                three.await(10, SECONDS); // passes only if three are here together
            } catch (Exception e) {
                throw new IllegalStateException("fewer than three ran at a time", e);
            } finally {
                now.decrementAndGet();
            }
            return n;
        });
        assertThat(results.get(20, SECONDS))
                .isEqualTo(IntStream.range(0, 30).boxed().toList());
        assertThat(most).hasValue(3);
    }

    // B5, B1
    @Test
    void theFirstFailureStopsTheOthersAndIsReported() {
        var started = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        var results = map(List.of(0, 1, 2, 3, 4, 5), 3, SECOND, n -> {
            begun.add(n);
            if (n == 1) {
                await(started);
                throw new IllegalStateException("number 1 cannot");
            }
            block(started, interrupted);
            return n;
        });
        assertThat(failure(results)).isInstanceOf(IllegalStateException.class).hasMessage("number 1 cannot");
        await(interrupted);
        assertThat(begun).as("no other element was begun").containsExactlyInAnyOrder(0, 1, 2);
    }

    // B5
    @Test
    void eachReturnsOnlyWhenAllIsDone() throws Exception {
        var done = new AtomicInteger();
        each(List.of(1, 2, 3, 4), 2, SECOND, done::addAndGet).get(10, SECONDS);
        assertThat(done).hasValue(10);
    }

    // B5
    @Test
    void eachReportsAFailure() {
        var done = each(List.of(1, 2, 3), 2, SECOND, n -> {
            throw new IllegalStateException("cannot");
        });
        assertThat(failure(done)).isInstanceOf(IllegalStateException.class).hasMessage("cannot");
    }

    @Test
    void theTimeoutIsForTheWholeAndStopsWhatRuns() throws Exception {
        var started = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        var results = map(List.of(1, 2, 3), 2, SECOND, n -> {
            block(started, interrupted);
            return n;
        });
        await(started);
        timeoutIsSet();
        pass(SECOND.minusMillis(1));
        assertThat(results).isNotDone();
        pass(Duration.ofMillis(1));
        assertThat(failure(results)).isInstanceOf(TimeoutException.class);
        await(interrupted);
    }

    @ParameterizedTest
    @MethodSource("otp.concurrency.Anything#thatCanBeThrown")
    void whateverAFunctionThrowsIsTheFailure(Thrower thrower) {
        assertThat(failure(map(List.of(1, 2, 3), 2, SECOND, _ -> thrower.run())))
                .isInstanceOf(thrower.type());
    }

    @Test
    void anEmptyListIsDoneAtOnce() throws Exception {
        assertThat(map(List.of(), 1, SECOND, n -> n).get(10, SECONDS)).isEmpty();
        each(List.of(), 1, SECOND, _ -> {}).get(10, SECONDS);
    }

    @Test
    void tenThousandElementsAreNoProblem() throws Exception {
        List<Integer> elements = IntStream.range(0, 10_000).boxed().toList();
        assertThat(map(elements, 100, SECOND, n -> n + 1).get(30, SECONDS))
                .isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
    }

    @Test
    void aFunctionThatReturnsNullFailsTheWholeSayingWhy() {
        assertThat(failure(map(List.of(1), 1, SECOND, _ -> null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("expected the function to return a value, got null");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aConcurrencyBelowOneIsRefused(int maxConcurrency) {
        assertThat(failure(map(List.of(1), maxConcurrency, SECOND, n -> n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a maxConcurrency of one or more, got: " + maxConcurrency);
        assertThat(failure(each(List.of(1), maxConcurrency, SECOND, _ -> {})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThat(failure(map(List.of(1), 1, Duration.ofMillis(-1), n -> n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: PT-0.001S");
    }

    @Test
    void nullsAreRefused() {
        assertThat(failure(map(null, 1, SECOND, n -> n)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("expected elements, got null");
        assertThat(failure(map(Arrays.asList(1, null), 1, SECOND, n -> n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected elements that are not null, got null at index 1");
        assertThat(failure(map(List.of(1), 1, SECOND, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a function to map each element with, got null");
        assertThat(failure(each(List.of(1), 1, SECOND, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a function to run on each element, got null");
    }
}
