package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ConnectionOptions OPTIONS = ConnectionOptions.of(new RedisUri("h", 6379));

    @Test
    @Tag("X9")
    void theWaitGrowsByHalfUpToTheCap() {
        var waits = Stream.iterate(Backoff.DEFAULT.initial(), Backoff.DEFAULT::after)
                .limit(13);
        assertThat(waits.map(Duration::toMillis))
                .containsExactly(
                        500L, 750L, 1125L, 1688L, 2532L, 3798L, 5697L, 8546L, 12819L, 19229L, 28844L, 30000L, 30000L);
    }

    @Test
    @Tag("X9")
    void withoutACapTheWaitGrowsOn() {
        assertThat(new Backoff(SECOND, null).after(Duration.ofDays(1))).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void aCapBelowTheFirstWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(SECOND, Duration.ofMillis(999)))
                .withMessage("The longest wait (PT0.999S) is shorter than the first (PT1S)");
    }

    @Test
    void aFirstWaitOfZeroIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, SECOND));
    }

    @Test
    void aTimeoutOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withConnectTimeout(Duration.ZERO))
                .withMessage("connectTimeout is more than zero, not PT0S");
    }

    @Test
    void aHealthCheckWithoutTimeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withHealthCheck(Duration.ZERO))
                .withMessage("healthCheckInterval is more than zero, not PT0S");
    }

    @Test
    void anErrorOfTheServerBeginsWithItsCode() {
        assertThat(new CommandException("WRONGTYPE Operation against a key").code())
                .isEqualTo("WRONGTYPE");
        assertThat(new CommandException("ERR").code()).isEqualTo("ERR");
    }
}
