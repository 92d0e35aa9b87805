package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.spawnMonitor;
import static otp.handrolled.process.Processes.trapExit;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExitSignalTest extends ProcessTest {
    /** A process that traps exits and hands all it gets to another. */
    private static Pid trapper(Pid to) {
        var traps = new CountDownLatch(1);
        Pid pid = spawn(() -> {
            trapExit(true);
            traps.countDown();
            while (true) {
                send(to, next());
            }
        });
        await(traps);
        return pid;
    }

    @Test
    @Tag("L4")
    void normalSentToAnotherIsIgnored() throws Exception {
        node.run(() -> {
            Pid other = spawn(ProcessTest::idle);
            exit(other, ExitReason.NORMAL);
            assertThat(isAlive(other)).isTrue();
            assertThat(ProcessInfo.of(other).mailbox()).isZero();
        });
    }

    @Test
    @Tag("L4")
    void normalSentToOneThatTrapsIsAMessage() throws Exception {
        node.run(() -> {
            Pid trapper = trapper(self());
            exit(trapper, ExitReason.NORMAL);
            assertThat(next()).isEqualTo(new Exit(self(), ExitReason.NORMAL));
            assertThat(isAlive(trapper)).isTrue();
        });
    }

    @Test
    @Tag("L4")
    void normalSentToItselfEndsAProcess() throws Exception {
        node.run(() -> {
            Spawned suicide = spawnMonitor(() -> {
                exit(self(), ExitReason.NORMAL);
                exit(ExitReason.term("survived"));
            });
            assertThat(downOf(suicide.ref())).isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    @Tag("L4")
    void normalSentToItselfIsAMessageIfItTraps() throws Exception {
        node.run(() -> {
            trapExit(true);
            exit(self(), ExitReason.NORMAL);
            assertThat(flush()).containsExactly(new Exit(self(), ExitReason.NORMAL));
        });
    }

    @Test
    @Tag("L4")
    @Tag("P11")
    void returningNormallyFromExitEndsTheCallerAlthoughNormalIsIgnoredByOthers() throws Exception {
        node.run(() -> {
            Spawned child = spawnMonitor(() -> exit(ExitReason.NORMAL));
            assertThat(downOf(child.ref())).isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    @Tag("L5")
    void killCannotBeTrappedAndOthersSeeKilled() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid trapper = trapper(self());
            link(trapper);
            Ref monitor = monitor(trapper);
            exit(trapper, ExitReason.KILL);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.KILLED);
            assertThat(flush()).containsExactly(new Exit(trapper, ExitReason.KILLED));
        });
    }

    @Test
    @Tag("L5")
    @Tag("L2")
    void killedComesThroughALinkAsAnOrdinaryReason() throws Exception {
        node.run(() -> {
            Pid victim = spawn(ProcessTest::idle);
            var linked = new CountDownLatch(1);
            Spawned peer = spawnMonitor(() -> {
                link(victim);
                linked.countDown();
                idle();
            });
            await(linked);
            exit(victim, ExitReason.KILL);
            assertThat(downOf(peer.ref())).isEqualTo(ExitReason.KILLED);
        });
    }

    @Test
    @Tag("L6")
    void aProcessThatItselfExitsWithKillSendsKillThroughItsLinksAndItCanBeTrapped() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid child = spawnLink(() -> exit(ExitReason.KILL));
            assertThat(next()).isEqualTo(new Exit(child, ExitReason.KILL));
        });
    }

    @Test
    @Tag("L6")
    void killThroughALinkIsNotRewrittenToKilled() throws Exception {
        node.run(() -> {
            Spawned parent = spawnMonitor(() -> {
                spawnLink(() -> exit(ExitReason.KILL));
                idle();
            });
            assertThat(downOf(parent.ref())).isEqualTo(ExitReason.KILL);
        });
    }

    @Test
    @Tag("L7")
    void anExitSignalFromAStrangerIsTrappedLikeOneFromALink() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid me = self();
            Pid stranger = spawn(() -> exit(me, BOOM));
            assertThat(next()).isEqualTo(new Exit(stranger, BOOM));
        });
    }

    @Test
    @Tag("L7")
    void anExitSignalFromAStrangerEndsOneThatDoesNotTrap() throws Exception {
        node.run(() -> {
            Spawned victim = spawnMonitor(ProcessTest::idle);
            spawn(() -> exit(victim.pid(), BOOM));
            assertThat(downOf(victim.ref())).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("L7")
    void trappingCanBeTurnedOffAndSaysWhatItWas() throws Exception {
        node.run(() -> {
            Spawned victim = spawnMonitor(() -> {
                assertThat(trapExit(true)).isFalse();
                exit(self(), ExitReason.term("trapped"));
                assertThat(trapExit(false)).isTrue();
                exit(self(), BOOM);
            });
            assertThat(downOf(victim.ref())).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("L7")
    void anExitFromOutsideAnyProcessComesFromTheNodeItself() throws Exception {
        node.run(() -> {
            trapExit(true);
            node.exit(self(), BOOM);
            assertThat(next()).isInstanceOfSatisfying(Exit.class, exit -> {
                assertThat(exit.reason()).isEqualTo(BOOM);
                assertThat(exit.from()).isNotEqualTo(self());
                assertThat(exit.from().toString()).isEqualTo("#PID<0.0.0>");
            });
        });
    }

    @Test
    @Tag("L11")
    void anExitSignalToItselfCannotBeHeldUpByACatch() throws Exception {
        node.run(() -> {
            Spawned child = spawnMonitor(() -> {
                try {
                    exit(self(), BOOM);
                } catch (Throwable swallowed) {
                    // Erlang's catch does not even see it. Here it is seen, and the process is dead all the same.
                }
                exit(ExitReason.term("another"));
            });
            assertThat(downOf(child.ref())).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("L11")
    void catchOfExceptionDoesNotSeeAnExit() throws Exception {
        node.run(() -> {
            Spawned child = spawnMonitor(() -> {
                try {
                    exit(BOOM);
                } catch (Exception e) {
                    exit(ExitReason.term("caught"));
                }
            });
            assertThat(downOf(child.ref())).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("L11")
    void exitInAnEndedProcessThrowsAgainAtEveryCallIntoTheRuntime() throws Exception {
        var thrown = new CountDownLatch(7);
        node.run(() -> {
            Pid other = spawn(ProcessTest::idle);
            Pid me = self();
            Pid child = spawn(() -> {
                Runnable[] calls = {
                    () -> exit(self(), BOOM),
                    () -> send(me, "from the dead"),
                    () -> exit(other, BOOM),
                    () -> node.exit(other, ExitReason.KILL),
                    () -> spawn(() -> send(me, "child of the dead")),
                    () -> link(other),
                    () -> next(),
                };
                for (Runnable call : calls) {
                    try {
                        call.run();
                    } catch (ProcessExit exit) {
                        if (exit.reason().equals(BOOM)) {
                            thrown.countDown();
                        }
                    }
                }
            });
            awaitDeath(child);
            await(thrown);
            assertThat(isAlive(other)).isTrue();
            assertThat(flush()).isEmpty();
        });
    }
}
