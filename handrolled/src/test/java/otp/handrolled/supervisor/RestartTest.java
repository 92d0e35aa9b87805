package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.supervisor.Supervisor.ChildStatus;

class RestartTest extends SupervisorTest {
    private static final List<ExitReason> ORDERLY =
            List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, new ExitReason.ShutdownWith("done"));
    private static final List<ExitReason> DISORDERLY = List.of(BOOM, ExitReason.term("Normal"), ExitReason.KILLED);

    static Stream<Arguments> restarted() {
        return Stream.concat(
                Stream.concat(ORDERLY.stream(), DISORDERLY.stream())
                        .map(reason -> Arguments.of(Restart.PERMANENT, reason)),
                DISORDERLY.stream().map(reason -> Arguments.of(Restart.TRANSIENT, reason)));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("restarted")
    @Tag("S3")
    @Tag("B35")
    void isStartedAgainAsANewProcess(Restart restart, ExitReason reason) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a", restart));
            Pid before = pidOf(supervisor, "a");
            end(before, reason);
            assertThat(pidOf(supervisor, "a")).isNotEqualTo(before);
            assertThat(journal()).containsExactly("start a", "stop a " + reason, "start a");
        });
    }

    @ParameterizedTest(name = "after {0}")
    @MethodSource("orderly")
    @Tag("S3")
    @Tag("B35")
    void aTransientChildThatEndsInOrderIsNotStartedAgainButItsSpecIsKept(ExitReason reason) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a", Restart.TRANSIENT));
            end(supervisor, "a", reason);
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.STOPPED);
            assertThat(log.lines()).isEmpty();
            assertThat(Supervisor.restartChild(supervisor, "a").get()).isEqualTo(pidOf(supervisor, "a"));
        });
    }

    static Stream<ExitReason> orderly() {
        return ORDERLY.stream();
    }

    static Stream<ExitReason> anyReason() {
        return Stream.concat(ORDERLY.stream(), DISORDERLY.stream());
    }

    @ParameterizedTest(name = "after {0}")
    @MethodSource("anyReason")
    @Tag("S3")
    void aTemporaryChildIsNeverStartedAgainAndItsSpecIsDropped(ExitReason reason) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne().withBudget(0, SECOND), worker("a", Restart.TEMPORARY));
            end(supervisor, "a", reason);
            assertThat(Supervisor.whichChildren(supervisor)).isEmpty();
        });
    }

    @Test
    @Tag("S3")
    void aKilledChildIsStartedAgain() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a", Restart.TRANSIENT));
            Pid before = pidOf(supervisor, "a");
            exit(before, ExitReason.KILL);
            assertThat(pidOf(supervisor, "a")).isNotEqualTo(before);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_FOR_ALL", "REST_FOR_ONE"})
    @Tag("S4")
    void aTemporaryChildThatASiblingsRestartStopsIsNotBroughtBackAndCostsNothing(Strategy strategy) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    Flags.of(strategy).withBudget(1, SECOND),
                    worker("a"),
                    worker("bystander", Restart.TEMPORARY),
                    worker("c"));
            journal();
            end(supervisor, "a", BOOM);
            assertThat(ids(supervisor)).containsExactly("c", "a");
            assertThat(journal())
                    .containsExactly("stop a boom", "stop c shutdown", "stop bystander shutdown", "start a", "start c");
        });
    }

    @Test
    @Tag("S5")
    void oneForOneRestartsTheChildThatEndedAndNoOther() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"), worker("b"), worker("c"));
            Pid a = pidOf(supervisor, "a");
            Pid b = pidOf(supervisor, "b");
            Pid c = pidOf(supervisor, "c");
            end(b, BOOM);
            assertThat(pidOf(supervisor, "a")).isEqualTo(a);
            assertThat(pidOf(supervisor, "b")).isNotEqualTo(b);
            assertThat(pidOf(supervisor, "c")).isEqualTo(c);
            assertThat(ids(supervisor)).containsExactly("c", "b", "a");
        });
    }

    @Test
    @Tag("S6")
    void oneForAllStopsTheOthersInReverseAndStartsAllInOrder() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForAll(), worker("a"), worker("b"), worker("c"));
            journal();
            end(supervisor, "b", BOOM);
            assertThat(ids(supervisor)).containsExactly("c", "b", "a");
            assertThat(journal())
                    .containsExactly(
                            "stop b boom", "stop c shutdown", "stop a shutdown", "start a", "start b", "start c");
        });
    }

    @Test
    @Tag("S6")
    void oneForAllLeavesAllAloneWhenATransientChildEndsInOrder() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForAll(), worker("a"), worker("b", Restart.TRANSIENT));
            Pid a = pidOf(supervisor, "a");
            end(supervisor, "b", ExitReason.NORMAL);
            assertThat(pidOf(supervisor, "a")).isEqualTo(a);
            assertThat(isAlive(a)).isTrue();
        });
    }

    @Test
    @Tag("S6")
    void oneForAllStartsAlsoThoseThatWereStoppedByHand() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForAll(), worker("a"), worker("b"));
            Supervisor.terminateChild(supervisor, "a");
            end(supervisor, "b", BOOM);
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RUNNING);
        });
    }

    @Test
    @Tag("S7")
    void restForOneRestartsThoseStartedAfterAndLeavesThoseBefore() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.restForOne(), worker("a"), worker("b"), worker("c"), worker("d"));
            Pid a = pidOf(supervisor, "a");
            journal();
            end(supervisor, "b", BOOM);
            assertThat(pidOf(supervisor, "a")).isEqualTo(a);
            assertThat(ids(supervisor)).containsExactly("d", "c", "b", "a");
            assertThat(journal())
                    .containsExactly(
                            "stop b boom", "stop d shutdown", "stop c shutdown", "start b", "start c", "start d");
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("S8")
    void aCrashCostsOneUnitHoweverManyAreRestartedWithIt(Strategy strategy) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.of(strategy).withBudget(2, SECOND), worker("a"), worker("b"), worker("c"));
            var monitor = monitor(supervisor.pid());
            end(supervisor, "a", BOOM);
            end(supervisor, "a", BOOM);
            assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(3);
            end(supervisor, "a", BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }
}
