package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
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
    @Tag("S19")
    void aLivingProcessWithoutALinkIsKeptWithAWordInTheLogAndItsEndGoesUnseen() throws Exception {
        asProcess(() -> {
            var unlinked =
                    ChildSpec.worker("unlinked", () -> new OnStart.Ok<>(spawn(() -> Processes.receive(_ -> null))));
            var supervisor = supervise(Flags.oneForOne(), unlinked);
            assertThat(log.messages()).singleElement().asString().contains("lives and is not linked to the supervisor");
            Pid pid = pidOf(supervisor, "unlinked");
            exit(pid, BOOM);
            assertThat(pidOf(supervisor, "unlinked")).isEqualTo(pid);
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new Supervisor.ChildCount(1, 0, 0, 1));
        });
    }

    @Test
    @Tag("S19")
    void aProcessWithoutALinkIsStoppedLikeAnyOther() throws Exception {
        asProcess(() -> {
            var unlinked =
                    ChildSpec.worker("unlinked", () -> new OnStart.Ok<>(spawn(() -> Processes.receive(_ -> null))));
            Supervisor.stop(supervise(Flags.oneForOne(), unlinked));
            assertThat(node.processes()).containsExactly(self());
        });
    }

    /** Starts its process on another node, as the name of its start function says. */
    private static ChildSpec onNode(Node other) {
        return ChildSpec.worker("far", () -> {
            Pid pid = other.spawn(() -> Processes.receive(_ -> null));
            Processes.link(pid);
            return new OnStart.Ok<>(pid);
        });
    }

    @Test
    @Tag("S5")
    void aChildOnAnotherNodeIsRestartedAndStoppedLikeAnyOther() throws Exception {
        try (var other = Node.start()) {
            asProcess(() -> {
                var supervisor = supervise(Flags.oneForOne(), onNode(other));
                Pid first = pidOf(supervisor, "far");
                exit(first, BOOM);
                assertThat(pidOf(supervisor, "far"))
                        .isNotEqualTo(first)
                        .extracting(Pid::node)
                        .isEqualTo(other);
                Supervisor.stop(supervisor);
                assertThat(other.processes()).isEmpty();
            });
        }
    }

    @Test
    @Tag("S11")
    void whenTheOtherNodeIsClosedTheRestartsFailUntilTheBudgetIsSpent() throws Exception {
        var other = Node.start();
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), onNode(other));
            var monitor = monitor(supervisor.pid());
            other.close();
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(log.messages()).anyMatch(line -> line.contains("this node is closed"));
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
            assertThat(log.messages()).noneMatch(line -> line.contains("not linked"));
        });
    }
}
