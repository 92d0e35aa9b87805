package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.termscache.Change.Evicted;
import otp.termscache.Change.Expired;
import otp.termscache.Change.Removed;
import otp.termscache.Change.Stored;

/**
 * What TermsCache does in both lanes.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class TermsCacheContract<C> extends TableCacheContract<C> {
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(3);
    private static final Settings SETTINGS = new Settings(NO_SWEEP_IN_SIGHT, 1_000_000, LOAD_TIMEOUT);

    protected final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    protected abstract C start(Settings settings);

    /** Has the key loaded on a thread of the loader's own. */
    protected abstract Object fetch(C cache, Object key, Duration ttl, Callable<Object> loader) throws Exception;

    protected abstract Object fetch(C cache, Object key, Duration ttl, Callable<Object> loader, Duration timeout)
            throws Exception;

    /** As {@link #fetch}, with a loader that never comes to an end. */
    protected abstract Object fetchForEver(C cache, Object key, CountDownLatch begun) throws Exception;

    protected abstract Stats stats(C cache);

    /** What has changed since the subscription, in order. */
    protected interface Feed {
        Change<Object, Object> next() throws Exception;

        void unsubscribe() throws Exception;
    }

    protected abstract Feed subscribe(C cache) throws Exception;

    /** That a caller's own time was over. */
    protected abstract void assertSaysThatItTookTooLong(Throwable failure);

    /** Moves time, and waits for nothing. */
    protected abstract void move(Duration time);

    @Override
    protected C start(Duration interval) {
        return start(SETTINGS.withInterval(interval));
    }

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private static Callable<Object> gives(Object value) {
        return () -> value;
    }

    private static Callable<Object> mustNotRun() {
        return () -> {
            throw new AssertionError("the loader was run");
        };
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** A loader that says when it has begun, and gives its value when it may. */
    private static final class Gate implements Callable<Object> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        private final Object value;

        Gate(Object value) {
            this.value = value;
        }

        @Override
        public Object call() throws Exception {
            begun.countDown();
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
            return value;
        }

        void awaitBegun() throws Exception {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    // ---- fetch ----

    @Test
    void whatIsMissingIsLoadedAndKept() throws Exception {
        C cache = start();
        assertThat(fetch(cache, "key", MINUTE, gives(1))).isEqualTo(1);
        assertThat(get(cache, "key")).contains(1);
        assertThat(fetch(cache, "key", MINUTE, mustNotRun())).isEqualTo(1);
    }

    @Test
    void whatWasLoadedHasItsTimeToLive() throws Exception {
        C cache = start();
        fetch(cache, "key", SECOND, gives(1));
        pass(SECOND);
        assertThat(get(cache, "key")).isEmpty();
        assertThat(fetch(cache, "key", SECOND, gives(2))).isEqualTo(2);
    }

    @Test
    void ofManyWhoAskForAMissingKeyOneLoads() throws Exception {
        C cache = start();
        var runs = new AtomicInteger();
        Callable<Object> loader = () -> {
            runs.incrementAndGet();
            await().atMost(Duration.ofSeconds(20)).until(() -> stats(cache).misses() == 100);
            return 1;
        };
        var all = new ArrayList<Future<Object>>();
        for (int i = 0; i < 100; i++) {
            all.add(callers.submit(() -> fetch(cache, "key", MINUTE, loader)));
        }
        for (Future<Object> one : all) {
            assertThat(result(one)).isEqualTo(1);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void anotherKeyIsLoadedMeanwhileAndTheCacheIsWritten() throws Exception {
        C cache = start();
        var slow = new Gate(1);
        Future<Object> waiting = callers.submit(() -> fetch(cache, "slow", MINUTE, slow));
        slow.awaitBegun();
        assertThat(fetch(cache, "fast", MINUTE, gives(2))).isEqualTo(2);
        put(cache, "other", 3);
        assertThat(get(cache, "other")).contains(3);
        slow.open.countDown();
        assertThat(result(waiting)).isEqualTo(1);
    }

    @Test
    void aLoaderMayFetchAnotherKey() throws Exception {
        C cache = start();
        assertThat(fetch(cache, "outer", MINUTE, () -> List.of(fetch(cache, "inner", MINUTE, gives(1)))))
                .isEqualTo(List.of(1));
    }

    @Test
    void whatALoaderThrowsIsToldToAllWhoWaitAndTheNextHasItRunAgain() throws Exception {
        C cache = start();
        var begun = new CountDownLatch(1);
        Callable<Object> fails = () -> {
            begun.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> stats(cache).misses() == 2);
            throw new IllegalStateException("no database today");
        };
        Future<Object> first = callers.submit(() -> fetch(cache, "key", MINUTE, fails));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Future<Object> second = callers.submit(() -> fetch(cache, "key", MINUTE, fails));
        for (Future<Object> each : List.of(first, second)) {
            assertThatThrownBy(() -> result(each))
                    .cause()
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessage("expected the loader to give a value for key, got: "
                            + "java.lang.IllegalStateException: no database today");
        }
        assertThat(fetch(cache, "key", MINUTE, gives(1))).isEqualTo(1);
    }

    @Test
    void aLoaderThatGivesNullHasFailed() {
        C cache = start();
        assertThatThrownBy(() -> fetch(cache, "key", MINUTE, nothing()))
                .isInstanceOf(LoadFailedException.class)
                .hasMessage("expected the loader to give a value for key, got: null. "
                        + "To store that there is none, use Optional.empty()");
    }

    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    private static Callable<Object> nothing() {
        return () -> null;
    }

    @Test
    void aLoaderThatTakesTooLongIsGivenUpAndTheNextHasAnotherRun() throws Exception {
        C cache = start();
        var begun = new CountDownLatch(1);
        Future<Object> waiting = callers.submit(() -> fetchForEver(cache, "key", begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        pass(LOAD_TIMEOUT);
        assertThatThrownBy(() -> result(waiting))
                .cause()
                .isInstanceOf(LoadFailedException.class)
                .hasMessageEndingWith("got: no end of it within PT3S");
        assertThat(fetch(cache, "key", MINUTE, gives(1))).isEqualTo(1);
    }

    @Test
    void aCallerWhoseOwnTimeIsOverIsToldAndTheLoaderGoesOn() throws Exception {
        C cache = start();
        var slow = new Gate(1);
        Future<Object> waiting = callers.submit(() -> fetch(cache, "key", MINUTE, slow, SECOND));
        slow.awaitBegun();
        move(SECOND);
        assertThatThrownBy(() -> result(waiting)).cause().satisfies(this::assertSaysThatItTookTooLong);
        slow.open.countDown();
        assertThat(fetch(cache, "key", MINUTE, mustNotRun())).isEqualTo(1);
    }

    @Test
    void aPutWhileItIsLoadedStaysAndThoseWhoWaitGetWhatWasLoaded() throws Exception {
        C cache = start();
        var slow = new Gate("loaded");
        Future<Object> waiting = callers.submit(() -> fetch(cache, "key", MINUTE, slow));
        slow.awaitBegun();
        put(cache, "key", "put");
        slow.open.countDown();
        assertThat(result(waiting)).isEqualTo("loaded");
        assertThat(get(cache, "key")).contains("put");
    }

    @Test
    void whatIsRemovedWhileItIsLoadedStaysAway() throws Exception {
        C cache = start();
        var slow = new Gate("old");
        Future<Object> waiting = callers.submit(() -> fetch(cache, "key", MINUTE, slow));
        slow.awaitBegun();
        remove(cache, "key");
        slow.open.countDown();
        assertThat(result(waiting)).isEqualTo("old");
        assertThat(get(cache, "key")).isEmpty();
    }

    @Test
    void whoAsksAfterTheRemovalHasItLoadedAnewThoughTheOldLoaderStillRuns() throws Exception {
        C cache = start();
        var old = new Gate("old");
        Future<Object> waiting = callers.submit(() -> fetch(cache, "key", MINUTE, old));
        old.awaitBegun();
        remove(cache, "key");
        assertThat(fetch(cache, "key", MINUTE, gives("new"))).isEqualTo("new");
        old.open.countDown();
        assertThat(result(waiting)).isEqualTo("old");
        assertThat(get(cache, "key")).contains("new");
    }

    @Test
    void aTimeToLiveOfZeroLetsItBeLoadedAndNotStored() throws Exception {
        C cache = start();
        assertThat(fetch(cache, "key", Duration.ZERO, gives(1))).isEqualTo(1);
        assertThat(get(cache, "key")).isEmpty();
    }

    @Test
    void aFetchWithANegativeTimeToLiveIsRefused() {
        C cache = start();
        assertThatThrownBy(() -> fetch(cache, "key", SECOND.negated(), mustNotRun()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLoadThatACrashOfTheOwnerEndsIsToldAtOnceAndCanBeBegunAnew() throws Exception {
        C cache = start();
        var begun = new CountDownLatch(1);
        Future<Object> waiting = callers.submit(() -> fetchForEver(cache, "key", begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        crash(cache);
        assertThatThrownBy(() -> result(waiting)).isInstanceOf(ExecutionException.class);
        assertThat(fetch(cache, "key", MINUTE, gives(1))).isEqualTo(1);
    }

    // ---- the limit ----

    @Test
    void itHoldsNoMoreThanItMay() throws Exception {
        C cache = start(SETTINGS.withMaxSize(10));
        for (int i = 0; i < 100; i++) {
            put(cache, i, -i);
        }
        assertThat(size(cache)).isEqualTo(10);
        assertThat(some(cache, 100))
                .hasSize(10)
                .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(-(int) entry.getKey()));
    }

    @Test
    void whatIsOverGoesBeforeWhatLives() throws Exception {
        C cache = start(SETTINGS.withMaxSize(2));
        put(cache, "lives", 1);
        put(cache, "over", 2, SECOND);
        pass(MINUTE);
        put(cache, "new", 3);
        assertThat(size(cache)).isEqualTo(2);
        assertThat(get(cache, "lives")).contains(1);
        assertThat(get(cache, "new")).contains(3);
        assertThat(stats(cache).evicted()).isZero();
    }

    @Test
    void replacingAValueNeedsNoRoom() throws Exception {
        C cache = start(SETTINGS.withMaxSize(2));
        put(cache, "a", 1);
        put(cache, "b", 2);
        put(cache, "a", 3);
        assertThat(get(cache, "a")).contains(3);
        assertThat(get(cache, "b")).contains(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void thereIsRoomForOne(int maxSize) {
        assertThatThrownBy(() -> SETTINGS.withMaxSize(maxSize))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected room for one entry or more, got: " + maxSize);
    }

    // ---- statistics ----

    @Test
    void whatHappensIsCounted() throws Exception {
        C cache = start(SETTINGS.withMaxSize(2).withInterval(MINUTE));
        put(cache, "short", 1, SECOND);
        get(cache, "short");
        get(cache, "short");
        pass(MINUTE);
        get(cache, "short");
        fetch(cache, "loaded", MINUTE, gives(1));
        assertThatThrownBy(() -> fetch(cache, "failed", MINUTE, nothing())).isInstanceOf(LoadFailedException.class);
        put(cache, "a", 1);
        put(cache, "b", 2);
        assertThat(size(cache)).isEqualTo(2);
        assertThat(stats(cache)).isEqualTo(new Stats(2, 2, 3, 1, 1, 1, 1));
    }

    // ---- changes ----

    @Test
    void aSubscriberHearsWhatIsStoredReplacedAndRemovedInOrder() throws Exception {
        C cache = start();
        Feed feed = subscribe(cache);
        put(cache, "key", 1);
        put(cache, "key", 2);
        remove(cache, "key");
        put(cache, "key", 3);
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 2));
        assertThat(feed.next()).isEqualTo(new Removed<>("key"));
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 3));
    }

    @Test
    void aRemovalOfNothingIsNoChange() throws Exception {
        C cache = start();
        Feed feed = subscribe(cache);
        remove(cache, "key");
        put(cache, "end", 1);
        assertThat(feed.next()).isEqualTo(new Stored<>("end", 1));
    }

    @Test
    void aSubscriberHearsWhatIsLoaded() throws Exception {
        C cache = start();
        Feed feed = subscribe(cache);
        fetch(cache, "key", MINUTE, gives(1));
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
    }

    @Test
    void aSubscriberHearsOfTheEndAtTheSweep() throws Exception {
        C cache = start(MINUTE);
        Feed feed = subscribe(cache);
        put(cache, "key", 1, SECOND);
        pass(MINUTE);
        put(cache, "end", 1);
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
        assertThat(feed.next()).isEqualTo(new Expired<>("key"));
        assertThat(feed.next()).isEqualTo(new Stored<>("end", 1));
    }

    @Test
    void aSubscriberHearsOfTheEndBeforeWhatIsPutInItsPlace() throws Exception {
        C cache = start();
        Feed feed = subscribe(cache);
        put(cache, "key", 1, SECOND);
        pass(SECOND);
        put(cache, "key", 2);
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
        assertThat(feed.next()).isEqualTo(new Expired<>("key"));
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 2));
    }

    @Test
    void aRemovalOfWhatIsOverIsItsEnd() throws Exception {
        C cache = start();
        Feed feed = subscribe(cache);
        put(cache, "key", 1, SECOND);
        pass(SECOND);
        remove(cache, "key");
        assertThat(feed.next()).isEqualTo(new Stored<>("key", 1));
        assertThat(feed.next()).isEqualTo(new Expired<>("key"));
    }

    /** Which one goes is another matter in each lane. */
    @Test
    void aSubscriberHearsWhatThereIsNoMoreRoomFor() throws Exception {
        C cache = start(SETTINGS.withMaxSize(1));
        Feed feed = subscribe(cache);
        put(cache, "a", 1);
        put(cache, "b", 2);
        assertThat(feed.next()).isEqualTo(new Stored<>("a", 1));
        assertThat(feed.next()).isEqualTo(new Stored<>("b", 2));
        Change<Object, Object> last = feed.next();
        Object left = some(cache, 2).iterator().next().getKey();
        assertThat(last).isEqualTo(new Evicted<>(left.equals("a") ? "b" : "a"));
    }

    @Test
    void whoHasUnsubscribedHearsNoMore() throws Exception {
        C cache = start();
        Feed gone = subscribe(cache);
        Feed stays = subscribe(cache);
        gone.unsubscribe();
        put(cache, "key", 1);
        assertThat(stays.next()).isEqualTo(new Stored<>("key", 1));
        Feed again = subscribe(cache);
        put(cache, "key", 2);
        assertThat(again.next()).isEqualTo(new Stored<>("key", 2));
        assertNothingCame(gone);
    }

    /** After everybody else has heard of a later change. */
    protected abstract void assertNothingCame(Feed feed) throws Exception;
}
