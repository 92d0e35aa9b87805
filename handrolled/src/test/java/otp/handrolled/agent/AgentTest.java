package otp.handrolled.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;
import otp.handrolled.agent.Agent.Pair;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.AlreadyStarted;
import otp.handrolled.process.ExitReason.BadReturnValue;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ExitReason.Crash;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

class AgentTest extends ServerTest {
    private static final Function<Integer, Integer> STATE = n -> n;

    private ServerRef<Agent.Message<Integer>> agent(int state) {
        return Agent.start(node, () -> state, Options.NONE).get();
    }

    /** A function that does not return before it is let go. */
    private static <A> A held(CountDownLatch begun, CountDownLatch letGo, A value) {
        begun.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return value;
    }

    // ---- A1 ----

    @Test
    @Tag("A1")
    void theExampleOfTheDocumentationCounts() throws Exception {
        int count = beside(() -> {
                    ServerRef<Agent.Message<Integer>> counter =
                            Agent.startLink(() -> 0).get();
                    Agent.update(counter, n -> n + 1);
                    return Agent.get(counter, Function.identity());
                })
                .get();
        assertThat(count).isEqualTo(1);
    }

    @Test
    @Tag("A1")
    void everyFunctionRunsInTheProcessOfTheAgent() {
        ServerRef<Agent.Message<List<Pid>>> agent = Agent.<List<Pid>>start(node, () -> List.of(self()), Options.NONE)
                .get();
        Agent.update(agent, pids -> plus(pids, self()));
        Agent.cast(agent, pids -> plus(pids, self()));
        Agent.getAndUpdate(agent, pids -> new Pair<>("", plus(pids, self())));
        List<Pid> pids = Agent.get(agent, seen -> plus(seen, self()));
        assertThat(pids).hasSize(5).containsOnly(agent.pid());
    }

    private static List<Pid> plus(List<Pid> pids, Pid pid) {
        return Stream.concat(pids.stream(), Stream.of(pid)).toList();
    }

    @Test
    @Tag("A1")
    void anUpdateIsDoneWhenItReturnsAndAGetAndUpdateReturnsItsValue() {
        var agent = agent(1);
        Agent.update(agent, n -> n + 1);
        assertThat(Agent.get(agent, STATE)).isEqualTo(2);
        String before = Agent.getAndUpdate(agent, n -> new Pair<>("was " + n, n * 10));
        assertThat(before).isEqualTo("was 2");
        assertThat(Agent.get(agent, STATE)).isEqualTo(20);
    }

    @Test
    @Tag("A1")
    void aGetChangesNothingAndMayReturnNull() {
        var agent = agent(1);
        assertThat(Agent.<Integer, @Nullable String>get(agent, n -> null)).isNull();
        assertThat(Agent.<Integer, Integer>get(agent, n -> n + 1)).isEqualTo(2);
        assertThat(Agent.get(agent, STATE)).isEqualTo(1);
    }

    @Test
    @Tag("A1")
    void aCastReturnsBeforeItsFunctionHasRun() throws Exception {
        var agent = agent(1);
        var begun = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        Agent.cast(agent, n -> held(begun, letGo, n + 1));
        begun.await();
        letGo.countDown();
        assertThat(Agent.get(agent, STATE)).isEqualTo(2);
    }

    @Test
    @Tag("A1")
    void functionsRunInTheOrderInWhichOneCallerSentThem() {
        var agent = agent(1);
        Agent.cast(agent, n -> n + 1);
        Agent.cast(agent, n -> n * 10);
        Agent.cast(agent, n -> n + 2);
        assertThat(Agent.get(agent, STATE)).isEqualTo(22);
    }

    @Test
    @Tag("A1")
    void noUpdateOfConcurrentCallersIsLost() throws Exception {
        var agent = agent(0);
        var callers = new ArrayList<Beside<Object>>();
        for (int i = 0; i < 20; i++) {
            callers.add(beside(() -> {
                for (int j = 0; j < 50; j++) {
                    Agent.update(agent, n -> n + 1);
                }
                return "done";
            }));
        }
        for (var caller : callers) {
            caller.get();
        }
        assertThat(Agent.get(agent, STATE)).isEqualTo(1000);
    }

