package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.ProcessTest.BOOM;
import static otp.handrolled.process.ProcessTest.awaitDeath;
import static otp.handrolled.process.ProcessTest.downOf;
import static otp.handrolled.process.ProcessTest.flush;
import static otp.handrolled.process.ProcessTest.next;
import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links and monitors against the death of the other side. */
class TieRaceTest extends RaceTest {
    private static Pid dyingAfter(int delay) {
        return spawn(() -> {
            pause(delay);
            exit(BOOM);
        });
    }

    @Test
    @Tag("L2")
    @Tag("L8")
    void aLinkToADyingProcessBringsExactlyOneExit() throws Exception {
        repeat(() -> {
            trapExit(true);
            Pid peer = dyingAfter(delay());
            pause(delay());
            link(peer);
            assertThat(next()).isIn(new Exit(peer, BOOM), new Exit(peer, ExitReason.NOPROC));
            awaitDeath(peer);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L9")
    void afterUnlinkAndAFlushNoExitComesFromADyingProcess() throws Exception {
        repeat(() -> {
            trapExit(true);
            int delay = delay();
            Pid peer = spawnLink(() -> {
                pause(delay);
                exit(BOOM);
            });
            pause(delay());
            unlink(peer);
            receive(message -> message instanceof Exit ? () -> true : null, Duration.ZERO, () -> false);
            awaitDeath(peer);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L9")
    void whoHasUnlinkedSurvivesADyingProcess() throws Exception {
        repeat(() -> {
            int dies = delay();
            int unlinks = delay();
            Spawned survivor = Processes.spawnMonitor(() -> {
                trapExit(true);
                Pid peer = spawnLink(() -> {
                    pause(dies);
                    exit(BOOM);
                });
                pause(unlinks);
                unlink(peer);
                trapExit(false);
                awaitDeath(peer);
            });
            assertThat(downOf(survivor.ref())).isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    @Tag("M1")
    @Tag("M2")
    void aMonitorOfADyingProcessBringsExactlyOneDown() throws Exception {
        repeat(() -> {
            Pid peer = dyingAfter(delay());
            pause(delay());
            Ref first = monitor(peer);
            Ref second = monitor(peer);
            assertThat(downOf(second)).isIn(BOOM, ExitReason.NOPROC);
            assertThat(downOf(first)).isIn(BOOM, ExitReason.NOPROC);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("M4")
    void afterADemonitorThatFlushesNoDownComesFromADyingProcess() throws Exception {
        repeat(() -> {
            Pid peer = dyingAfter(delay());
            Ref ref = monitor(peer);
            pause(delay());
            demonitorFlush(ref);
            awaitDeath(peer);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L1")
    void twoThatLinkAndUnlinkEachOtherAtOnceAgreeInTheEnd() throws Exception {
        repeat(() -> {
            Pid me = self();
            int delay = delay();
            boolean keeps = random.nextBoolean();
            var done = new CountDownLatch(1);
            Pid peer = spawn(() -> {
                for (int i = 0; i < 50; i++) {
                    link(me);
                    pause(delay);
                    unlink(me);
                }
                if (keeps) {
                    link(me);
                }
                done.countDown();
                ProcessTest.idle();
            });
            for (int i = 0; i < 50; i++) {
                unlink(peer);
                link(peer);
            }
            ProcessTest.await(done);
            assertThat(ProcessInfo.of(peer).links().contains(me))
                    .isEqualTo(ProcessInfo.of(me).links().contains(peer));
            unlink(peer);
            exit(peer, ExitReason.KILL);
        });
    }

    @Test
    @Tag("L10")
    void noChildOutlivesAParentThatIsKilledWhileItSpawns() throws Exception {
        repeat(() -> {
            Pid me = self();
            Pid parent = spawn(() -> {
                while (true) {
                    spawnLink(ProcessTest::idle);
                }
            });
            pause(10 * delay());
            exit(parent, ExitReason.KILL);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(100_000))
                    .until(() -> node.processes().equals(List.of(me)));
        });
    }

    @Test
    @Tag("P9")
    @Tag("L5")
    void manyWhoEndOneProcessAgreeOnTheReasonAndItsWatchersHearOfItOnce() throws Exception {
        repeat(() -> {
            trapExit(true);
            int[] delays = {delay(), delay(), delay(), delay()};
            Pid victim = dyingAfter(delay());
            link(victim);
            Ref monitor = monitor(victim);
            for (int i = 0; i < delays.length; i++) {
                ExitReason reason = i == 0 ? ExitReason.KILL : ExitReason.term(i);
                int delay = delays[i];
                spawn(() -> {
                    pause(delay);
                    exit(victim, reason);
                });
            }
            // Who links with a process, and monitors it when it is dead already, hears noproc besides.
            ExitReason down = downOf(monitor);
            assertThat(next()).isInstanceOfSatisfying(Exit.class, exit -> {
                assertThat(exit.from()).isEqualTo(victim);
                assertThat(down).isIn(exit.reason(), ExitReason.NOPROC);
            });
            awaitDeath(victim);
            assertThat(flush()).isEmpty();
        });
    }
}
