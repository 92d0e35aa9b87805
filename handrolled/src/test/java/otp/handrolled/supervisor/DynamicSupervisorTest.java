package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Type;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor.ChildInfo;
import otp.handrolled.supervisor.DynamicSupervisor.Message;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Refusal;
import otp.handrolled.supervisor.SupervisorError.InvalidAutoShutdown;
import otp.handrolled.supervisor.SupervisorError.InvalidMaxChildren;
import otp.handrolled.supervisor.SupervisorError.InvalidStrategy;
import otp.handrolled.supervisor.SupervisorError.SupervisorData;

class DynamicSupervisorTest extends SupervisorTest {
    private static ServerRef<Message> dynamic(int maxChildren) {
        return DynamicSupervisor.startLink(plenty(Strategy.ONE_FOR_ONE), maxChildren)
                .get();
    }

    private static ServerRef<Message> dynamic() {
        return dynamic(DynamicSupervisor.UNLIMITED);
    }

    private static Pid start(ServerRef<Message> supervisor, ChildSpec spec) {
        return DynamicSupervisor.startChild(supervisor, spec).get();
    }

    private static List<ChildInfo> children(ServerRef<Message> supervisor) {
        return DynamicSupervisor.whichChildren(supervisor);
    }

    private static Pid onlyPid(ServerRef<Message> supervisor) {
        assertThat(children(supervisor)).hasSize(1);
        return children(supervisor).getFirst().pid().orElseThrow();
    }

    @Test
    @Tag("D1")
    void knowsNoStrategyButOneForOne() throws Exception {
        asProcess(() -> {
            for (Flags flags : List.of(Flags.oneForAll(), Flags.restForOne())) {
                assertThat(failure(DynamicSupervisor.startLink(flags)))
                        .isEqualTo(new SupervisorData(new InvalidStrategy(flags.strategy())));
            }
            assertThat(failure(DynamicSupervisor.startLink(Flags.oneForAll())))
                    .hasToString("{supervisor_data, {invalid_strategy, one_for_all}}");
        });
    }

    @Test
    @Tag("D1")
    void neverShutsDownByItself() throws Exception {
        asProcess(() -> {
            for (AutoShutdown wish : List.of(AutoShutdown.ANY_SIGNIFICANT, AutoShutdown.ALL_SIGNIFICANT)) {
                assertThat(failure(DynamicSupervisor.startLink(Flags.oneForOne().withAutoShutdown(wish))))
                        .isEqualTo(new SupervisorData(new InvalidAutoShutdown(wish)));
            }
            var significant = worker("a", Restart.TRANSIENT).withSignificant(true);
            assertThat(failure(DynamicSupervisor.startChild(dynamic(), significant)))
                    .isEqualTo(new SupervisorError.SignificantForNothing());
            assertThat(journal()).isEmpty();
        });
    }

