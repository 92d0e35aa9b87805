package otp.termscache.akka.cluster;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A cluster of three nodes, one for all tests of a class. Each test has keys of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ThreeNodes {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant today = Instant.parse("2026-01-01T00:00:00Z");

    TestNode a;
    TestNode b;
    TestNode c;

    /** Settings that go before the usual ones. */
    String settings() {
        return "";
    }

    @BeforeAll
    void start() throws Exception {
        a = TestNode.start(today, settings());
        b = TestNode.start(today, settings());
        c = TestNode.start(today, settings());
        TestNode.join(a, b, c);
    }

    @AfterAll
    void stop() throws Exception {
        a.die();
        b.die();
        c.die();
    }

    /** Each test has a day of its own, that is later than all stamps so far. */
    @BeforeEach
    void beginADay() {
        today = today.plus(Duration.ofDays(1));
        a.now = today;
        b.now = today;
        c.now = today;
    }

    /** Passes time on all nodes. */
    void pass(Duration time) {
        a.now = a.now.plus(time);
        b.now = b.now.plus(time);
        c.now = c.now.plus(time);
    }

    /** Another key in the same bucket. */
    static String neighbor(String key, int number) {
        int bucket = Buckets.of('s' + key);
        int found = 0;
        for (int i = 0; ; i++) {
            String other = key + '-' + i;
            if (Buckets.of('s' + other) == bucket && found++ == number) {
                return other;
            }
        }
    }
}
