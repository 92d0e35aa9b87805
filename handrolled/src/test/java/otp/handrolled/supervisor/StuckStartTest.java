package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.Message;
import otp.handrolled.supervisor.SupervisorError.FailedToStartChild;

/**
 * A start function that never returns, which is the one fault a supervisor cannot deal with itself: it runs in the supervisor.
 * So the supervisor waits, and with it whoever asks it for anything, until somebody kills it; a parent does that when the time
 * to shut down is up. A server whose {@code init} may hang is bounded by its own start timeout.
 */
class StuckStartTest extends SupervisorTest {
    /** Who waits in the start function, and what that had started before. */
    private record Stuck(Pid supervisor, Pid half) {}

    private final CompletableFuture<Stuck> stuck = new CompletableFuture<>();

    private ChildSpec neverReturns() {
        return ChildSpec.worker("stuck", () -> {
            stuck.complete(new Stuck(self(), spawnLink(() -> receive(_ -> null))));
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException killed) {
                throw new IllegalStateException(killed);
            }
            return new OnStart.Ignored<>();
        });
    }

    @Test
    @Tag("S1")
    void theStarterWaitsUntilTheSupervisorIsKilledAndNothingIsLeft() throws Exception {
        asProcess(() -> {
            var start = beside(() -> Supervisor.startLink(List.of(worker("a"), neverReturns()), Flags.oneForOne()));
            exit(stuck.get().supervisor(), ExitReason.KILL);
            assertThat(downOf(start.pid())).isIn(ExitReason.KILLED, ExitReason.NOPROC);
            awaitAlone();
        });
    }

    @Test
    @Tag("S19")
    void whoeverAsksTheSupervisorMeanwhileWaitsAndLearnsOfItsKill() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            var start = beside(() -> Supervisor.startChild(supervisor, neverReturns()));
            stuck.get();
            var question = beside(() -> Supervisor.whichChildren(supervisor));
            exit(supervisor.pid(), ExitReason.SHUTDOWN);
            assertThat(isAlive(supervisor.pid()))
                    .as("a shutdown is a message, which it comes to when the start function has returned")
                    .isTrue();
            assertThat(start.outcome()).isNotDone();
            exit(supervisor.pid(), ExitReason.KILL);
            assertThat(causeOf(start.exit())).isEqualTo(ExitReason.KILLED);
            assertThat(causeOf(question.exit())).isIn(ExitReason.KILLED, ExitReason.NOPROC);
        });
    }

    @Test
    @Tag("S15")
    void aParentKillsTheSupervisorWhenItsTimeToShutDownIsUpAndWhatWasHalfStartedGoesWithIt() throws Exception {
        asProcess(() -> {
            var inner = Supervisor.childSpec(
                            "inner", List.of(), Flags.oneForOne().named("inner"))
                    .withShutdown(new Shutdown.Within(SECOND));
            var outer = supervise(Flags.oneForOne(), inner);
            var start = beside(() -> Supervisor.startChild(ServerRef.<Message>named("inner"), neverReturns()));
            Pid half = stuck.get().half();
            var stop = beside(() -> {
                Supervisor.stop(outer);
                return "stopped";
            });
            clock.awaitWaiting(1);
            clock.advance(SECOND);
            assertThat(stop.get()).isEqualTo("stopped");
            assertThat(causeOf(start.exit())).isEqualTo(ExitReason.KILLED);
            assertThat(isAlive(half)).isFalse();
            assertThat(node.registered()).isEmpty();
        });
    }

    @Test
    @Tag("S1")
    @Tag("G5")
    void aTimeoutForInitBoundsTheWait() throws Exception {
        asProcess(() -> {
            var entered = new CompletableFuture<Pid>();
            var slow = GenServer.childSpec(
                    "slow",
                    () -> Scripted.withInit(() -> {
                        entered.complete(self());
                        return receive(_ -> null);
                    }),
                    Options.NONE.withTimeout(SECOND));
            var start = beside(() -> {
                trapExit(true);
                return Supervisor.startLink(List.of(slow), Flags.oneForOne());
            });
            entered.get();
            clock.awaitWaiting(1);
            clock.advance(Duration.ofSeconds(1));
            assertThat(start.get())
                    .isEqualTo(new OnStart.Failed<>(
                            new ExitReason.ShutdownWith(new FailedToStartChild("slow", ExitReason.TIMEOUT))));
        });
    }
}
