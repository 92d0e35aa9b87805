package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.supervisor.SupervisorError.ChildNotStarted;
import otp.handrolled.supervisor.SupervisorError.Exited;
import otp.handrolled.supervisor.SupervisorError.FailedToStartChild;

class BadStartFunctionsTest extends SupervisorTest {
    private static final Error CRASH = new AssertionError("thrown by a start function");

    /** What startChild says of such a start function. The supervisor must live on, without the child. */
    private static ExitReason reasonOf(Supplier<? extends @Nullable OnStart<Pid>> start) {
        var supervisor = supervise(Flags.oneForOne());
        @SuppressWarnings("NullAway") // that it may return null is what one of the tests is about
        ChildSpec spec = ChildSpec.worker("bad", start);
        Object failure = failure(Supervisor.startChild(supervisor, spec));
        assertThat(Supervisor.whichChildren(supervisor)).isEmpty();
        return ((ChildNotStarted) failure).reason();
    }

    @Test
    @Tag("S19")
    @Tag("B39")
    void oneThatThrowsIsAnExitWithTheException() throws Exception {
        asProcess(() -> assertThat(reasonOf(() -> {
                    throw CRASH;
                }))
                .isEqualTo(new Exited(new ExitReason.Crash(CRASH)).asReason()));
    }

    @Test
    @Tag("S19")
    void oneThatExitsIsAnExitWithTheReason() throws Exception {
        asProcess(() -> assertThat(reasonOf(() -> exit(BOOM)))
                .isEqualTo(new Exited(BOOM).asReason())
                .hasToString("{'EXIT', boom}"));
    }

    @Test
    @Tag("S19")
    void oneThatReturnsNullIsABadReturnValue() throws Exception {
        asProcess(() -> assertThat(reasonOf(() -> null)).isEqualTo(new ExitReason.BadReturnValue(null)));
    }

    @Test
    @Tag("S19")
    @SuppressWarnings("NullAway") // as above
    void oneThatReturnsOkWithoutAPidIsABadReturnValue() throws Exception {
        var nothing = new OnStart.Ok<Pid>(null);
        asProcess(() -> assertThat(reasonOf(() -> nothing)).isEqualTo(new ExitReason.BadReturnValue(nothing)));
    }

    @Test
    @Tag("S2")
    void oneThatThrowsAmongTheFirstChildrenFailsTheStartOfTheSupervisor() throws Exception {
        asProcess(() -> {
            var bad = ChildSpec.worker("bad", () -> {
                throw CRASH;
            });
            var reason = new ExitReason.ShutdownWith(
                    new FailedToStartChild("bad", new Exited(new ExitReason.Crash(CRASH)).asReason()));
            assertThat(Supervisor.startLink(List.of(worker("a"), bad), Flags.oneForOne()))
                    .isEqualTo(new OnStart.Failed<>(reason));
            assertThat(journal()).containsExactly("start a", "stop a shutdown");
        });
    }

    @Test
    @Tag("S11")
    void oneThatThrowsOnARestartIsTriedAgainUntilTheBudgetIsSpent() throws Exception {
        asProcess(() -> {
            var first = new CompletableFuture<Pid>();
            var bad = ChildSpec.worker("bad", () -> {
                if (first.isDone()) {
                    note("throw");
                    throw CRASH;
                }
                first.complete(spawnLink(() -> Processes.receive(_ -> null)));
                return new OnStart.Ok<>(first.resultNow());
            });
            var supervisor = supervise(Flags.oneForOne(), bad);
            var monitor = monitor(supervisor.pid());
            exit(first.get(), BOOM);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(journal()).containsExactly("throw", "throw", "throw");
        });
    }

    @Test
    @Tag("S19")
    void aDeadProcessThatWasNeverLinkedIsKeptAsARunningChildWithAWordInTheLog() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne());
            var dead = ChildSpec.worker("dead", () -> {
                Pid pid = spawn(() -> {});
                downOf(pid);
                return new OnStart.Ok<>(pid);
            });
            Pid pid = Supervisor.startChild(supervisor, dead).get();
            assertThat(isAlive(pid)).isFalse();
            assertThat(pidOf(supervisor, "dead")).isEqualTo(pid);
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new Supervisor.ChildCount(1, 0, 0, 1));
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("The start function of child dead of supervisor " + supervisor.pid(), "with a link");
            assertThat(Supervisor.terminateChild(supervisor, "dead")).isEmpty();
        });
    }

    @Test
    @Tag("S11")
    void aLinkedProcessThatIsDeadWhenItsStartFunctionReturnsIsRestarted() throws Exception {
        asProcess(() -> {
            var shortLived = ChildSpec.worker("short", () -> {
                note("start");
                Pid pid = spawnLink(() -> {});
                downOf(pid);
                return new OnStart.Ok<>(pid);
            });
            var supervisor = supervise(Flags.oneForOne().withBudget(2, SECOND), shortLived);
            assertThat(downOf(supervisor)).isIn(ExitReason.SHUTDOWN, ExitReason.NOPROC);
            assertThat(journal()).containsExactly("start", "start", "start");
            assertThat(log.messages()).noneMatch(line -> line.contains("never linked"));
        });
    }

    @Test
    @Tag("S1")
    void oneThatNeverReturnsHoldsItsSupervisorUntilThatIsKilled() throws Exception {
        asProcess(() -> {
            var entered = new CompletableFuture<Pid>();
            var never = new CountDownLatch(1);
            var stuck = ChildSpec.worker("stuck", () -> {
                entered.complete(self());
                try {
                    never.await();
                } catch (InterruptedException killed) {
                    throw new IllegalStateException(killed);
                }
                return new OnStart.Ignored<>();
            });
            var start = beside(() -> Supervisor.startLink(List.of(worker("a"), stuck), Flags.oneForOne()));
            Pid supervisor = entered.get();
            exit(supervisor, ExitReason.KILL);
            assertThat(downOf(start.pid())).isIn(ExitReason.KILLED, ExitReason.NOPROC);
            awaitAlone();
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
                        return Processes.receive(_ -> null);
                    }),
                    Options.NONE.withTimeout(SECOND));
            var start = beside(() -> {
                Processes.trapExit(true);
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
