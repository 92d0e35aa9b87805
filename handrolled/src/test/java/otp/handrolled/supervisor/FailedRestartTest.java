package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Refusal;

class FailedRestartTest extends SupervisorTest {
    /** A worker that starts, and after its first end fails so many times before it starts again. */
    private ChildSpec failing(String id, int times) {
        var starts = new AtomicInteger();
        return GenServer.childSpec(
                id,
                () -> Scripted.withInit(() -> {
                    int start = starts.getAndIncrement();
                    boolean fails = start >= 1 && start <= times;
                    note((fails ? "fail " : "start ") + id);
                    return fails ? Init.stop(BOOM) : Init.ok(id);
                }),
                Options.NONE);
    }

    @Test
    @Tag("S11")
    void aRestartThatFailsIsTriedAgainUntilItSucceeds() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), failing("a", 3));
            journal();
            end(supervisor, "a", ExitReason.NORMAL);
            while (child(supervisor, "a").status() == ChildStatus.RESTARTING) {
                // There is at least one try between two answers.
            }
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RUNNING);
            assertThat(journal()).containsExactly("fail a", "fail a", "fail a", "start a");
        });
    }

    @Test
    @Tag("S11")
    void eachTryCostsOneUnit() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(3, SECOND), failing("a", 100));
            var monitor = monitor(supervisor.pid());
            journal();
            end(supervisor, "a", ExitReason.NORMAL);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(journal()).containsExactly("fail a", "fail a", "fail a");
        });
    }

    @Test
    @Tag("S11")
    void theSupervisorAnswersWhileItTries() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"), worker("b"));
            letFail("a");
            end(supervisor, "a", BOOM);
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RESTARTING);
            assertThat(child(supervisor, "a").pid()).isEmpty();
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new Supervisor.ChildCount(2, 1, 0, 2));
            assertThat(failure(Supervisor.restartChild(supervisor, "a"))).isEqualTo(Refusal.RESTARTING);
            assertThat(Supervisor.deleteChild(supervisor, "a")).contains(Refusal.RESTARTING);
            assertThat(failure(Supervisor.startChild(supervisor, worker("a")))).isEqualTo(Refusal.ALREADY_PRESENT);
            letStart("a");
            while (child(supervisor, "a").status() == ChildStatus.RESTARTING) {
                // There is at least one try between two answers.
            }
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RUNNING);
        });
    }

    @Test
    @Tag("S11")
    @Tag("S20")
    void terminateChildEndsTheTries() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"));
            letFail("a");
            end(supervisor, "a", BOOM);
            assertThat(Supervisor.terminateChild(supervisor, "a")).isEmpty();
            journal();
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.STOPPED);
            settle(supervisor);
            assertThat(journal()).isEmpty();
            assertThat(Supervisor.deleteChild(supervisor, "a")).isEmpty();
        });
    }

    @Test
    @Tag("S11")
    void aSupervisorCanBeStoppedWhileItTries() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"));
            letFail("a");
            end(supervisor, "a", BOOM);
            Supervisor.stop(supervisor);
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S14")
    void aChildThatAsksToBeIgnoredOnItsRestartIsStopped() throws Exception {
        asProcess(() -> {
            var starts = new AtomicInteger();
            var once = GenServer.childSpec(
                    "once",
                    () -> Scripted.withInit(() -> starts.getAndIncrement() == 0 ? Init.ok("") : Init.ignore()),
                    Options.NONE);
            var supervisor = supervise(Flags.oneForOne(), once);
            end(supervisor, "once", BOOM);
            assertThat(child(supervisor, "once").status()).isEqualTo(ChildStatus.STOPPED);
        });
    }

    @Test
    @Tag("S12")
    void oneForAllStopsThoseThatHadStartedAndTriesTheWholeSetAgain() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ALL), worker("a"), failing("b", 1), worker("c"));
            journal();
            end(supervisor, "c", BOOM);
            while (Supervisor.countChildren(supervisor).active() < 3) {
                // There is at least one try between two answers.
            }
            assertThat(journal())
                    .containsExactly(
                            "stop c boom",
                            "stop a shutdown",
                            "start a",
                            "fail b",
                            "stop a shutdown",
                            "start a",
                            "start b",
                            "start c");
        });
    }

    @Test
    @Tag("S12")
    void betweenTheTriesThoseThatHadStartedRunAndThoseAfterTheFailedOneAreStopped() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ALL), worker("a"), worker("b"), worker("c"));
            letFail("b");
            end(supervisor, "c", BOOM);
            assertThat(Supervisor.whichChildren(supervisor))
                    .extracting(Supervisor.ChildInfo::status)
                    .containsExactly(ChildStatus.STOPPED, ChildStatus.RESTARTING, ChildStatus.RUNNING);
        });
    }

    @Test
    @Tag("S13")
    void restForOneGoesOnWithTheOneThatFailedAndKeepsThoseThatHadStarted() throws Exception {
        asProcess(() -> {
            var supervisor =
                    supervise(plenty(Strategy.REST_FOR_ONE), worker("a"), worker("b"), failing("c", 2), worker("d"));
            Pid a = pidOf(supervisor, "a");
            journal();
            end(supervisor, "b", BOOM);
            Pid b = pidOf(supervisor, "b");
            while (Supervisor.countChildren(supervisor).active() < 4) {
                // There is at least one try between two answers.
            }
            assertThat(pidOf(supervisor, "a")).isEqualTo(a);
            assertThat(pidOf(supervisor, "b")).isEqualTo(b);
            assertThat(journal())
                    .containsExactly(
                            "stop b boom", "stop d shutdown", "start b", "fail c", "fail c", "start c", "start d");
        });
    }

    @Test
    @Tag("S11")
    @Tag("S8")
    void theBudgetIsSharedByAllChildrenAndAllTries() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    Flags.oneForOne().withBudget(3, Duration.ofSeconds(5)),
                    worker("a", Restart.TRANSIENT),
                    failing("b", 2));
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            end(supervisor, "b", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S19")
    void aFailedStartChildLeavesNothing() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne());
            letFail("a");
            var spec = worker("a");
            assertThat(Supervisor.startChild(supervisor, spec))
                    .isEqualTo(new OnStart.Failed<>(new SupervisorError.ChildNotStarted(BOOM, spec).asReason()));
            assertThat(Supervisor.whichChildren(supervisor)).isEqualTo(List.of());
            assertThat(Supervisor.getChildSpec(supervisor, "a")).isEqualTo(Optional.empty());
            assertThat(log.messages()).noneMatch(line -> line.contains("failed to start"));
        });
    }
}
