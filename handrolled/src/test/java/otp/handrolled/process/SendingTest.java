package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.alias;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.trapExit;
import static otp.handrolled.process.Processes.unregister;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendingTest extends ProcessTest {
    @Test
    @Tag("P1")
    void aMessageToADeadProcessIsDroppedInSilence() throws Exception {
        node.run(() -> {
            Pid dead = spawn(() -> {});
            awaitDeath(dead);
            send(dead, "anybody there?");
            assertThat(ProcessInfo.of(dead).mailbox()).isZero();
            assertThat(flush()).isEmpty();
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @Tag("P1")
    void aNameThatNobodyHasIsAnErrorAtTheSender() throws Exception {
        node.run(() -> {
            register(self(), "somebody");
            assertThatThrownBy(() -> send("nobody", "hello"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got: \"nobody\"")
                    .hasMessageContaining("Registered are: [somebody]");
        });
    }

    @Test
    @Tag("P1")
    void aNameIsNobodysOnceItsProcessIsDead() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            register(pid, "short-lived");
            send("short-lived", "in time");
            exit(pid, ExitReason.KILL);
            assertThatThrownBy(() -> send("short-lived", "too late")).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    @Tag("P1")
    void aNameThatWasGivenUpIsNobodys() throws Exception {
        node.run(() -> {
            register(self(), "me");
            send("me", 1);
            unregister("me");
            assertThatThrownBy(() -> send("me", 2)).isInstanceOf(IllegalArgumentException.class);
            assertThat(flush()).containsExactly(1);
        });
    }

    @Test
    void aThreadThatIsNoProcessCanSendToAPid() throws Exception {
        var got = new ConcurrentLinkedQueue<>();
        var done = new CountDownLatch(1);
        Pid pid = node.spawn(() -> {
            got.add(next());
            done.countDown();
        });
        send(pid, "from outside");
        await(done);
        assertThat(got).containsExactly("from outside");
    }

    @Test
    @Tag("P2")
    void whatOneSenderSendsArrivesInItsOrderWhicheverAddressItUses() throws Exception {
        node.run(() -> {
            Pid me = self();
            Ref alias = alias();
            register(me, "me");
            spawn(() -> {
                send(me, 1);
                send("me", 2);
                send(alias, 3);
                send(me, 4);
            });
            assertThat(List.of(next(), next(), next(), next())).containsExactly(1, 2, 3, 4);
        });
    }

    @Test
    @Tag("P2")
    @Tag("L2")
    void whatIsSentAfterAnExitSignalIsNeverSeen() throws Exception {
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        node.run(() -> {
            for (int round = 0; round < 1_000; round++) {
                Pid pid = spawn(() -> {
                    while (true) {
                        seen.add(next());
                    }
                });
                send(pid, "before");
                exit(pid, BOOM);
                send(pid, "after");
                assertThat(downOf(Processes.monitor(pid))).isIn(BOOM, ExitReason.NOPROC);
            }
        });
        node.close();
        assertThat(seen).doesNotContain("after").allMatch("before"::equals);
    }

    @Test
    @Tag("P2")
    @Tag("L7")
    void anExitSignalThatIsTrappedKeepsItsPlaceAmongTheMessages() throws Exception {
        node.run(() -> {
            trapExit(true);
            Pid me = self();
            Pid sender = spawn(() -> {
                send(me, "before");
                exit(me, BOOM);
                send(me, "after");
            });
            assertThat(List.of(next(), next(), next())).containsExactly("before", new Exit(sender, BOOM), "after");
        });
    }

    @Test
    @Tag("P2")
    @Tag("M7")
    void theDownOfASenderComesAfterAllItSent() throws Exception {
        node.run(() -> {
            Pid me = self();
            Spawned sender = Processes.spawnMonitor(() -> {
                for (int i = 0; i < 1_000; i++) {
                    send(me, i);
                }
            });
            for (int i = 0; i < 1_000; i++) {
                assertThat(next()).isEqualTo(i);
            }
            assertThat(next()).isEqualTo(new Down(sender.ref(), sender.pid(), ExitReason.NORMAL));
        });
    }

    @Test
    @Tag("P3")
    void nothingOrdersTheMessagesOfDifferentSenders() throws Exception {
        node.run(() -> {
            Pid me = self();
            var secondHasSent = new CountDownLatch(1);
            spawn(() -> {
                await(secondHasSent);
                send(me, "of the one that started first");
            });
            spawn(() -> {
                send(me, "of the one that started second");
                secondHasSent.countDown();
            });
            assertThat(List.of(next(), next()))
                    .containsExactly("of the one that started second", "of the one that started first");
        });
    }
}
