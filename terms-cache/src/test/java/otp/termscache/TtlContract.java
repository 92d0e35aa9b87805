package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every cache of this lesson does whose entries may have a time to live, in both lanes. Time stands still unless a test moves it.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class TtlContract<C> extends CacheContract<C> {
    protected static final Duration SECOND = Duration.ofSeconds(1);
    protected static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration NANOSECOND = Duration.ofNanos(1);
    protected static final Duration NO_SWEEP_IN_SIGHT = Duration.ofDays(200);

    /** A new cache with so much time between two sweeps. */
    protected abstract C start(Duration interval);

    protected abstract void put(C cache, Object key, Object value, Duration ttl) throws Exception;

    /** How many entries it holds, those that are over and not yet swept out among them. */
    protected abstract long size(C cache) throws Exception;

    /** Moves time, and waits until what falls due has happened. */
    protected abstract void pass(Duration time) throws Exception;

    @Override
    protected C start() {
        return start(NO_SWEEP_IN_SIGHT);
    }

    @Override
    protected void put(C cache, Object key, Object value) throws Exception {
        put(cache, key, value, Ttl.INFINITY);
    }

    @Test
    void anEntryIsThereUntilItsTimeIsOver() throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        put(cache, "key", 1, SECOND);
        pass(SECOND.minus(NANOSECOND));
        assertThat(get(cache, "key")).contains(1);
    }

    // B8: the original returns it until the next sweep.
    @Test
    void anEntryWhoseTimeIsOverIsNotReturnedAlsoBeforeASweep() throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        put(cache, "key", 1, SECOND);
        pass(SECOND);
        assertThat(get(cache, "key")).isEmpty();
    }

    @Test
    void aSweepThrowsOutWhatIsOverThoughNobodyAsksForIt() throws Exception {
        C cache = start(MINUTE);
        put(cache, "short", 1, SECOND);
        put(cache, "long", 2, MINUTE.plus(SECOND));
        pass(MINUTE);
        assertThat(size(cache)).isOne();
        assertThat(get(cache, "long")).contains(2);
    }

    // B7: the original drops them at its first sweep.
    @Test
    void anEntryWithoutATimeToLiveOutlivesEverySweep() throws Exception {
        C cache = start(MINUTE);
        put(cache, "stays", 1, Ttl.INFINITY);
        pass(MINUTE);
        pass(MINUTE);
        assertThat(get(cache, "stays")).contains(1);
    }

    @Test
    void oneSweepFollowsAnother() throws Exception {
        C cache = start(MINUTE);
        for (int i = 0; i < 3; i++) {
            put(cache, "key", i, SECOND);
            pass(MINUTE);
            assertThat(size(cache)).as("after sweep " + (i + 1)).isZero();
        }
    }

    @Test
    void aPutBeginsTheTimeAnew() throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        put(cache, "key", 1, MINUTE);
        pass(SECOND.multipliedBy(59));
        put(cache, "key", 2, MINUTE);
        pass(SECOND.multipliedBy(59));
        assertThat(get(cache, "key")).contains(2);
    }

    @Test
    void aPutWithoutATimeToLiveTakesAwayTheOneThatWas() throws Exception {
        C cache = start(MINUTE);
        put(cache, "key", 1, SECOND);
        put(cache, "key", 2, Ttl.INFINITY);
        pass(MINUTE);
        assertThat(get(cache, "key")).contains(2);
    }

    @Test
    void aPutWithATimeToLiveEndsAnEntryThatHadNone() throws Exception {
        C cache = start(MINUTE);
        put(cache, "key", 1, Ttl.INFINITY);
        put(cache, "key", 2, SECOND);
        pass(SECOND);
        assertThat(get(cache, "key")).isEmpty();
    }

    @Test
    void anEntryThatWasOverComesBackWithANewPut() throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        put(cache, "key", 1, SECOND);
        pass(MINUTE);
        put(cache, "key", 2, SECOND);
        assertThat(get(cache, "key")).contains(2);
    }

    @Test
    void aTimeToLiveOfZeroTakesAwayWhatWasThere() throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        put(cache, "key", 1, Ttl.INFINITY);
        put(cache, "key", 2, Duration.ZERO);
        assertThat(get(cache, "key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 200L * 365 * 24 * 3600})
    void anEnormousTimeToLiveIsForEver(long seconds) throws Exception {
        C cache = start(NO_SWEEP_IN_SIGHT);
        pass(SECOND);
        put(cache, "key", 1, Duration.ofSeconds(seconds));
        pass(MINUTE);
        assertThat(get(cache, "key")).contains(1);
    }

    @Test
    void aNegativeTimeToLiveIsRefusedAndChangesNothing() throws Exception {
        C cache = start(MINUTE);
        put(cache, "key", 1, SECOND);
        assertThatThrownBy(() -> put(cache, "key", 2, SECOND.negated()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a time to live of zero or more, got: PT-1S");
        assertThat(get(cache, "key")).contains(1);
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void noTimeToLiveAtAllIsRefused() {
        C cache = start(MINUTE);
        assertThatThrownBy(() -> put(cache, "key", 1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a time to live, got null: an entry that stays has Ttl.INFINITY");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void thereIsSomeTimeBetweenTwoSweeps(long seconds) {
        assertThatThrownBy(() -> start(Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected more than zero between two sweeps, got: ");
    }
}