    @Test
    @Tag("A1")
    void aCallWaitsFiveSecondsAndTheAgentLivesOn() throws Exception {
        var agent = agent(1);
        var begun = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        var caller = beside(() -> Agent.get(agent, n -> held(begun, letGo, n)));
        begun.await();
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(caller.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(caller.exit()).isInstanceOfSatisfying(CallFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT);
            assertThat(failed.function()).isEqualTo("GenServer.call");
            assertThat(failed.target()).isEqualTo(agent);
            assertThat(failed.timeout()).isEqualTo(Duration.ofSeconds(5));
        });
        letGo.countDown();
        assertThat(Agent.get(agent, STATE)).isEqualTo(1);
    }

    @Test
    @Tag("A1")
    void anUpdateThatTimedOutStillHappens() throws Exception {
        var agent = agent(1);
        var letGo = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        Agent.cast(agent, n -> held(begun, letGo, n));
        assertThat(causeOf(exitOf(() -> Agent.update(agent, n -> n + 1, Duration.ZERO))))
                .isEqualTo(ExitReason.TIMEOUT);
        letGo.countDown();
        assertThat(Agent.get(agent, STATE)).isEqualTo(2);
    }

    // ---- A2 ----

    record Call(String name, Consumer<ServerRef<Agent.Message<Integer>>> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static <A> A oops() {
        throw new IllegalStateException("oops");
    }

    static List<Call> raising() {
        return List.of(
                new Call("get", agent -> Agent.get(agent, n -> oops())),
                new Call("update", agent -> Agent.update(agent, n -> oops())),
                new Call("getAndUpdate", agent -> Agent.<Integer, String>getAndUpdate(agent, n -> oops())));
    }

    @ParameterizedTest
    @MethodSource("raising")
    @Tag("A2")
    void aFunctionThatThrowsEndsTheAgentAndTheCallerExitsWithIt(Call call) {
        var agent = agent(1);
        assertThat(causeOf(exitOf(() -> call.call().accept(agent))))
                .isInstanceOfSatisfying(
                        Crash.class, crash -> assertThat(crash.error()).hasMessage("oops"));
        assertThat(isAlive(agent.pid())).isFalse();
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.ERROR);
            assertThat(line.error()).hasMessage("oops");
        });
    }

    @Test
    @Tag("A2")
    void aCastThatThrowsEndsTheAgentAndNobodyIsTold() throws Exception {
        var agent = agent(1);
        ExitReason reason = beside(() -> {
                    var monitor = monitor(agent.pid());
                    Agent.cast(agent, n -> oops());
                    return downOf(monitor);
                })
                .get();
        assertThat(reason).isInstanceOf(Crash.class);
    }

    @Test
    @Tag("A2")
    void aFunctionThatExitsEndsTheAgentWithThatReasonEvenIfItIsNormal() {
        for (ExitReason reason : List.of(BOOM, ExitReason.NORMAL, ExitReason.SHUTDOWN)) {
            var agent = agent(1);
            assertThat(causeOf(exitOf(() -> Agent.update(agent, n -> exit(reason)))))
                    .isEqualTo(reason);
            assertThat(isAlive(agent.pid())).isFalse();
        }
    }

    @Test
    @Tag("A2")
    void aCrashReachesTheProcessThatTheAgentIsLinkedWith() throws Exception {
        var owner = beside(() -> {
            ServerRef<Agent.Message<Integer>> agent = Agent.startLink(() -> 1).get();
            Agent.cast(agent, n -> exit(BOOM));
            return receive(message -> null);
        });
        assertThat(owner.exit()).isEqualTo(BOOM);
    }

    @Test
    @Tag("A2")
    @SuppressWarnings("NullAway") // that is what is tested
    void anAgentWhoseFunctionReturnsNoStateEndsWithABadReturnValue() {
        var bad = List.<Consumer<ServerRef<Agent.Message<Integer>>>>of(
                agent -> Agent.update(agent, n -> null), agent -> Agent.getAndUpdate(agent, n -> null));
        for (var call : bad) {
            var agent = agent(1);
            assertThat(causeOf(exitOf(() -> call.accept(agent)))).isEqualTo(new BadReturnValue(null));
            assertThat(isAlive(agent.pid())).isFalse();
        }
        assertThat(Agent.<Integer>start(node, () -> null, Options.NONE))
                .isEqualTo(new OnStart.Failed<>(new BadReturnValue(null)));
    }

    // ---- starting, stopping, and what is not an agent ----

    @Test
    void aStartThatThrowsOrExitsFailsWithThatReason() {
        assertThat(Agent.<Integer>start(node, AgentTest::oops, Options.NONE))
                .isInstanceOfSatisfying(
                        OnStart.Failed.class,
                        failed -> assertThat(failed.reason()).isInstanceOf(Crash.class));
        assertThat(Agent.<Integer>start(node, () -> exit(BOOM), Options.NONE)).isEqualTo(new OnStart.Failed<>(BOOM));
    }

    @Test
    void anAgentCanHaveANameAndOnlyOneAgentCanHaveIt() throws Exception {
        beside(() -> {
                    var first =
                            Agent.start(node, () -> 1, Options.named("counter")).get();
                    assertThat(Agent.start(node, () -> 2, Options.named("counter")))
                            .isEqualTo(new OnStart.Failed<>(new AlreadyStarted(first.pid())));
                    ServerRef<Agent.Message<Integer>> byName = ServerRef.named("counter");
                    assertThat(Agent.get(byName, STATE)).isEqualTo(1);
                    return null;
                })
                .get();
    }

    @Test
    void aStoppedAgentIsNoprocToCallersAndACastToItIsDropped() throws Exception {
        beside(() -> {
                    ServerRef<Agent.Message<Integer>> agent =
                            Agent.start(() -> 1).get();
                    Agent.stop(agent);
                    Agent.cast(agent, n -> oops());
                    assertThat(causeOf(exitOf(() -> Agent.get(agent, STATE)))).isEqualTo(ExitReason.NOPROC);
                    assertThat(causeOf(exitOf(() -> Agent.stop(agent)))).isEqualTo(ExitReason.NOPROC);
                    return null;
                })
                .get();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void anAgentIsStoppedWithTheReasonThatIsGiven() throws Exception {
        beside(() -> {
                    trapExit(true);
                    ServerRef<Agent.Message<Integer>> agent =
                            Agent.startLink(() -> 1).get();
                    Agent.stop(agent, ExitReason.SHUTDOWN, SECOND);
                    expect(new Exit(agent.pid(), ExitReason.SHUTDOWN));
                    return null;
                })
                .get();
    }

    @Test
    void anAgentThatAsksItselfFailsAtOnce() {
        var agent = agent(1);
        ExitReason inner = causeOf(exitOf(() -> Agent.get(agent, n -> Agent.get(agent, STATE))));
        assertThat(causeOf(inner)).isEqualTo(ExitReason.CALLING_SELF);
    }

    @Test
    void aMessageThatIsNoneOfItsOwnIsLoggedAndTheAgentGoesOn() {
        var agent = agent(1);
        send(agent.pid(), "junk");
        assertThat(Agent.get(agent, STATE)).isEqualTo(1);
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.message()).contains("junk"));
    }

    @Test
    void theSpecOfAnAgentIsPermanentAndMakesTheStateAnew() throws Exception {
        beside(() -> {
                    ChildSpec spec = Agent.childSpec("agent", () -> 7, Options.NONE);
                    assertThat(spec.restart()).isEqualTo(ChildSpec.Restart.PERMANENT);
                    Pid first = spec.start().get().get();
                    assertThat(info(self()).map(ProcessInfo::links).orElseThrow())
                            .containsExactly(first);
                    ServerRef<Agent.Message<Integer>> agent = ServerRef.of(first);
                    Agent.update(agent, n -> n + 1);
                    assertThat(Agent.get(agent, STATE)).isEqualTo(8);
                    ServerRef<Agent.Message<Integer>> second =
                            ServerRef.of(spec.start().get().get());
                    assertThat(Agent.get(second, STATE)).isEqualTo(7);
                    return null;
                })
                .get();
    }

    @Test
    void aStartThatTakesLongerThanItMayFailsWithTimeout() throws Exception {
        var begun = new CompletableFuture<Pid>();
        var starter = beside(() -> Agent.<Integer>start(
                node,
                () -> {
                    begun.complete(self());
                    return receive(message -> null);
                },
                Options.NONE.withTimeout(SECOND)));
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        assertThat(starter.get()).isEqualTo(new OnStart.Failed<>(ExitReason.TIMEOUT));
        assertThat(isAlive(begun.join())).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whatIsNoFunctionAndNoTimeoutIsRefusedBeforeItReachesTheAgent() {
        var agent = agent(1);
        assertThatThrownBy(() -> Agent.get(agent, null)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.update(agent, null)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.getAndUpdate(agent, null)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.cast(agent, null)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.start(node, null, Options.NONE)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.childSpec("id", null, Options.NONE)).hasMessageContaining("expected a function");
        assertThatThrownBy(() -> Agent.get(agent, STATE, Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Agent.get(agent, STATE, Timeouts.INFINITY)).isEqualTo(1);
    }
}
