package otp.termscache.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.cluster.UniqueAddress;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.SelfUniqueAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Akka's LWWMap makes of two changes of which neither knows of the other. No network in it: a merge is a function. */
class ConflictTest {
    private static final SelfUniqueAddress A = node("a");
    private static final SelfUniqueAddress B = node("b");
    private static final LWWMap<String, String> EMPTY = LWWMap.create();

    @Test
    void ofTwoPutsTheOneWithTheHigherStampWins() {
        var a = put(A, EMPTY, "early", 1);
        var b = put(B, EMPTY, "late", 2);
        assertMergedTo(Map.of("key", "late"), a, b);
    }

    @Test
    void ofTwoPutsWithOneStampThatOfTheNodeWithTheLowerAddressWins() {
        var a = put(A, EMPTY, "of a", 1);
        var b = put(B, EMPTY, "of b", 1);
        assertMergedTo(Map.of("key", "of a"), a, b);
    }

    @Test
    void ofAPutAndARemoveThePutWins() {
        var both = put(A, EMPTY, "old", 1);
        var a = put(A, both, "new", 2);
        var b = both.remove(B, "key");
        assertMergedTo(Map.of("key", "new"), a, b);
    }

    @Test
    void aRemoveTakesAwayWhatItHasSeen() {
        var a = put(A, EMPTY, "old", 1);
        var b = a.remove(B, "key");
        assertMergedTo(Map.of(), a, b);
    }

    /** Nothing is left of a key that was removed, no stamp either: this is why {@link Stamps} remember. */
    @Test
    void anOldValueWithAHigherStampComesBackInANewPutOfARemovedKey() {
        var a = put(A, EMPTY, "old, clock ahead", 2);
        var b = put(B, a.remove(B, "key"), "new, clock behind", 1);
        assertMergedTo(Map.of("key", "old, clock ahead"), a, b);
    }

    @Test
    void aStampIsHigherThanAllThatWereSeenThoughTheClockIsBehind() {
        Stamps stamps = new Stamps(() -> Instant.EPOCH);
        stamps.seen(1_000);
        assertThat(stamps.next()).isEqualTo(1_001);
        assertThat(stamps.next()).isEqualTo(1_002);
    }

    @Test
    void aStampFollowsTheClockThatIsAhead() {
        Stamps stamps = new Stamps(() -> Instant.ofEpochSecond(1, 5));
        stamps.seen(1_000);
        assertThat(stamps.next()).isEqualTo(1_000_000_005);
    }

    @Test
    void anEntryIsLaterThanTheOneItReplacesAndOtherwiseAsItWas() {
        Wire wire = new Wire(1, "", new byte[0]);
        Entry early = new Entry(5, 100, wire, null);
        Entry late = new Entry(9, 200, wire, null);
        assertThat(early.laterThan(late)).isEqualTo(new Entry(10, 100, wire, null));
        assertThat(early.laterThan(early).stamp).isEqualTo(6);
        assertThat(late.laterThan(early)).isSameAs(late);
    }

    private static LWWMap<String, String> put(
            SelfUniqueAddress node, LWWMap<String, String> map, String value, long stamp) {
        return map.resetDelta().put(node, "key", value, (_, _) -> stamp);
    }

    private static void assertMergedTo(
            Map<String, String> expected, LWWMap<String, String> one, LWWMap<String, String> other) {
        assertThat(one.merge(other).getEntries()).isEqualTo(expected);
        assertThat(other.merge(one).getEntries()).isEqualTo(expected);
    }

    private static SelfUniqueAddress node(String host) {
        return new SelfUniqueAddress(new UniqueAddress(new Address("akka", "system", host, 1), 1L));
    }
}
