package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.Message;
import otp.handrolled.supervisor.SupervisorError.FailedToStartChild;

class StartAndStopTest extends SupervisorTest {
    @Test
    @Tag("S1")
    @Tag("B38")
    void childrenStartInTheOrderOfTheListAndStopInReverse() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"), worker("b"), worker("c"));
            assertThat(journal()).containsExactly("start a", "start b", "start c");
            Supervisor.stop(supervisor);
            assertThat(journal()).containsExactly("stop c shutdown", "stop b shutdown", "stop a shutdown");
        });
    }

    @Test
    @Tag("S1")
    void aChildStartsOnlyWhenTheInitOfTheOneBeforeHasReturned() throws Exception {
        var entered = new CompletableFuture<Pid>();
        var goOn = new CompletableFuture<String>();
        var slow = GenServer.childSpec(
                "slow",
                () -> Scripted.withInit(() -> {
                    entered.complete(self());
                    return Init.ok(goOn.get());
                }),
                Options.NONE);
        var started = beside(() -> {
            supervise(Flags.oneForOne(), slow, worker("next"));
            return journal();
        });
        entered.get();
        assertThat(journal()).isEmpty();
        goOn.complete("now");
        assertThat(started.get()).containsExactly("start next");
    }

    @Test
    @Tag("S1")
    void aChildStopsOnlyWhenTheOneAfterItIsDead() throws Exception {
        asProcess(() -> {
            var stopping = new CompletableFuture<Pid>();
            var goOn = new CompletableFuture<String>();
            var slow = GenServer.childSpec(
                    "slow",
                    () -> Scripted.withInit(() -> {
                                trapExit(true);
                                return Init.ok("");
                            })
                            .onTerminate((_, _) -> {
                                stopping.complete(self());
                                goOn.get();
                            }),
                    Options.NONE);
            var supervisor = supervise(Flags.oneForOne(), worker("first"), slow);
            Pid first = pidOf(supervisor, "first");
            var monitor = monitor(supervisor.pid());
            exit(supervisor.pid(), ExitReason.SHUTDOWN);
            stopping.get();
            assertThat(isAlive(first)).isTrue();
            goOn.complete("now");
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(isAlive(first)).isFalse();
        });
    }

    @Test
    @Tag("S2")
    @Tag("B38")
    void ifAChildDoesNotStartThoseBeforeItAreStoppedInReverseAndTheReasonSaysWhichAndWhy() throws Exception {
        asProcess(() -> {
            letFail("c");
            var outcome = Supervisor.startLink(
                    List.of(worker("a"), worker("b"), worker("c"), worker("d")), Flags.oneForOne());
            var reason = new ExitReason.ShutdownWith(new FailedToStartChild("c", BOOM));
            assertThat(outcome).isEqualTo(new OnStart.Failed<>(reason));
            assertThat(reason).hasToString("{shutdown, {failed_to_start_child, c, boom}}");
            assertThat(journal()).containsExactly("start a", "start b", "fail c", "stop b shutdown", "stop a shutdown");
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S2")
    @Tag("G1")
    void theStarterOfASupervisorThatDoesNotStartIsTold() throws Exception {
        asProcess(() -> {
            letFail("a");
            Supervisor.startLink(List.of(worker("a")), Flags.oneForOne());
            Exit exit = receive(message -> message instanceof Exit it ? () -> it : null);
            assertThat(exit.reason()).isEqualTo(new ExitReason.ShutdownWith(new FailedToStartChild("a", BOOM)));
        });
    }

    @Test
    @Tag("S28")
    @Tag("B37")
    void aSupervisorStoppedWithNormalStopsItsChildren() throws Exception {
        asProcess(() -> {
            // One that does not trap exits would outlive a mere link: that ignores normal.
            var deaf = GenServer.childSpec("deaf", () -> Scripted.withState(""), Options.NONE);
            var supervisor = supervise(Flags.oneForOne(), deaf, worker("a"));
            Pid child = pidOf(supervisor, "deaf");
            Supervisor.stop(supervisor);
            assertThat(isAlive(child)).isFalse();
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S28")
    void aSupervisorEndsWithItsParentWhateverTheReasonAndStopsItsChildren() throws Exception {
        for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, BOOM)) {
            var started = new CompletableFuture<ServerRef<Message>>();
            var goOn = new CompletableFuture<String>();
            Pid parent = node.spawn(() -> {
                started.complete(supervise(Flags.oneForOne(), worker("a")));
                goOn.get();
                exit(reason);
            });
            asProcess(() -> {
                var monitor = monitor(started.get().pid());
                goOn.complete("now");
                downOf(parent);
                assertThat(downOf(monitor)).isEqualTo(reason);
                assertThat(journal()).containsExactly("start a", "stop a shutdown");
            });
        }
    }

    @Test
    @Tag("S27")
    void aSupervisorTrapsExitsAndIgnoresThoseOfProcessesThatAreNoChildren() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            var before = Supervisor.whichChildren(supervisor);
            assertThat(info(supervisor.pid()).orElseThrow().trapsExits()).isTrue();
            for (ExitReason reason : List.of(BOOM, ExitReason.SHUTDOWN, ExitReason.NORMAL)) {
                downOf(spawn(() -> exit(supervisor.pid(), reason)));
                downOf(spawn(() -> {
                    link(supervisor.pid());
                    exit(reason);
                }));
            }
            assertThat(Supervisor.whichChildren(supervisor)).isEqualTo(before);
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    @Tag("S27")
    @Tag("B40")
    void anyOtherMessageIsLoggedAndChangesNothing() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            var before = Supervisor.whichChildren(supervisor);
            send(supervisor.pid(), "hello");
            assertThat(Supervisor.whichChildren(supervisor)).isEqualTo(before);
            assertThat(log.messages())
                    .containsExactly("Supervisor " + supervisor.pid() + " received an unexpected message: hello");
        });
    }

    @Test
    @Tag("S27")
    void aKilledSupervisorTakesTheLinkedChildrenWithIt() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            var child = monitor(pidOf(supervisor, "a"));
            exit(supervisor.pid(), ExitReason.KILL);
            assertThat(downOf(child)).isEqualTo(ExitReason.KILLED);
        });
    }

    @Test
    @Tag("S18")
    void childrenThatEndByThemselvesWhileTheSupervisorStopsNeitherHoldItUpNorAreRestarted() throws Exception {
        asProcess(() -> {
            var companions = new CompletableFuture<Pid>();
            // When it is stopped it takes its sibling with it, which the supervisor has not come to yet.
            var last = GenServer.childSpec(
                    "last",
                    () -> Scripted.withInit(() -> {
                                trapExit(true);
                                return Init.ok("");
                            })
                            .onTerminate((_, _) -> end(companions.get(), BOOM)),
                    Options.NONE);
            var supervisor = supervise(plenty(Strategy.ONE_FOR_ONE), worker("a"), worker("b"), last);
            companions.complete(pidOf(supervisor, "b"));
            journal();
            Supervisor.stop(supervisor);
            assertThat(journal()).containsExactly("stop b boom", "stop a shutdown");
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("did not shut down as told: it exited with boom"));
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    @Tag("S1")
    @Tag("G17")
    void aSupervisorIsAChildOfAnotherByItsSpec() throws Exception {
        asProcess(() -> {
            var inner = Supervisor.childSpec(
                    "inner",
                    List.of(worker("b"), worker("c", Restart.TEMPORARY)),
                    Flags.oneForOne().named("inner"));
            var outer = supervise(Flags.oneForOne(), worker("a"), inner, worker("d"));
            assertThat(journal()).containsExactly("start a", "start b", "start c", "start d");
            assertThat(ids(ServerRef.named("inner"))).containsExactly("c", "b");
            Supervisor.stop(outer);
            assertThat(journal())
                    .containsExactly("stop d shutdown", "stop c shutdown", "stop b shutdown", "stop a shutdown");
            assertThat(node.registered()).isEmpty();
        });
    }
}
