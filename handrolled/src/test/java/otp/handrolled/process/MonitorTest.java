package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.demonitor;
import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnMonitor;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MonitorTest extends ProcessTest {
    @Test
    @Tag("M1")
    void aMonitorBringsOneDownWithThePidAndTheReason() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid);
            assertThat(flush()).as("while it lives").isEmpty();
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(new Down(ref, pid, BOOM));
            exit(pid, ExitReason.KILL);
            assertThat(flush()).as("a second time").isEmpty();
        });
    }

    @Test
    @Tag("M1")
    void aMonitorTellsOfANormalExitTooAndHarmsNobody() throws Exception {
        node.run(() -> {
            Spawned child = spawnMonitor(() -> {});
            assertThat(next()).isEqualTo(new Down(child.ref(), child.pid(), ExitReason.NORMAL));
            Spawned crashing = spawnMonitor(ProcessTest::boom);
            assertThat(downOf(crashing.ref())).isEqualTo(BOOM);
            assertThat(isAlive(self())).isTrue();
        });
    }

    @Test
    @Tag("M1")
    void aMonitorGoesOneWay() throws Exception {
        node.run(() -> {
            Pid watched = spawn(ProcessTest::idle);
            Spawned watcher = spawnMonitor(() -> {
                monitor(watched);
                exit(BOOM);
            });
            downOf(watcher.ref());
            assertThat(isAlive(watched)).isTrue();
            assertThat(ProcessInfo.of(watched).mailbox()).isZero();
            assertThat(ProcessInfo.of(watched).monitoredBy()).isEmpty();
        });
    }

    @Test
    @Tag("M2")
    void aDeadProcessIsDownAtOnce() throws Exception {
        node.run(() -> {
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            Ref ref = monitor(dead);
            assertThat(flush()).containsExactly(new Down(ref, dead, ExitReason.NOPROC));
            assertThat(info(self()).orElseThrow().monitors()).isEmpty();
        });
    }

    @Test
    @Tag("M2")
    void aNameThatNobodyHasIsDownAtOnce() throws Exception {
        node.run(() -> {
            Ref ref = monitor("nobody");
            assertThat(flush()).containsExactly(new Down(ref, "nobody", ExitReason.NOPROC));
        });
    }

    @Test
    @Tag("M1")
    @Tag("M2")
    void aMonitorByNameStaysWithTheProcessThatHadItThen() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            register(pid, "it");
            Ref ref = monitor("it");
            Processes.unregister("it");
            register(self(), "it");
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(new Down(ref, "it", BOOM));
        });
    }

    @Test
    @Tag("M3")
    void eachOfSeveralMonitorsBringsItsOwnDown() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref first = monitor(pid);
            Ref second = monitor(pid);
            Ref third = monitor(pid);
            demonitor(second);
            exit(pid, BOOM);
            assertThat(flush()).containsExactlyInAnyOrder(new Down(first, pid, BOOM), new Down(third, pid, BOOM));
        });
    }

    @Test
    @Tag("M3")
    void eachOfSeveralWatchersIsTold() throws Exception {
        node.run(() -> {
            Pid watched = spawn(ProcessTest::idle);
            Pid me = self();
            var watching = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                spawn(() -> {
                    Ref ref = monitor(watched);
                    watching.countDown();
                    send(me, downOf(ref));
                });
            }
            await(watching);
            exit(watched, BOOM);
            for (int i = 0; i < 20; i++) {
                assertThat(next()).isEqualTo(BOOM);
            }
        });
    }

    @Test
    @Tag("M4")
    void afterDemonitorNoDownComes() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            demonitor(monitor(pid));
            exit(pid, BOOM);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M4")
    void demonitorLeavesADownThatIsQueuedAndFlushRemovesIt() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref left = monitor(pid);
            Ref flushed = monitor(pid);
            exit(pid, BOOM);
            send(self(), "mail");
            // A receive that takes nothing puts both into the queue.
            Processes.receive(message -> null, java.time.Duration.ZERO, () -> true);
            demonitor(left);
            demonitorFlush(flushed);
            assertThat(flush()).containsExactly(new Down(left, pid, BOOM), "mail");
        });
    }

    @Test
    @Tag("M4")
    void flushTakesNoOtherMessage() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref ref = monitor(pid);
            send(self(), "mail");
            demonitorFlush(ref);
            exit(pid, BOOM);
            assertThat(flush()).containsExactly("mail");
        });
    }

    @Test
    @Tag("M4")
    void demonitoringTwiceOrAReferenceThatIsNoMonitorIsNoError() throws Exception {
        node.run(() -> {
            Ref ref = monitor(self());
            demonitor(ref);
            demonitor(ref);
            demonitorFlush(ref);
            demonitor(new Ref());
            demonitorFlush(Processes.alias());
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M5")
    void onlyWhoMadeAMonitorCanTakeItAway() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Ref mine = monitor(pid);
            Spawned stranger = spawnMonitor(() -> {
                demonitor(mine);
                demonitorFlush(mine);
            });
            assertThat(downOf(stranger.ref())).as("no error in OTP 25 either").isEqualTo(ExitReason.NORMAL);
            exit(pid, BOOM);
            assertThat(flush()).containsExactly(new Down(mine, pid, BOOM));
        });
    }

    @Test
    @Tag("M6")
    void aMonitorOfItselfNeverFires() throws Exception {
        node.run(() -> {
            Ref ref = monitor(self());
            assertThat(flush()).isEmpty();
            demonitor(ref);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M6")
    void aProcessThatMonitorsItselfDiesLikeAnyOther() throws Exception {
        node.run(() -> {
            Spawned child = spawnMonitor(() -> {
                monitor(self());
                exit(BOOM);
            });
            assertThat(downOf(child.ref())).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("M7")
    void aReplySentBeforeDyingIsAlwaysAheadOfTheDown() throws Exception {
        node.run(() -> {
            Pid me = self();
            for (int i = 0; i < 10_000; i++) {
                Spawned child = spawnMonitor(() -> {
                    send(me, "reply");
                    exit(BOOM);
                });
                assertThat(next()).isEqualTo("reply");
                assertThat(next()).isEqualTo(new Down(child.ref(), child.pid(), BOOM));
            }
        });
    }
}
