package otp.termscache.akka.cluster;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster of three nodes, the same for all tests of all classes. Each test has keys of its own, and leaves all nodes connected. */
@ExtendWith(Nodes.Shared.class)
abstract class ThreeNodes {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static Instant today = Nodes.START;

    TestNode a;
    TestNode b;
    TestNode c;

    /** Each test has a day of its own, that is later than all stamps so far. */
    @BeforeEach
    void beginADay(Nodes nodes) {
        a = nodes.a();
        b = nodes.b();
        c = nodes.c();
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
