package otp.termscache.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.termscache.akka.cluster.TestNode.awaitAgreement;
import static otp.termscache.akka.cluster.TestNode.awaitNothing;
import static otp.termscache.akka.cluster.TestNode.awaitValue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import otp.termscache.Ttl;

/** One node of three is cut off for a while, and not given up. */
class CutOffTest extends ThreeNodes {
    @AfterEach
    void mend() throws Exception {
        c.reconnectTo(a, b);
        b.reconnectTo(a);
    }

    /** Mends the network, and waits until all have heard all. */
    private void exchange(String key) throws Exception {
        mend();
        awaitAgreement(key, a, b, c);
    }

    /** What all three have, now. */
    private void assertAllHave(Object value, String key) {
        assertThat(List.of(a.get(key), b.get(key), c.get(key))).containsOnly(Optional.of(value));
    }

    @Test
    void eachSideGoesOnAndSeesItsOwn() throws Exception {
        c.cutFrom(a, b);
        a.put("sides", "left");
        c.put("sides", "right");
        awaitValue("sides", "left", a, b);
        awaitValue("sides", "right", c);
    }

    @Test
    void ofTwoPutsTheOneWithTheLaterClockWinsEverywhere() throws Exception {
        c.cutFrom(a, b);
        c.now = c.now.plus(MINUTE);
        c.put("both", "clock ahead, put first");
        a.put("both", "clock behind, put last");
        exchange("both");
        assertAllHave("clock ahead, put first", "both");
    }

    @Test
    void ofAPutAndARemoveThePutWinsAlsoIfTheRemoveCameLater() throws Exception {
        a.put("add wins", 1);
        awaitValue("add wins", 1, a, b, c);
        c.cutFrom(a, b);
        c.put("add wins", 2);
        pass(MINUTE);
        a.remove("add wins");
        exchange("add wins");
        assertAllHave(2, "add wins");
    }

    @Test
    void aRemovedKeyStaysRemovedWhenTheNodeThatStillHasItIsBack() throws Exception {
        a.put("gone", 1);
        awaitValue("gone", 1, a, b, c);
        c.cutFrom(a, b);
        a.remove("gone");
        awaitNothing("gone", a, b);
        assertThat(c.get("gone")).contains(1);
        exchange("gone");
        assertThat(a.get("gone")).isEmpty();
        assertThat(b.get("gone")).isEmpty();
        assertThat(c.get("gone")).isEmpty();
    }

    @Test
    void aKeyThatIsRemovedAndPutAgainKeepsItsNewValueAlsoIfTheOldOneHasALaterClock() throws Exception {
        c.now = c.now.plus(MINUTE);
        c.put("replaced", "old, clock ahead");
        awaitValue("replaced", "old, clock ahead", a, b, c);
        c.cutFrom(a, b);
        a.remove("replaced");
        a.put("replaced", "new, clock behind");
        exchange("replaced");
        assertAllHave("new, clock behind", "replaced");
    }

    @Test
    void aRemoveTakesAwayOnlyWhatItsNodeHasSeen() throws Exception {
        c.cutFrom(a, b);
        a.put("unseen", 1);
        c.remove("unseen");
        exchange("unseen");
        assertAllHave(1, "unseen");
    }

    @Test
    void aPutThatNoMajorityConfirmsIsSaidToBeSoAndGetsThereAllTheSame() throws Exception {
        c.cutFrom(a, b);
        Outcome outcome = c.put("alone", 1, Ttl.INFINITY, Reach.MAJORITY, Duration.ofMillis(100));
        assertThat(outcome).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(c.get("alone")).contains(1);
        exchange("alone");
        assertAllHave(1, "alone");
    }

    /** It may be asked of the node that is cut off first, and of the other one only after a fifth of the timeout. */
    @Test
    void theLargerSideStillHasAMajority() throws Exception {
        c.cutFrom(a, b);
        Outcome outcome = a.put("two of three", 1, Ttl.INFINITY, Reach.MAJORITY, Duration.ofSeconds(5));
        assertThat(outcome).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aBucketThatThreeNodesHaveFilledAloneStillFitsIntoAMessage() throws Exception {
        c.cutFrom(a, b);
        b.cutFrom(a);
        int entries = fill(a, 0) + fill(b, 1) + fill(c, 2);
        exchange("filled");
        assertThat(a.entriesBeside("filled")).isEqualTo(entries).isGreaterThan(90);
        for (int i = 0; a.entriesBeside("filled") > 0; i++) {
            a.remove(neighbor("filled", i));
        }
        awaitAgreement("filled", a, b, c);
    }

    /** Puts what cannot be compressed until there is no room. */
    private static int fill(TestNode node, int first) throws Exception {
        Random random = new Random(first);
        for (int count = 0; ; count++) {
            byte[] bytes = new byte[2_000];
            random.nextBytes(bytes);
            try {
                node.put(neighbor("filled", first + 3 * count), bytes);
            } catch (FullException full) {
                return count;
            }
        }
    }
}
