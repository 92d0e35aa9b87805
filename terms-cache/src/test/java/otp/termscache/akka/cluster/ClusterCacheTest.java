package otp.termscache.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static otp.termscache.akka.cluster.TestNode.awaitNothing;
import static otp.termscache.akka.cluster.TestNode.awaitValue;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.termscache.Ttl;

/** While all is well. */
class ClusterCacheTest extends ThreeNodes {
    @Test
    void aPutOnOneNodeIsSeenByTheOthers() throws Exception {
        a.put("seen", 1);
        awaitValue("seen", 1, a, b, c);
    }

    @Test
    void aPutIsSeenOnItsOwnNodeAsSoonAsItIsDone() throws Exception {
        for (int i = 0; i < 100; i++) {
            a.put("own", i);
            assertThat(a.get("own")).contains(i);
        }
    }

    @Test
    void changesElsewhereInTheSameBucketHideNothing() throws Exception {
        String neighbor = neighbor("hidden", 0);
        for (int i = 0; i < 100; i++) {
            b.put(neighbor, i);
            a.put("hidden", i);
            assertThat(a.get("hidden")).contains(i);
        }
        awaitValue(neighbor, 99, a, b, c);
        assertThat(a.get("hidden")).contains(99);
    }

    @Test
    void aRemoveIsSeenAtOnceOnItsNodeAndThenOnTheOthers() throws Exception {
        a.put("removed", 1);
        awaitValue("removed", 1, b, c);
        b.remove("removed");
        assertThat(b.get("removed")).isEmpty();
        awaitNothing("removed", a, c);
    }

    @Test
    void aKeyThatNobodyHasCanBeRemoved() throws Exception {
        assertThat(a.remove("nobody has it")).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aKeyThatWasRemovedCanBePutAgain() throws Exception {
        a.put("again", 1);
        awaitValue("again", 1, b);
        b.remove("again");
        b.put("again", 2);
        awaitValue("again", 2, a, b, c);
    }

    @Test
    void aPutReplacesWhatItsNodeHasSeenThoughItsClockIsBehind() throws Exception {
        c.now = c.now.plus(MINUTE);
        c.put("behind", "clock ahead");
        awaitValue("behind", "clock ahead", a, b, c);
        a.put("behind", "clock behind");
        assertThat(a.get("behind")).contains("clock behind");
        awaitValue("behind", "clock behind", b, c);
    }

    // region time
    @Test
    void anEntryIsThereUntilItsTimeIsOverAndThenOnNoNodeAnyMore() throws Exception {
        a.put("short", 1, SECOND);
        awaitValue("short", 1, a, b, c);
        pass(SECOND.minusNanos(1));
        awaitValue("short", 1, a, b, c);
        pass(Duration.ofNanos(1));
        assertThat(a.get("short")).isEmpty();
        assertThat(b.get("short")).isEmpty();
        assertThat(c.get("short")).isEmpty();
        await().atMost(TestNode.LIMIT).until(() -> !a.holds("short") && !b.holds("short") && !c.holds("short"));
    }

    @Test
    void anEntryWithoutATimeToLiveOutlivesTheSweeps() throws Exception {
        a.put("stays", 1);
        a.put("goes", 1, SECOND);
        awaitValue("goes", 1, a, b, c);
        pass(MINUTE);
        await().atMost(TestNode.LIMIT).until(() -> !a.holds("goes") && !b.holds("goes") && !c.holds("goes"));
        awaitValue("stays", 1, a, b, c);
    }

    @Test
    void theFirstClockToSaySoEndsAnEntryOnAllNodes() throws Exception {
        a.put("skewed", 1, SECOND);
        awaitValue("skewed", 1, a, b, c);
        b.now = b.now.plus(SECOND);
        assertThat(b.get("skewed")).isEmpty();
        await().atMost(TestNode.LIMIT).until(() -> !a.holds("skewed") && !c.holds("skewed"));
    }

    @Test
    void aPutBeginsTheTimeAnewOnAllNodes() throws Exception {
        a.put("anew", 1, MINUTE);
        awaitValue("anew", 1, b);
        pass(SECOND.multipliedBy(59));
        b.put("anew", 2, MINUTE);
        awaitValue("anew", 2, a, b, c);
        pass(SECOND.multipliedBy(59));
        assertThat(a.get("anew")).contains(2);
        assertThat(c.get("anew")).contains(2);
    }

    @Test
    void aTimeToLiveOfZeroTakesAwayWhatWasThere() throws Exception {
        a.put("zero", 1);
        awaitValue("zero", 1, a, b, c);
        a.put("zero", 2, Duration.ZERO);
        assertThat(a.get("zero")).isEmpty();
        awaitNothing("zero", b, c);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 200L * 365 * 24 * 3600})
    void anEnormousTimeToLiveIsForEver(long seconds) throws Exception {
        a.put("enormous", seconds, Duration.ofSeconds(seconds));
        awaitValue("enormous", seconds, a, b, c);
        pass(MINUTE);
        assertThat(b.get("enormous")).contains(seconds);
    }

