package otp.termscache.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.termscache.akka.cluster.TestNode.awaitAgreement;
import static otp.termscache.akka.cluster.TestNode.awaitValue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otp.termscache.Ttl;

/** One node of three dies, or is given up, and comes back as a new one. */
class LostNodeTest {
    private static final String GIVE_UP_SOON = """
            akka.cluster {
              failure-detector.acceptable-heartbeat-pause = 2s
              split-brain-resolver.stable-after = 1s
              split-brain-resolver.down-all-when-unstable = off
            }
            """;

    private static TestNode a;
    private static TestNode b;
    private static TestNode c;

    @BeforeAll
    static void start() throws Exception {
        Nodes nodes = Nodes.start(GIVE_UP_SOON);
        a = nodes.a();
        b = nodes.b();
        c = nodes.c();
    }

    @AfterAll
    static void stop() {
        new Nodes(a, b, c).close();
    }

    @Test
    void aNodeThatDiesIsMissedByNobodyAndLearnsEverythingWhenItIsBack() throws Exception {
        a.put("removed meanwhile", 1);
        c.put("of the dead", 1);
        awaitValue("removed meanwhile", 1, b, c);
        awaitValue("of the dead", 1, a, b);
        c.put("confirmed in its last moment", 1, Ttl.INFINITY, Reach.MAJORITY, Duration.ofSeconds(20));
        c.die();
        assertThat(a.get("of the dead")).contains(1);
        assertThat(b.get("of the dead")).contains(1);
        awaitValue("confirmed in its last moment", 1, a, b);
        a.put("put meanwhile", 1);
        a.remove("removed meanwhile");

        c = c.again();
        assertThat(c.get("of the dead")).as("it begins with nothing").isEmpty();
        c.join(a);
        c.awaitMembers(3);
        for (String key : new String[] {"of the dead", "put meanwhile", "removed meanwhile"}) {
            awaitAgreement(key, a, b, c);
        }
        assertThat(c.get("of the dead")).contains(1);
        assertThat(c.get("put meanwhile")).contains(1);
        assertThat(c.get("removed meanwhile")).isEmpty();
        c.put("of the new", 1);
        awaitValue("of the new", 1, a, b);
    }

    @Test
    void aNodeThatIsGivenUpEndsAndWhatItAloneHadIsLost() throws Exception {
        a.put("before", 1);
        awaitValue("before", 1, c);
        c.cutFrom(a, b);
        assertThat(c.put("only there", 1)).isEqualTo(Outcome.CONFIRMED);
        assertThat(c.get("only there")).contains(1);
        c.system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> c.get("before"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("expected a running cache, got the table of one that has stopped");
        comeBack();
        awaitAgreement("only there", a, b, c);
        assertThat(c.get("only there")).isEmpty();
        awaitValue("before", 1, a, b, c);
    }

    private void comeBack() throws Exception {
        c = c.again();
        c.join(a);
        c.awaitMembers(3);
    }
}
