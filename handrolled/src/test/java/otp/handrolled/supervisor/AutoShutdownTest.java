package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Message;

class AutoShutdownTest extends SupervisorTest {
    private static final Flags ANY = Flags.oneForOne().withAutoShutdown(AutoShutdown.ANY_SIGNIFICANT);
    private static final Flags ALL = Flags.oneForOne().withAutoShutdown(AutoShutdown.ALL_SIGNIFICANT);

    private ChildSpec significant(String id, Restart restart) {
        return worker(id, restart).withSignificant(true);
    }

    private static void assertShutDown(Ref monitor) {
        assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
    }

    private static void assertRuns(ServerRef<Message> supervisor) {
        settle(supervisor);
        assertThat(isAlive(supervisor.pid())).isTrue();
    }

    @Test
    @Tag("S24")
    void anySignificantTransientChildThatEndsInOrderStopsAllAndTheSupervisorExitsWithShutdown() throws Exception {
        asProcess(() -> {
            for (ExitReason reason :
                    List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, new ExitReason.ShutdownWith("done"))) {
                var supervisor = supervise(
                        ANY, worker("a"), significant("b", Restart.TRANSIENT), significant("c", Restart.TRANSIENT));
                var monitor = monitor(supervisor.pid());
                journal();
                end(supervisor, "b", reason);
                assertShutDown(monitor);
                assertThat(journal()).containsExactly("stop b " + reason, "stop c shutdown", "stop a shutdown");
            }
        });
    }

    @Test
    @Tag("S24")
    void anySignificantTemporaryChildThatEndsInWhateverWayDoesSoToo() throws Exception {
        asProcess(() -> {
            for (ExitReason reason : List.of(ExitReason.NORMAL, BOOM)) {
                var supervisor = supervise(ANY, worker("a"), significant("b", Restart.TEMPORARY));
                var monitor = monitor(supervisor.pid());
                end(supervisor, "b", reason);
                assertShutDown(monitor);
            }
        });
    }

    @Test
    @Tag("S24")
    void allSignificantWaitsForTheLastOne() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    ALL, worker("a"), significant("b", Restart.TRANSIENT), significant("c", Restart.TEMPORARY));
            var monitor = monitor(supervisor.pid());
            end(supervisor, "b", ExitReason.NORMAL);
            assertRuns(supervisor);
            end(supervisor, "c", BOOM);
            assertShutDown(monitor);
        });
    }

    @Test
    @Tag("S24")
    void anInsignificantChildMayEndAsItLikes() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(ANY, worker("a", Restart.TEMPORARY), significant("b", Restart.TRANSIENT));
            end(supervisor, "a", BOOM);
            assertRuns(supervisor);
        });
    }

    @Test
    @Tag("S25")
    void aSignificantTransientChildThatCrashesIsRestartedAndNothingIsShutDown() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(ANY, significant("a", Restart.TRANSIENT));
            end(supervisor, "a", BOOM);
            assertThat(child(supervisor, "a").status()).isEqualTo(ChildStatus.RUNNING);
        });
    }

    @Test
    @Tag("S25")
    void terminateChildShutsNothingDown() throws Exception {
        asProcess(() -> {
            for (Flags flags : List.of(ANY, ALL)) {
                var supervisor = supervise(flags, significant("a", Restart.TRANSIENT));
                Supervisor.terminateChild(supervisor, "a");
                assertRuns(supervisor);
            }
        });
    }

    @Test
    @Tag("S25")
    void oneThatWasTerminatedNoLongerCountsAmongAllSignificant() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(ALL, significant("a", Restart.TRANSIENT), significant("b", Restart.TRANSIENT));
            var monitor = monitor(supervisor.pid());
            Supervisor.terminateChild(supervisor, "a");
            end(supervisor, "b", ExitReason.NORMAL);
            assertShutDown(monitor);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_FOR_ALL", "REST_FOR_ONE"})
    @Tag("S25")
    void aDeathThatASiblingsRestartBringsAboutShutsNothingDown(Strategy strategy) throws Exception {
        asProcess(() -> {
            var supervisor = supervise(
                    Flags.of(strategy).withAutoShutdown(AutoShutdown.ANY_SIGNIFICANT),
                    worker("a"),
                    significant("b", Restart.TEMPORARY));
            end(supervisor, "a", BOOM);
            assertRuns(supervisor);
            assertThat(ids(supervisor)).containsExactly("a");
        });
    }

    @Test
    @Tag("S26")
    void theShutdownGoesOnThroughASignificantTransientSupervisor() throws Exception {
        asProcess(() -> {
            var inner = Supervisor.childSpec("inner", List.of(significant("a", Restart.TRANSIENT)), ANY.named("inner"))
                    .withRestart(Restart.TRANSIENT)
                    .withSignificant(true);
            var outer = supervise(ANY, worker("b"), inner);
            var monitor = monitor(outer.pid());
            journal();
            end(ServerRef.named("inner"), "a", ExitReason.NORMAL);
            assertShutDown(monitor);
            assertThat(journal()).containsExactly("stop a normal", "stop b shutdown");
        });
    }
}