    @Test
    void aNegativeTimeToLiveIsRefusedAndChangesNothing() throws Exception {
        a.put("negative", 1);
        assertThatThrownBy(() -> a.put("negative", 2, SECOND.negated()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a time to live of zero or more, got: PT-1S");
        assertThat(a.get("negative")).contains(1);
    }
    // endregion

    // region what is refused
    @Test
    void aNullIsRefusedByName() {
        assertThatThrownBy(() -> a.put(null, 1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a key, got null");
        assertThatThrownBy(() -> a.put("key", null)).hasMessageStartingWith("expected a value, got null");
        assertThatThrownBy(() -> a.put("key", 1, null)).hasMessageStartingWith("expected a time to live, got null");
        assertThatThrownBy(() -> a.get(null)).hasMessage("expected a key, got null");
        assertThatThrownBy(() -> a.remove(null)).hasMessage("expected a key, got null");
    }

    @Test
    void aTimeoutOfZeroIsRefused() {
        assertThatThrownBy(() -> a.put("key", 1, SECOND, Reach.LOCAL, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a timeout above zero, got: PT0S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a*"})
    void aNameThatCouldBeMistakenForAnotherIsRefused(String name) {
        assertThatThrownBy(() -> ClusterCache.create(name, SECOND, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got: " + name);
    }

    @Test
    void thereIsSomeTimeBetweenTwoSweeps() {
        assertThatThrownBy(() -> ClusterCache.create("name", Duration.ZERO, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected more than zero between two sweeps, got: PT0S");
    }
    // endregion

    // region how much
    @Test
    void aBucketThatIsFullTakesNothingMoreUntilSomethingGoes() throws Exception {
        String large = "x".repeat(30_000);
        a.put(neighbor("full", 0), large);
        a.put(neighbor("full", 1), large);
        assertThatThrownBy(() -> a.put(neighbor("full", 2), large))
                .isInstanceOf(FullException.class)
                .hasMessageContaining("of cache test");
        assertThat(a.get(neighbor("full", 2))).isEmpty();
        a.put(neighbor("full", 1), large + 'x');
        a.remove(neighbor("full", 0));
        a.put(neighbor("full", 2), large);
        assertThat(a.get(neighbor("full", 2))).contains(large);
        a.remove(neighbor("full", 1));
        a.remove(neighbor("full", 2));
    }
    // endregion

    @Test
    void aMajorityHasAPutWhenItIsConfirmed() throws Exception {
        Outcome outcome = a.put("majority", 2, Ttl.INFINITY, Reach.MAJORITY, Duration.ofSeconds(20));
        assertThat(outcome).isEqualTo(Outcome.CONFIRMED);
        assertThat(a.get("majority")).contains(2);
    }
}
