package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    // A clock may begin anywhere, also just before it overflows.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    private Budget budget(int maxRestarts) {
        return Budget.on(now::get, maxRestarts, WINDOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    @Tag("S9")
    void itAllowsAsManyAsItSaysAndNotOneMore(int maxRestarts) {
        Budget budget = budget(maxRestarts);
        for (int restart = 1; restart <= maxRestarts; restart++) {
            budget = budget.spend("test");
        }
        Budget spent = budget;
        assertThatThrownBy(() -> spent.spend("a has failed"))
                .isInstanceOf(Budget.Exhausted.class)
                .hasMessage("expected at most " + maxRestarts
                        + " restarts within PT5S, and now one more is due: a has failed");
    }

    @Test
    @Tag("S9")
    void aRestartCountsUntilTheWindowHasPassed() {
        Budget spent = budget(1).spend("test");
        now.addAndGet(WINDOW.toNanos());
        assertThatThrownBy(() -> spent.spend("test")).isInstanceOf(Budget.Exhausted.class);
        now.addAndGet(1);
        spent.spend("test");
    }

    @Test
    void aNegativeNumberOfRestartsIsRefused() {
        assertThatThrownBy(() -> Budget.of(-1, WINDOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a number of restarts of 0 or more, got: -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aWindowThatIsNotAboveZeroIsRefused(Duration within) {
        assertThatThrownBy(() -> Budget.of(1, within))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a window of more than zero, got: " + within);
    }
}
