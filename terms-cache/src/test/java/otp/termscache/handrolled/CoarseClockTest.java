package otp.termscache.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.termscache.Ttl;

class CoarseClockTest {
    private static final long SECOND = 1_000_000_000;

    private final ManualClock time = new ManualClock();
    private final Node node = Node.start(time);
    private final CompletableFuture<CoarseClock> started = new CompletableFuture<>();
    private final Pid keeper = node.spawn(() -> {
        started.complete(CoarseClock.start());
        Processes.receive(_ -> null);
    });
    private final CoarseClock clock = started.join();

    @AfterEach
    void close() {
        node.close();
    }

    /** Between two ticks and at them, at every millisecond around the end. */
    @Test
    void itIsAsExactAsTheClockItself() {
        time.advance(Duration.ofSeconds(1).minusMillis(250));
        for (int i = 0; i < 500; i++) {
            assertThat(clock.isOver(SECOND)).as("at " + time.now()).isEqualTo(time.now() >= SECOND);
            time.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void whatNeverEndsIsNeverOver() {
        assertThat(clock.isOver(Ttl.NEVER)).isFalse();
        time.advance(Duration.ofDays(1));
        assertThat(clock.isOver(Ttl.NEVER)).isFalse();
    }

    @Test
    void itStopsWithTheProcessThatHasStartedItAndStaysExact() throws Exception {
        node.exit(keeper, ExitReason.KILL);
        node.awaitRest(Duration.ofSeconds(10));
        assertThat(time.waiting()).as("alarms").isZero();
        assertThat(clock.isOver(SECOND)).isFalse();
        assertThat(clock.isOver(Ttl.NEVER)).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(clock.isOver(SECOND)).isTrue();
    }
}
