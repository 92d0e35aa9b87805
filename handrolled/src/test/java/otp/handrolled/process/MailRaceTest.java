package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.ProcessTest.awaitDeath;
import static otp.handrolled.process.ProcessTest.downOf;
import static otp.handrolled.process.ProcessTest.flush;
import static otp.handrolled.process.ProcessTest.next;
import static otp.handrolled.process.Processes.alias;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.register;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;
import static otp.handrolled.process.Processes.unalias;
import static otp.handrolled.process.Processes.whereis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages against each other, against time, and against the death of their senders and receivers. */
class MailRaceTest extends RaceTest {
    private record Numbered(int sender, int number) {}

    @Test
    @Tag("P2")
    @Tag("P3")
    void manySendersAtOnceKeepTheirOwnOrderAndNothingIsLost() throws Exception {
        int senders = 16;
        int each = 500;
        repeat(() -> {
            Pid me = self();
            for (int s = 0; s < senders; s++) {
                int sender = s;
                int delay = delay() / 8;
                spawn(() -> {
                    for (int i = 0; i < each; i++) {
                        send(me, new Numbered(sender, i));
                        pause(delay);
                    }
                });
            }
            int[] expected = new int[senders];
            for (int i = 0; i < senders * each; i++) {
                var message = (Numbered) next();
                assertThat(message.number()).isEqualTo(expected[message.sender()]++);
            }
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P4")
    void aSleeperIsAlwaysWoken() throws Exception {
        repeat(() -> {
            Pid me = self();
            Pid echo = spawn(() -> {
                while (true) {
                    Object message = next();
                    send(me, message);
                }
            });
            int delay = delay() / 4;
            for (int i = 0; i < 500; i++) {
                send(echo, i);
                pause(delay);
                assertThat(next()).isEqualTo(i);
            }
            exit(echo, ExitReason.KILL);
        });
    }

    @Test
    @Tag("P6")
    void noMessageIsLostBetweenATimeoutAndAnArrival() throws Exception {
        int messages = 500;
        repeat(() -> {
            Pid me = self();
            int delay = delay();
            spawn(() -> {
                for (int i = 0; i < messages; i++) {
                    send(me, i);
                    pause(delay);
                }
            });
            Duration patience = Duration.ofNanos(1 + random.nextInt(20_000));
            for (int expected = 0; expected < messages; ) {
                Object got = receive(message -> () -> message, patience, () -> "timeout");
                if (!got.equals("timeout")) {
                    assertThat(got).isEqualTo(expected++);
                }
            }
        });
    }

    @Test
    @Tag("M8")
    void afterUnaliasAndAFlushNoReplyComes() throws Exception {
        repeat(() -> {
            Ref alias = alias();
            int delay = delay();
            var replied = new CountDownLatch(1);
            spawn(() -> {
                pause(delay);
                send(alias, "reply");
                replied.countDown();
            });
            pause(delay());
            unalias(alias);
            flush();
            ProcessTest.await(replied);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P8")
    void noNameStaysWithAProcessThatDiedWhileItWasRegistered() throws Exception {
        repeat(() -> {
            int delay = delay();
            Pid victim = spawn(ProcessTest::idle);
            Ref down = monitor(victim);
            spawn(() -> {
                pause(delay);
                exit(victim, ExitReason.KILL);
            });
            pause(delay());
            try {
                register(victim, "contended");
            } catch (IllegalArgumentException tooLate) {
                assertThat(tooLate).hasMessageContaining("not alive");
            }
            downOf(down);
            assertThat(whereis("contended")).isEmpty();
        });
    }

    @Test
    @Tag("P2")
    @Tag("M7")
    void nothingOfAKilledSenderComesAfterItsDown() throws Exception {
        repeat(() -> {
            Pid me = self();
            Pid sender = spawn(() -> {
                while (true) {
                    send(me, "more");
                }
            });
            Ref down = monitor(sender);
            pause(10 * delay());
            exit(sender, ExitReason.KILL);
            while (!(next() instanceof Down(var ref, var _, var _) && ref == down)) {
                // What it sent before.
            }
            awaitDeath(sender);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("P2")
    void noExitSignalOfAKilledSenderComesAfterItsDown() throws Exception {
        repeat(() -> {
            Processes.trapExit(true);
            Pid me = self();
            Pid sender = spawn(() -> {
                while (true) {
                    exit(me, ProcessTest.BOOM);
                }
            });
            Ref down = monitor(sender);
            pause(10 * delay());
            exit(sender, ExitReason.KILL);
            while (!(next() instanceof Down(var ref, var _, var _) && ref == down)) {
                // What it sent before.
            }
            awaitDeath(sender);
            assertThat(flush()).isEmpty();
        });
    }
}
