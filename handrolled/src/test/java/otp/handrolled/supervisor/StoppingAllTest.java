package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.introspection.Sys;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/** How a dynamic supervisor ends. */
@Tag("D4")
class StoppingAllTest extends SupervisorTest {
    private static final Duration FOREVER = Timeouts.INFINITY;

    /** Traps exits and waits for all its siblings to have come as far before it ends: it never would if told one by one. */
    private static ChildSpec meeting(CountDownLatch all) {
        return GenServer.childSpec(
                        "meeting",
                        () -> Scripted.withInit(() -> {
                                    trapExit(true);
                                    return Init.ok("");
                                })
                                .onTerminate((_, _) -> {
                                    all.countDown();
                                    all.await();
                                }),
                        Options.NONE)
                .withShutdown(new Shutdown.Within(FOREVER));
    }

    /** Traps exits and cannot be told anything. */
    private static ChildSpec deaf(Duration patience) {
        return GenServer.childSpec(
                        "deaf",
                        () -> Scripted.withInit(() -> {
                                    trapExit(true);
                                    return Init.ok("");
                                })
                                .onTerminate((_, _) -> receive(_ -> null)),
                        Options.NONE)
                .withShutdown(new Shutdown.Within(patience));
    }

    @Test
    void allChildrenAreToldAtOnce() throws Exception {
        asProcess(() -> {
            var all = new CountDownLatch(10);
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            for (int i = 0; i < 10; i++) {
                DynamicSupervisor.startChild(supervisor, meeting(all));
            }
            DynamicSupervisor.stop(supervisor);
            assertThat(all.await(0, TimeUnit.SECONDS)).isTrue();
            assertThat(node.processes()).containsExactly(self());
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    void eachHasItsOwnTimeToGo() throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            Pid hasty = start(supervisor, deaf(Duration.ofSeconds(1)));
            Pid patient = start(supervisor, deaf(Duration.ofSeconds(3)));
            Pid killed = start(supervisor, deaf(FOREVER).withShutdown(new Shutdown.BrutalKill()));
            var hastyEnd = monitor(hasty);
            var patientEnd = monitor(patient);
            var killedEnd = monitor(killed);
            var supervisorEnd = monitor(supervisor.pid());
            exit(supervisor.pid(), ExitReason.SHUTDOWN);
            assertThat(downOf(killedEnd)).isEqualTo(ExitReason.KILLED);
            clock.awaitWaiting(2);
            clock.advance(Duration.ofSeconds(1));
            assertThat(downOf(hastyEnd)).isEqualTo(ExitReason.KILLED);
            assertThat(isAlive(patient)).isTrue();
            clock.advance(Duration.ofSeconds(2));
            assertThat(downOf(patientEnd)).isEqualTo(ExitReason.KILLED);
            assertThat(downOf(supervisorEnd)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(log.messages())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("did not shut down as told: it exited with killed"));
        });
    }

    @Test
    void oneThatIsInTimeLeavesNoTimerBehind() throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            start(supervisor, worker("a"));
            DynamicSupervisor.stop(supervisor);
            assertThat(journal()).containsExactly("start a", "stop a shutdown");
            assertThat(clock.waiting()).isZero();
        });
    }

    @Test
    void oneThatIsBeingRestartedIsNotWaitedFor() throws Exception {
        asProcess(() -> {
            var supervisor =
                    DynamicSupervisor.startLink(plenty(Strategy.ONE_FOR_ONE)).get();
            Pid a = start(supervisor, worker("a"));
            letFail("a");
            end(a, BOOM);
            DynamicSupervisor.stop(supervisor);
            awaitAlone();
        });
    }

    @Test
    void oneThatDiedJustBeforeIsKnownByItsOwnReason() throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            Pid a = start(supervisor, worker("a"));
            Pid b = start(supervisor, worker("b"));
            Sys.suspend(supervisor);
            end(a, BOOM);
            var monitor = monitor(supervisor.pid());
            // A suspended server still ends with its parent, and has not looked at the exit of its child by then.
            var stop = beside(() -> {
                GenServer.stop(supervisor, ExitReason.SHUTDOWN, FOREVER);
                return true;
            });
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(stop.get()).isTrue();
            assertThat(isAlive(b)).isFalse();
            assertThat(log.messages())
                    .anyMatch(line -> line.endsWith("did not shut down as told: it exited with boom"));
        });
    }

    /** A hundred thousand: {@code ./mvnw -pl handrolled -am test -Dtest=StoppingAllTest -Dchildren=100000}. */
    @Test
    void manyChildrenStartAndStop() throws Exception {
        int count = Integer.getInteger("children", 20_000);
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            var child = ChildSpec.worker("any", () -> new OnStart.Ok<>(spawnLink(() -> receive(_ -> null))))
                    .withRestart(Restart.TEMPORARY);
            var pids = new HashSet<Pid>();
            for (int i = 0; i < count; i++) {
                pids.add(start(supervisor, child));
            }
            assertThat(DynamicSupervisor.countChildren(supervisor).active()).isEqualTo(count);
            for (Pid pid : Set.copyOf(pids).stream().limit(1_000).toList()) {
                exit(pid, BOOM);
                pids.remove(pid);
            }
            assertThat(DynamicSupervisor.countChildren(supervisor).active()).isEqualTo(count - 1_000);
            DynamicSupervisor.stop(supervisor);
            assertThat(pids).noneMatch(pid -> isAlive(pid));
        });
    }

    @Test
    void whoWaitsForAnAnswerMeanwhileLearnsOfTheEnd() throws Exception {
        asProcess(() -> {
            var supervisor = DynamicSupervisor.startLink(Flags.oneForOne()).get();
            Pid deaf = start(supervisor, deaf(Duration.ofSeconds(1)));
            var supervisorEnd = monitor(supervisor.pid());
            exit(supervisor.pid(), ExitReason.SHUTDOWN);
            clock.awaitWaiting(1);
            var late = beside(() -> DynamicSupervisor.countChildren(supervisor));
            var later = monitor(late.pid());
            clock.advance(Duration.ofSeconds(1));
            assertThat(downOf(supervisorEnd)).isEqualTo(ExitReason.SHUTDOWN);
            receive(message -> message instanceof Down(var ref, var _, var _) && ref == later ? () -> message : null);
            assertThat(causeOf(late.exit())).isIn(ExitReason.SHUTDOWN, ExitReason.NOPROC);
            assertThat(isAlive(deaf)).isFalse();
        });
    }

    private static Pid start(ServerRef<DynamicSupervisor.Message> supervisor, ChildSpec spec) {
        return DynamicSupervisor.startChild(supervisor, spec).get();
    }
}
