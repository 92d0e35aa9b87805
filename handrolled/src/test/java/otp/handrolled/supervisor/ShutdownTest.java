package otp.handrolled.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Supervisor.Refusal;

class ShutdownTest extends SupervisorTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<ExitReason> heard = new LinkedBlockingQueue<>();

    /** Traps exits and does nothing about them but note them. */
    private ChildSpec stubborn(Object id) {
        return ChildSpec.worker(id, () -> {
            Pid supervisor = self();
            Pid pid = spawnLink(() -> {
                trapExit(true);
                send(supervisor, "traps");
                while (true) {
                    receive(message -> message instanceof Exit(var _, var reason) ? () -> heard.add(reason) : null);
                }
            });
            receive(message -> message.equals("traps") ? () -> message : null);
            return new OnStart.Ok<>(pid);
        });
    }

    private ExitReason nextHeard() throws Exception {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    @Tag("S15")
    void aChildThatDoesNotStopInTimeIsKilledAndThatIsReported() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), stubborn("a"));
            Pid child = pidOf(supervisor, "a");
            var childMonitor = monitor(child);
            var stop = beside(() -> Supervisor.terminateChild(supervisor, "a"));
            clock.awaitWaiting(1);
            assertThat(nextHeard()).isEqualTo(ExitReason.SHUTDOWN);
            clock.advance(FIVE_SECONDS.minusNanos(1));
            assertThat(isAlive(child)).isTrue();
            clock.advance(Duration.ofNanos(1));
            assertThat(downOf(childMonitor)).isEqualTo(ExitReason.KILLED);
            assertThat(stop.get()).isEmpty();
            assertThat(log.messages())
                    .containsExactly("Child a (" + child + ") of supervisor " + supervisor.pid()
                            + " did not shut down as told: it exited with killed");
        });
    }

    @Test
    @Tag("S15")
    void aChildThatStopsInTimeIsNotWaitedForAnyLongerNorReported() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Supervisor.terminateChild(supervisor, "a");
            assertThat(journal()).containsExactly("start a", "stop a shutdown");
            assertThat(clock.waiting()).isZero();
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    @Tag("S15")
    void aPatienceOfZeroTellsAndThenKillsAtOnce() throws Exception {
        asProcess(() -> {
            var supervisor =
                    supervise(Flags.oneForOne(), stubborn("a").withShutdown(new Shutdown.Within(Duration.ZERO)));
            var monitor = monitor(pidOf(supervisor, "a"));
            Supervisor.terminateChild(supervisor, "a");
            assertThat(downOf(monitor)).isEqualTo(ExitReason.KILLED);
        });
    }

    @Test
    @Tag("S16")
    void brutalKillKillsAtOnceAndTerminateDoesNotRun() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a").withShutdown(new Shutdown.BrutalKill()));
            var monitor = monitor(pidOf(supervisor, "a"));
            Supervisor.stop(supervisor);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.KILLED);
            assertThat(journal()).containsExactly("start a");
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    @Tag("S16")
    void infinityWaitsForAsLongAsItTakes() throws Exception {
        asProcess(() -> {
            var goOn = new CompletableFuture<String>();
            var slow = GenServer.childSpec(
                            "slow",
                            () -> Scripted.withInit(() -> {
                                        trapExit(true);
                                        return Init.ok("");
                                    })
                                    .onTerminate((_, _) -> goOn.get()),
                            Options.NONE)
                    .withShutdown(new Shutdown.Within(Timeouts.INFINITY));
            var supervisor = supervise(Flags.oneForOne(), slow);
            Pid child = pidOf(supervisor, "slow");
            var stop = beside(() -> Supervisor.terminateChild(supervisor, "slow"));
            // No timer at all runs for it, so no time is too long.
            assertThat(clock.waiting()).isZero();
            clock.advance(Duration.ofDays(1_000));
            assertThat(isAlive(child)).isTrue();
            goOn.complete("now");
            assertThat(stop.get()).isEmpty();
            assertThat(isAlive(child)).isFalse();
        });
    }

    @Test
    @Tag("S16")
    void aWorkerHasFiveSecondsAndASupervisorAsLongAsItTakes() {
        assertThat(worker("a").shutdown()).isEqualTo(new Shutdown.Within(FIVE_SECONDS));
        assertThat(Supervisor.childSpec("b", List.of(), Flags.oneForOne()).shutdown())
                .isEqualTo(new Shutdown.Within(Timeouts.INFINITY));
    }

    @Test
    @Tag("S17")
    void aChildThatHasUnlinkedItselfIsStoppedLikeAnyOther() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Pid child = pidOf(supervisor, "a");
            Pid itsSupervisor = supervisor.pid();
            GenServer.call(ServerRef.<Scripted.Message>of(child), Scripted.ask((from, state) -> {
                unlink(itsSupervisor);
                return Next.reply(from, state, state);
            }));
            var monitor = monitor(child);
            Supervisor.stop(supervisor);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
        });
    }

    @Test
    @Tag("S17")
    @Tag("S22")
    void aChildThatUnlinkedItselfAndDiedIsListedUntilItIsStoppedButDoesNotCountAsActive() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), worker("a"));
            Pid child = pidOf(supervisor, "a");
            Pid itsSupervisor = supervisor.pid();
            GenServer.call(ServerRef.<Scripted.Message>of(child), Scripted.ask((from, state) -> {
                unlink(itsSupervisor);
                return Next.reply(from, state, state);
            }));
            end(child, BOOM);
            assertThat(pidOf(supervisor, "a")).isEqualTo(child);
            assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new Supervisor.ChildCount(1, 0, 0, 1));
            assertThat(failure(Supervisor.restartChild(supervisor, "a"))).isEqualTo(Refusal.RUNNING);
            assertThat(Supervisor.terminateChild(supervisor, "a")).isEmpty();
            assertThat(Supervisor.restartChild(supervisor, "a").get()).isNotEqualTo(child);
        });
    }

    @Test
    @Tag("S15")
    void aNonPermanentChildMayEndInAnyOrderlyWayWhenToldToStop() throws Exception {
        asProcess(() -> {
            for (ExitReason last : List.of(ExitReason.NORMAL, new ExitReason.ShutdownWith("later"))) {
                ChildSpec own = GenServer.childSpec(
                        "own way",
                        () -> Scripted.withInit(() -> {
                                    trapExit(true);
                                    return Init.ok("");
                                })
                                .onTerminate((_, _) -> exit(last)),
                        Options.NONE);
                var supervisor = supervise(Flags.oneForOne(), own.withRestart(Restart.TRANSIENT));
                Supervisor.stop(supervisor);
                String report = "it exited with " + last;
                assertThat(log.messages()).noneMatch(line -> line.endsWith(report));

                Supervisor.stop(supervise(Flags.oneForOne(), own));
                assertThat(log.messages()).anyMatch(line -> line.endsWith(report));
            }
        });
    }

    @Test
    @Tag("S16")
    void aSupervisorThatIsKilledWhileItWaitsForAChildStillTellsTheChild() throws Exception {
        asProcess(() -> {
            var supervisor = supervise(Flags.oneForOne(), stubborn("a"));
            beside(() -> Supervisor.terminateChild(supervisor, "a"));
            assertThat(nextHeard()).isEqualTo(ExitReason.SHUTDOWN);
            exit(supervisor.pid(), ExitReason.KILL);
            assertThat(nextHeard()).isEqualTo(ExitReason.KILLED);
        });
    }
}
