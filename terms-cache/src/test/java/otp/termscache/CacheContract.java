package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every cache of this lesson does, in both lanes.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class CacheContract<C> {
    /** A new cache. */
    protected abstract C start();

    /** Puts, and returns when that is done. */
    protected abstract void put(C cache, Object key, Object value) throws Exception;

    protected abstract Optional<Object> get(C cache, Object key) throws Exception;

    /** Stops a cache, and waits until it is gone. */
    protected abstract void stop(C cache) throws Exception;

    /** What the lane says of a cache that is gone, to one who puts and to one who gets. */
    protected abstract void assertSaysThatTheCacheIsGone(Throwable failure);

    @Test
    void whatWasPutIsThere() throws Exception {
        C cache = start();
        put(cache, "answer", 42);
        assertThat(get(cache, "answer")).contains(42);
    }

    @Test
    void aKeyThatWasNotPutIsEmpty() throws Exception {
        assertThat(get(start(), "answer")).isEmpty();
    }

    @Test
    void aPutReplacesWhatWasThere() throws Exception {
        C cache = start();
        put(cache, "answer", 41);
        put(cache, "answer", 42);
        assertThat(get(cache, "answer")).contains(42);
    }

    // B8: the original answers nil for both.
    @Test
    void aValueThatSaysNothingIsNotAMissingOne() throws Exception {
        C cache = start();
        put(cache, "empty", Optional.empty());
        put(cache, "false", false);
        assertThat(get(cache, "empty")).contains(Optional.empty());
        assertThat(get(cache, "false")).contains(false);
        assertThat(get(cache, "missing")).isEmpty();
    }

    @Test
    void keysAndValuesAreAnyObjects() throws Exception {
        C cache = start();
        put(cache, List.of(1, Map.of("a", 2)), Map.of("b", List.of()));
        put(cache, 1, "one");
        put(cache, 1L, "another one");
        assertThat(get(cache, List.of(1, Map.of("a", 2)))).contains(Map.of("b", List.of()));
        assertThat(get(cache, 1)).contains("one");
        assertThat(get(cache, 1L)).contains("another one");
    }

    // B9, B10
    @Test
    void onceAPutHasReturnedEverybodySeesIt() throws Exception {
        C cache = start();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                put(cache, "n", i);
                assertThat(others.submit(() -> get(cache, "n")).get(10, TimeUnit.SECONDS))
                        .contains(i);
            }
        }
    }

    @Test
    void noPutOfManyCallersIsLost() throws Exception {
        C cache = start();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> puts = IntStream.range(0, 1_000)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        put(cache, i, -i);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : callers.invokeAll(puts, 20, TimeUnit.SECONDS)) {
                done.get();
            }
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(get(cache, i)).contains(-i);
        }
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void nullIsRefusedAsAKeyAndAsAValueAndTheCacheLivesOn() throws Exception {
        C cache = start();
        assertThatThrownBy(() -> put(cache, null, 1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a key, got null");
        assertThatThrownBy(() -> put(cache, "key", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a value, got null: to store that there is none, use Optional.empty()");
        assertThatThrownBy(() -> get(cache, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a key, got null");
        put(cache, "key", 1);
        assertThat(get(cache, "key")).contains(1);
    }

    // B10
    @Test
    void aCacheThatIsGoneFailsPutAndGetAtOnce() throws Exception {
        C cache = start();
        stop(cache);
        assertThatThrownBy(() -> put(cache, "key", 1)).satisfies(this::assertSaysThatTheCacheIsGone);
        assertThatThrownBy(() -> get(cache, "key")).satisfies(this::assertSaysThatTheCacheIsGone);
    }

    /** A key that cannot say its hash. */
    public record Broken() {
        @Override
        public int hashCode() {
            throw new IllegalStateException("no hash today");
        }
    }

    @Test
    void aKeyWhoseHashCodeThrowsIsReportedToItsCallerAtOnce() {
        C cache = start();
        assertThatThrownBy(() -> put(cache, new Broken(), 1))
                .hasStackTraceContaining("IllegalStateException: no hash today");
    }
}
