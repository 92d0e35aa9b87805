package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.trapExit;
import static otp.handrolled.process.Processes.unlink;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LinkTest extends ProcessTest {
    private static final ExitReason BYE = ExitReason.term("bye");

    /** Whom a process is linked with. */
    private static List<Pid> linksOf(Pid pid) {
        return info(pid).orElseThrow().links();
    }

    /** A process that exits with the reason it is sent. */
    private static Pid mortal() {
        return spawn(LinkTest::awaitReason);
    }

    private static void awaitReason() {
        ExitReason reason = receive(message -> message instanceof ExitReason asked ? () -> asked : null);
        exit(reason);
    }

    @Test
    @Tag("L1")
    void aLinkIsThereInBothDirections() throws Exception {
        node.run(() -> {
            Pid peer = mortal();
            link(peer);
            assertThat(linksOf(self())).containsExactly(peer);
            assertThat(linksOf(peer)).containsExactly(self());
        });
    }

    @Test
    @Tag("L1")
    void linkingTwiceIsOneLinkAndOneExit() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid peer = mortal();
            link(peer);
            link(peer);
            assertThat(linksOf(self())).containsExactly(peer);
            exit(peer, BOOM);
            assertThat(flush()).containsExactly(new Exit(peer, BOOM));
        });
    }

    @Test
    @Tag("L1")
    void oneUnlinkUndoesAnyNumberOfLinks() throws Exception {
        node.run(() -> {
            Pid peer = mortal();
            link(peer);
            link(peer);
            unlink(peer);
            assertThat(linksOf(self())).isEmpty();
            assertThat(linksOf(peer)).isEmpty();
            exit(peer, BOOM);
            assertThat(isAlive(self())).isTrue();
        });
    }

    @Test
    @Tag("L1")
    void theOtherSideMayUnlinkToo() throws Exception {
        node.run(() -> {
            Pid me = self();
            Pid peer = spawnLink(() -> {
                unlink(me);
                send(me, "unlinked");
                exit(BOOM);
            });
            Ref monitor = monitor(peer);
            assertThat(next()).isEqualTo("unlinked");
            assertThat(downOf(monitor)).isIn(BOOM, ExitReason.NOPROC);
            assertThat(linksOf(me)).isEmpty();
        });
    }

    @Test
    @Tag("L1")
    void aLinkWithItselfIsNoLink() throws Exception {
        node.run(() -> {
            link(self());
            assertThat(linksOf(self())).isEmpty();
            unlink(self());
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L1")
    void unlinkingAStrangerOrADeadProcessIsNoError() throws Exception {
        node.run(() -> {
            Pid stranger = mortal();
            unlink(stranger);
            exit(stranger, ExitReason.KILL);
            unlink(stranger);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L2")
    void whoIsLinkedDiesOfTheSameReasonAndSoDoTheirs() throws Exception {
        node.run(() -> {
            var linked = new CountDownLatch(2);
            Pid first = mortal();
            Spawned second = linkedWith(first, linked);
            Spawned third = linkedWith(second.pid(), linked);
            await(linked);
            send(first, BOOM);
            assertThat(downOf(second.ref())).isEqualTo(BOOM);
            assertThat(downOf(third.ref())).isEqualTo(BOOM);
        });
    }

    private static Spawned linkedWith(Pid peer, CountDownLatch linked) {
        return spawnMonitor(() -> {
            link(peer);
            linked.countDown();
            idle();
        });
    }

    @Test
    @Tag("L2")
    void whoIsNotLinkedLivesOn() throws Exception {
        node.run(() -> {
            Pid stranger = mortal();
            Pid child = spawn(ProcessTest::boom);
            awaitDeath(child);
            assertThat(isAlive(stranger)).isTrue();
            assertThat(isAlive(self())).isTrue();
        });
    }

    @Test
    @Tag("L3")
    void aNormalExitLeavesALinkedProcessAlone() throws Exception {
        node.run(() -> {
            Pid child = spawnLink(() -> {});
            awaitDeath(child);
            assertThat(linksOf(self())).isEmpty();
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L3")
    void aNormalExitIsAMessageToOneThatTrapsExits() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid child = spawnLink(() -> {});
            assertThat(next()).isEqualTo(new Exit(child, ExitReason.NORMAL));
            assertThat(linksOf(self())).isEmpty();
        });
    }

    @Test
    @Tag("L8")
    void linkingWithADeadProcessIsAnErrorThatCanBeCaught() throws Exception {
        node.run(() -> {
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            assertThatThrownBy(() -> link(dead))
                    .isInstanceOf(NoProcException.class)
                    .hasMessageContaining("cannot link to " + dead)
                    .hasMessageContaining("trap exits");
            assertThat(linksOf(self())).isEmpty();
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L8")
    void whoDoesNotCatchThatErrorDiesOfIt() throws Exception {
        node.run(() -> {
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            ExitReason reason = downOf(spawnMonitor(() -> link(dead)).ref());
            assertThat(reason)
                    .isInstanceOfSatisfying(
                            ExitReason.Crash.class,
                            crash -> assertThat(crash.error()).isInstanceOf(NoProcException.class));
        });
    }

    @Test
    @Tag("L8")
    void linkingWithADeadProcessIsAMessageToOneThatTrapsExits() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            link(dead);
            assertThat(flush()).containsExactly(new Exit(dead, ExitReason.NOPROC));
        });
    }

    @Test
    @Tag("L9")
    void noExitComesAfterUnlink() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid peer = spawnLink(LinkTest::awaitReason);
            unlink(peer);
            exit(peer, BOOM);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L9")
    void anExitThatIsQueuedAlreadyStaysAfterUnlink() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid peer = spawnLink(LinkTest::awaitReason);
            exit(peer, BYE);
            unlink(peer);
            assertThat(flush()).containsExactly(new Exit(peer, BYE));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("L10")
    void aChildThatDiesAtOnceStillTellsItsParent() throws Exception {
        node.run(() -> {
            trapExit(true);
            for (int i = 0; i < 10_000; i++) {
                Pid child = spawnLink(ProcessTest::boom);
                assertThat(next()).isEqualTo(new Exit(child, BOOM));
            }
        });
    }

    @Test
    @Tag("L10")
    void aParentThatDiesAtOnceStillTakesItsChildAlong() throws Exception {
        var born = new CountDownLatch(1_000);
        var survived = new CountDownLatch(1);
        node.run(() -> {
            for (int i = 0; i < 1_000; i++) {
                spawn(() -> {
                    spawnLink(() -> {
                        idle();
                        survived.countDown();
                    });
                    born.countDown();
                    exit(BOOM);
                });
            }
            await(born);
            Pid me = self();
            org.awaitility.Awaitility.await().until(() -> node.processes().equals(List.of(me)));
        });
        assertThat(survived.getCount()).isOne();
    }
}
