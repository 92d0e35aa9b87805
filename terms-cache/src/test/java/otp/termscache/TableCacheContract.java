package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What TableCache does in both lanes.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class TableCacheContract<C> extends TtlContract<C> {
    protected abstract void remove(C cache, Object key) throws Exception;

    protected abstract Reads reads(C cache);

    protected abstract Iterable<Map.Entry<Object, Object>> some(C cache, int limit);

    /** Crashes the process that owns the table, and waits until it is back. */
    protected abstract void crash(C cache) throws Exception;

    /** A key that keeps whoever asks for its hash code, until it is let go. */
    public record Slow(CountDownLatch asked, CountDownLatch letGo) {
        @Override
        public int hashCode() {
            asked.countDown();
            try {
                if (!letGo.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("expected to be let go within 20 s");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 1;
        }
    }

    @Test
    void readersDoNotWaitForTheOwner() throws Exception {
        C cache = start();
        put(cache, "key", 1);
        var busy = new Slow(new CountDownLatch(1), new CountDownLatch(1));
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = others.submit(() -> {
                put(cache, busy, 2);
                return null;
            });
            busy.asked.await();
            assertThat(get(cache, "key")).contains(1);
            assertThat(waiting.isDone()).isFalse();
            busy.letGo.countDown();
            waiting.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsRemovedIsGone() throws Exception {
        C cache = start();
        put(cache, "key", 1);
        put(cache, "other", 2);
        remove(cache, "key");
        assertThat(get(cache, "key")).isEmpty();
        assertThat(get(cache, "other")).contains(2);
        assertThat(size(cache)).isOne();
    }

    @Test
    void removingWhatIsNotThereIsNoError() throws Exception {
        C cache = start();
        remove(cache, "key");
        assertThat(get(cache, "key")).isEmpty();
    }

    @Test
    void whatWasRemovedComesBackWithAPutAndHasItsOwnTime() throws Exception {
        C cache = start(MINUTE);
        put(cache, "key", 1, SECOND);
        remove(cache, "key");
        put(cache, "key", 2);
        pass(MINUTE);
        assertThat(get(cache, "key")).contains(2);
    }

    @Test
    void hitsAndMissesAreCountedAnEntryThatIsOverAsAMiss() throws Exception {
        C cache = start();
        put(cache, "key", 1, SECOND);
        get(cache, "key");
        get(cache, "key");
        get(cache, "missing");
        pass(SECOND);
        get(cache, "key");
        assertThat(reads(cache)).isEqualTo(new Reads(2, 2));
    }

    @Test
    void someOfTheEntriesCanBeSeenThoseThatAreOverLeftAside() throws Exception {
        C cache = start();
        put(cache, "over", 0, SECOND);
        pass(SECOND);
        put(cache, "a", 1);
        put(cache, "b", 2);
        put(cache, "c", 3);
        assertThat(some(cache, 2)).hasSize(2);
        assertThat(some(cache, 9)).containsExactlyInAnyOrder(Map.entry("a", 1), Map.entry("b", 2), Map.entry("c", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void oneCannotSeeLessThanOneEntry(int limit) {
        C cache = start();
        assertThatThrownBy(() -> some(cache, limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one entry or more to show, got: " + limit);
    }

    // B12: the original loses all.
    @Test
    void aCrashOfTheOwnerLosesNothingThatWasStored() throws Exception {
        C cache = start();
        put(cache, "key", 1);
        crash(cache);
        assertThat(get(cache, "key")).contains(1);
    }

    @Test
    void afterACrashItIsWrittenAsBefore() throws Exception {
        C cache = start();
        put(cache, "replaced", 1);
        put(cache, "removed", 1);
        crash(cache);
        put(cache, "replaced", 2);
        put(cache, "new", 2);
        remove(cache, "removed");
        assertThat(get(cache, "replaced")).contains(2);
        assertThat(get(cache, "new")).contains(2);
        assertThat(get(cache, "removed")).isEmpty();
    }

    @Test
    void afterACrashWhatWasStoredBeforeIsSweptOutInItsTime() throws Exception {
        C cache = start(MINUTE);
        put(cache, "short", 1, SECOND);
        put(cache, "stays", 2);
        crash(cache);
        pass(MINUTE);
        assertThat(size(cache)).isOne();
        assertThat(get(cache, "stays")).contains(2);
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void nullIsRefusedAsAKeyToRemove() {
        C cache = start();
        assertThatThrownBy(() -> remove(cache, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a key, got null");
    }
}
