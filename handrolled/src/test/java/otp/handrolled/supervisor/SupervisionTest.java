package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.Message;

class SupervisionTest extends SupervisorTest {
    private static Supervision seen(ServerRef<?> supervisor) {
        return Supervision.of(supervisor.pid()).orElseThrow();
    }

    private static List<Integer> restartsOf(ServerRef<Message> supervisor, String... ids) {
        return Stream.of(ids)
                .map(id -> seen(supervisor).restartsOf(pidOf(supervisor, id)))
                .toList();
    }

    @Test
    void showsTheFlagsOfASupervisor() throws Exception {
        asProcess(() -> {
            Flags flags = Flags.restForOne().withBudget(7, Duration.ofSeconds(9));
            assertThat(seen(supervise(flags)).flags()).isEqualTo(flags);
        });
    }

    @Test
    void showsNothingOfAProcessThatIsNoSupervisor() throws Exception {
        asProcess(() -> assertThat(Supervision.of(self())).isEmpty());
    }

    @Test
    void showsNothingOfASupervisorThatIsDead() throws Exception {
        asProcess(() -> {
            Pid supervisor = supervise(Flags.oneForOne()).pid();
            var monitor = monitor(supervisor);
            exit(supervisor, ExitReason.KILL);
            downOf(monitor);
            assertThat(Supervision.of(supervisor)).isEmpty();
        });
    }

    @Test
    void isSeenByAThreadThatIsNoProcess() throws Exception {
        Pid supervisor = node.run(() -> {
            var started = supervise(Flags.oneForAll()).pid();
            unlink(started);
            return started;
        });
        assertThat(Supervision.of(supervisor).orElseThrow().flags().strategy()).isEqualTo(Strategy.ONE_FOR_ALL);
    }

    @Test
    void aSupervisorThatIsSuspendedIsSeenLikeAnyOther() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Sys.suspend(supervisor);
            assertThat(seen(supervisor).restarts()).isZero();
            Sys.resume(supervisor);
        });
    }

    @Test
    void aChildThatWasNeverStartedAgainHasNoRestarts() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            assertThat(restartsOf(supervisor, "a")).containsExactly(0);
        });
    }

    @Test
    void oneForOneCountsTheChildThatEnded() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"), worker("b"));
            end(supervisor, "a", BOOM);
            end(supervisor, "a", BOOM);
            assertThat(restartsOf(supervisor, "a", "b")).containsExactly(2, 0);
        });
    }

    @Test
    void oneForAllCountsAllChildrenAndOneRestartOfTheSupervisor() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ALL), worker("a"), worker("b"), worker("c"));
            end(supervisor, "b", BOOM);
            assertThat(restartsOf(supervisor, "a", "b", "c")).containsExactly(1, 1, 1);
            assertThat(seen(supervisor).restarts()).isEqualTo(1);
        });
    }

    @Test
    void restForOneCountsTheChildAndTheLaterOnes() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.REST_FOR_ONE), worker("a"), worker("b"), worker("c"));
            end(supervisor, "b", BOOM);
            assertThat(restartsOf(supervisor, "a", "b", "c")).containsExactly(0, 1, 1);
        });
    }

    @Test
    void anEndWithoutARestartCountsNothing() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a", Restart.TRANSIENT));
            end(supervisor, "a", ExitReason.NORMAL);
            settle(supervisor);
            assertThat(seen(supervisor).restarts()).isZero();
        });
    }

    @Test
    void eachFailedTryCountsForTheSupervisorAndOnlySuccessForTheChild() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"));
            letFail("a");
            end(supervisor, "a", BOOM);
            settle(supervisor);
            letStart("a");
            while (child(supervisor, "a").pid().isEmpty()) {
                settle(supervisor);
            }
            assertThat(restartsOf(supervisor, "a")).containsExactly(1);
            assertThat(seen(supervisor).restarts()).isGreaterThan(1);
        });
    }

    @Test
    void aChildStartedByHandKeepsItsCount() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"));
            end(supervisor, "a", BOOM);
            Supervisor.terminateChild(supervisor, "a");
            Supervisor.restartChild(supervisor, "a").get();
            assertThat(restartsOf(supervisor, "a")).containsExactly(1);
        });
    }

    @Test
    void aDynamicChildKeepsItsCountFromOneProcessToTheNext() throws Exception {
        asProcess(() -> {
            var supervisor =
                    DynamicSupervisor.startLink(plenty(Strategy.ONE_FOR_ONE)).get();
            Pid child = DynamicSupervisor.startChild(supervisor, worker("a")).get();
            for (int i = 0; i < 3; i++) {
                end(child, BOOM);
                child = DynamicSupervisor.whichChildren(supervisor)
                        .getFirst()
                        .pid()
                        .orElseThrow();
            }
            assertThat(seen(supervisor).restartsOf(child)).isEqualTo(3);
        });
    }

    @Test
    void nothingIsKeptOfProcessesThatAreGone() throws Exception {
        asProcess(() -> {
            var supervisor =
                    DynamicSupervisor.startLink(plenty(Strategy.ONE_FOR_ONE)).get();
            ChildSpec spec = worker("a", Restart.TRANSIENT);
            var gone = new ArrayList<Pid>();
            for (int i = 0; i < 3; i++) {
                Pid first = DynamicSupervisor.startChild(supervisor, spec).get();
                end(first, BOOM);
                Pid second = DynamicSupervisor.whichChildren(supervisor)
                        .getFirst()
                        .pid()
                        .orElseThrow();
                end(second, ExitReason.NORMAL);
                DynamicSupervisor.countChildren(supervisor);
                gone.addAll(List.of(first, second));
            }
            assertThat(gone)
                    .allSatisfy(
                            pid -> assertThat(seen(supervisor).restartsOf(pid)).isZero());
        });
    }
}