    @Test
    @Tag("D1")
    void onlyTheChildThatEndedIsRestarted() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            Pid a = start(supervisor, worker("same id"));
            Pid b = start(supervisor, worker("same id"));
            end(a, BOOM);
            assertThat(children(supervisor))
                    .hasSize(2)
                    .extracting(ChildInfo::pid)
                    .contains(Optional.of(b))
                    .doesNotContain(Optional.of(a));
        });
    }

    @Test
    @Tag("D1")
    @Tag("S3")
    void oneThatIsNotRestartedIsForgotten() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            end(start(supervisor, worker("a", Restart.TRANSIENT)), ExitReason.NORMAL);
            end(start(supervisor, worker("b", Restart.TEMPORARY)), BOOM);
            assertThat(children(supervisor)).isEmpty();
            end(start(supervisor, worker("c", Restart.TRANSIENT)), BOOM);
            assertThat(children(supervisor)).hasSize(1);
        });
    }

    @Test
    @Tag("D2")
    void aNegativeLimitIsRefused() throws Exception {
        asProcess(() -> assertThat(failure(DynamicSupervisor.startLink(Flags.oneForOne(), -1)))
                .isEqualTo(new SupervisorData(new InvalidMaxChildren(-1)))
                .hasToString("{supervisor_data, {invalid_max_children, -1}}"));
    }

    @Test
    @Tag("D2")
    void beyondMaxChildrenNoStartFunctionIsCalled() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic(1);
            Pid a = start(supervisor, worker("a"));
            assertThat(failure(DynamicSupervisor.startChild(supervisor, worker("b"))))
                    .isEqualTo(Refusal.MAX_CHILDREN);
            assertThat(journal()).containsExactly("start a");
            DynamicSupervisor.terminateChild(supervisor, a);
            start(supervisor, worker("b"));
            assertThat(failure(DynamicSupervisor.startChild(dynamic(0), worker("c"))))
                    .isEqualTo(Refusal.MAX_CHILDREN);
        });
    }

    @Test
    @Tag("D2")
    void aChildThatIsBeingRestartedCountsAsOneOfThem() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic(1);
            Pid a = start(supervisor, worker("a"));
            letFail("a");
            end(a, BOOM);
            assertThat(failure(DynamicSupervisor.startChild(supervisor, worker("b"))))
                    .isEqualTo(Refusal.MAX_CHILDREN);
            assertThat(children(supervisor))
                    .containsExactly(new ChildInfo(Optional.empty(), ChildStatus.RESTARTING, Type.WORKER));
            assertThat(DynamicSupervisor.countChildren(supervisor)).isEqualTo(new ChildCount(1, 0, 0, 1));
            letStart("a");
            while (DynamicSupervisor.countChildren(supervisor).active() == 0) {
                // There is at least one try between two answers.
            }
            assertThat(onlyPid(supervisor)).isNotEqualTo(a);
        });
    }

    @Test
    @Tag("D3")
    void nothingIsKeptOfAChildThatAsksToBeIgnored() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic(1);
            var ignored = GenServer.childSpec("a", () -> Scripted.withInit(Init::ignore), Options.NONE);
            assertThat(DynamicSupervisor.startChild(supervisor, ignored)).isEqualTo(new OnStart.Ignored<>());
            assertThat(children(supervisor)).isEmpty();
            assertThat(start(supervisor, worker("b"))).isEqualTo(onlyPid(supervisor));
        });
    }

    @Test
    @Tag("D3")
    void nothingIsKeptOfAChildThatAsksToBeIgnoredOnItsRestart() throws Exception {
        asProcess(() -> {
            var first = new CompletableFuture<Pid>();
            var once = GenServer.childSpec(
                    "once",
                    () -> Scripted.withInit(() -> first.complete(Processes.self()) ? Init.ok("") : Init.ignore()),
                    Options.NONE);
            var supervisor = dynamic();
            end(start(supervisor, once), BOOM);
            assertThat(children(supervisor)).isEmpty();
        });
    }

    @Test
    @Tag("D3")
    @SuppressWarnings("NullAway") // a start function that returns null is one of those this test is about
    void aStartFunctionThatFailsInWhateverWayIsAnErrorAndTheSupervisorLivesOn() throws Exception {
        var crash = new AssertionError("thrown by a start function");
        asProcess(() -> {
            var supervisor = dynamic();
            assertThat(startWith(supervisor, () -> new OnStart.Failed<>(BOOM))).isEqualTo(BOOM);
            assertThat(startWith(supervisor, () -> exit(BOOM))).isEqualTo(BOOM);
            assertThat(startWith(supervisor, () -> null)).isEqualTo(new ExitReason.BadReturnValue(null));
            assertThat(startWith(supervisor, () -> {
                        throw crash;
                    }))
                    .isEqualTo(new ExitReason.Crash(crash));
            assertThat(children(supervisor)).isEmpty();
        });
    }

    @SuppressWarnings("NullAway")
    private static ExitReason startWith(
            ServerRef<Message> supervisor, Supplier<? extends @Nullable OnStart<Pid>> start) {
        return switch (DynamicSupervisor.startChild(supervisor, ChildSpec.worker("any", start))) {
            case OnStart.Failed<Pid>(var reason) -> reason;
            case OnStart<Pid> other -> throw new AssertionError("expected a start that failed, got: " + other);
        };
    }

    @Test
    @Tag("D5")
    void terminateChildStopsAndForgetsItAndTheSecondTimeItIsNotFound() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            Pid a = start(supervisor, worker("a"));
            assertThat(DynamicSupervisor.terminateChild(supervisor, a)).isEmpty();
            assertThat(isAlive(a)).isFalse();
            assertThat(journal()).containsExactly("start a", "stop a shutdown");
            assertThat(DynamicSupervisor.terminateChild(supervisor, a)).contains(Refusal.NOT_FOUND);
            assertThat(DynamicSupervisor.terminateChild(supervisor, supervisor.pid()))
                    .contains(Refusal.NOT_FOUND);
        });
    }

    @Test
    @Tag("D5")
    void terminateChildEndsTheTriesOfOneThatIsBeingRestarted() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            Pid a = start(supervisor, worker("a"));
            letFail("a");
            end(a, BOOM);
            assertThat(DynamicSupervisor.terminateChild(supervisor, a)).isEmpty();
            journal();
            assertThat(DynamicSupervisor.terminateChild(supervisor, a)).contains(Refusal.NOT_FOUND);
            assertThat(children(supervisor)).isEmpty();
            assertThat(journal()).isEmpty();
        });
    }

    @Test
    @Tag("D6")
    void ofATemporaryChildNothingIsKeptThatItsStartFunctionHolds() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            var queue = new ReferenceQueue<Object>();
            var argument = startTemporaryWithAnArgument(supervisor, queue);
            assertThat(children(supervisor)).hasSize(1);
            for (int i = 0; i < 100 && queue.remove(100) == null; i++) {
                System.gc();
            }
            assertThat(argument.refersTo(null)).isTrue();
        });
    }

    /** In a method of its own, so that no variable of the test holds the argument. */
    private WeakReference<Object> startTemporaryWithAnArgument(
            ServerRef<Message> supervisor, ReferenceQueue<Object> queue) {
        Object argument = new byte[100];
        var spec = ChildSpec.worker("any", () -> {
                    note(argument.toString());
                    return new OnStart.Ok<>(Processes.spawnLink(() -> receive(_ -> null)));
                })
                .withRestart(Restart.TEMPORARY);
        start(supervisor, spec);
        return new WeakReference<>(argument, queue);
    }

    @Test
    @Tag("S9")
    @Tag("D1")
    void theBudgetIsThatOfAllChildrenTogether() throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne().withBudget(2, SECOND))
                    .get();
            var monitor = monitor(supervisor.pid());
            var pids = List.of(
                    start(supervisor, worker("a")), start(supervisor, worker("b")), start(supervisor, worker("c")));
            pids.forEach(pid -> end(pid, BOOM));
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            awaitAlone();
        });
    }

    @Test
    @Tag("S27")
    void exitsOfStrangersAndUnknownMessagesChangeNothing() throws Exception {
        asProcess(() -> {
            var supervisor = dynamic();
            Pid a = start(supervisor, worker("a"));
            send(supervisor.pid(), "hello");
            downOf(spawn(() -> {
                link(supervisor.pid());
                exit(BOOM);
            }));
            assertThat(onlyPid(supervisor)).isEqualTo(a);
            assertThat(log.messages())
                    .containsExactly("Supervisor " + supervisor.pid() + " received an unexpected message: hello");
        });
    }

    @Test
    @Tag("S22")
    void isAChildOfASupervisorAndHasSupervisorsAsChildren() throws Exception {
        asProcess(() -> {
            var outer = supervise(
                    Flags.oneForOne(),
                    DynamicSupervisor.childSpec("inner", Flags.oneForOne().named("inner"), 10));
            ServerRef<Message> inner = ServerRef.named("inner");
            start(inner, Supervisor.childSpec("tree", List.of(worker("a")), Flags.oneForOne()));
            start(inner, worker("b"));
            assertThat(DynamicSupervisor.countChildren(inner)).isEqualTo(new ChildCount(2, 2, 1, 1));
            assertThat(Supervisor.countChildren(outer)).isEqualTo(new ChildCount(1, 1, 1, 0));
            assertThat(Sys.getState(inner)).hasToString("DynamicChildren[2]");
            Supervisor.stop(outer);
            assertThat(journal()).contains("stop a shutdown", "stop b shutdown");
            awaitAlone();
        });
    }
}
