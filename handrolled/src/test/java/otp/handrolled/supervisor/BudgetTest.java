package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.ChildStatus;

class BudgetTest extends SupervisorTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Flags THREE_IN_FIVE_SECONDS = Flags.oneForOne();

    @Test
    @Tag("S9")
    @Tag("B36")
    void theFourthRestartWithinFiveSecondsStopsTheChildrenAndTheSupervisorExitsWithShutdown() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(THREE_IN_FIVE_SECONDS, worker("a"), worker("b"), worker("c"));
            var monitor = monitor(supervisor.pid());
            for (int i = 0; i < 3; i++) {
                end(supervisor, "b", BOOM);
            }
            assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(3);
            journal();
            end(supervisor, "b", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(journal()).containsExactly("stop b boom", "stop c shutdown", "stop a shutdown");
            assertThat(node.processes()).containsExactly(self());
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("has reached its limit of 3 restarts in 5 s with child b"));
        });
    }

    @Test
    @Tag("S9")
    void aRestartExactlyOnePeriodAgoStillCounts() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(THREE_IN_FIVE_SECONDS.withBudget(1, PERIOD), worker("a"));
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            settle(supervisor);
            clock.advance(PERIOD);
            end(supervisor, "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S9")
    void aRestartMoreThanOnePeriodAgoIsForgottenAndTheWindowSlides() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(THREE_IN_FIVE_SECONDS.withBudget(2, PERIOD), worker("a"));
            for (int i = 0; i < 10; i++) {
                end(supervisor, "a", BOOM);
                settle(supervisor);
                clock.advance(Duration.ofSeconds(3)); // two of three restarts lie within any window of five seconds
            }
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RUNNING);
            end(supervisor, "a", BOOM);
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S9")
    void timeIsCountedInWholeSeconds() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(THREE_IN_FIVE_SECONDS.withBudget(1, PERIOD), worker("a"));
            clock.advance(Duration.ofMillis(999));
            end(supervisor, "a", BOOM); // in second 0
            settle(supervisor);
            clock.advance(Duration.ofMillis(5_001)); // to 6.000: 5.001 s later, but six whole seconds
            end(supervisor, "a", BOOM);
            settle(supervisor);
            clock.advance(Duration.ofMillis(5_999)); // to 11.999: 5.999 s later, but five whole seconds
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S10")
    void withABudgetOfZeroTheFirstCrashEndsTheSupervisor() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(0, PERIOD), worker("a"));
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S10")
    void anEndThatIsNoReasonToRestartCostsNothing() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    Flags.oneForOne().withBudget(0, PERIOD),
                    worker("a", Restart.TEMPORARY),
                    worker("b", Restart.TRANSIENT));
            end(supervisor, "a", BOOM);
            end(supervisor, "b", ExitReason.NORMAL);
            assertThat(Supervisor.countChildren(supervisor).specs()).isEqualTo(1);
        });
    }

    @Test
    @Tag("S10")
    void aTransientSupervisorThatHasSpentItsBudgetIsNotRestartedByItsParent() throws Exception {
        asProcess(() -> {
            var parent = superviseInner(Restart.TRANSIENT);
            var inner = child(parent, "inner").pid().orElseThrow();
            var monitor = monitor(inner);
            end(ServerRef.named("inner"), "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(child(parent, "inner").status()).isEqualTo(ChildStatus.STOPPED);
        });
    }

    @Test
    @Tag("S10")
    void aPermanentSupervisorThatHasSpentItsBudgetIsRestartedByItsParentWithAFreshOne() throws Exception {
        asProcess(() -> {
            var parent = superviseInner(Restart.PERMANENT);
            for (int i = 0; i < 2; i++) {
                var inner = pidOf(parent, "inner");
                var monitor = monitor(inner);
                end(ServerRef.named("inner"), "a", BOOM);
                assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
                assertThat(pidOf(parent, "inner")).isNotEqualTo(inner);
            }
        });
    }

    private ServerRef<Supervisor.Message> superviseInner(Restart restart) {
        var inner = Supervisor.childSpec(
                "inner",
                List.of(worker("a")),
                Flags.oneForOne().withBudget(0, PERIOD).named("inner"));
        return supervise(Flags.oneForOne(), inner.withRestart(restart));
    }

    @Test
    @Tag("S9")
    void theRingDecidesAsOtpsListDoesWhateverTheBudgetAndWheneverTheRestarts() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int maxRestarts = random.nextInt(40);
            var period = Duration.ofSeconds(1 + random.nextInt(10));
            var budget = new RestartBudget(clock, Flags.oneForOne().withBudget(maxRestarts, period));
            var list = new ArrayList<Long>();
            for (int restart = 0; restart < 200; restart++) {
                clock.advance(Duration.ofMillis(random.nextInt(600)));
                long now = Duration.ofNanos(clock.now()).toSeconds();
                list.removeIf(instant -> instant < now - period.toSeconds());
                list.add(now);
                boolean allowed = list.size() <= maxRestarts;
                assertThat(budget.allowsOneMore())
                        .as("seed %d, round %d, restart %d", seed, round, restart)
                        .isEqualTo(allowed);
                if (!allowed) {
                    break;
                }
            }
        }
    }
}
