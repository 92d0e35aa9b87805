package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call costs the same however many other messages wait at the caller. */
class FullMailboxTest extends ProcessTest {
    private static final int MESSAGES = 500_000;

    private record Ping(From<String> from) {}

    private static Pid server() {
        return spawn(() -> {
            while (true) {
                receive(message -> message instanceof Request(var _, Ping(var from))
                        ? () -> {
                            from.reply("pong");
                            return true;
                        }
                        : null);
            }
        });
    }

    private static String ping(Pid server) {
        return Gen.<Ping, String>call("ping", server, server, Ping::new, Timeouts.INFINITY);
    }

    private static void fill() {
        for (int i = 0; i < MESSAGES; i++) {
            send(self(), i);
        }
    }

    /** The cheapest of many: what disturbs a measurement only ever makes it dearer. */
    private static long nanosecondsOfACall(Pid server) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 2_000; i++) {
            long start = System.nanoTime();
            ping(server);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Test
    @Tag("P7")
    void aCallLooksAtNoMessageThatHasNotBeenLookedAtYet() throws Exception {
        node.run(() -> {
            Pid server = server();
            fill();
            Object arrivals = self().block.mailbox.peek(1);
            assertThat(ping(server)).isEqualTo("pong");
            assertThat(self().block.mailbox.peek(1)).isEqualTo(arrivals);
            ProcessInfo me = info(self()).orElseThrow();
            assertThat(me.handled()).isZero();
            assertThat(me.mailbox()).isEqualTo(MESSAGES);
        });
    }

    @Test
    @Tag("P7")
    void aCallBesideAFullMailboxCostsLessThanTenTimesACallBesideAnEmptyOne() throws Exception {
        node.run(() -> {
            Pid server = server();
            long beforehand = nanosecondsOfACall(server);
            fill();
            long arrived = nanosecondsOfACall(server);
            receive(message -> null, Duration.ZERO, () -> true);
            long skipped = nanosecondsOfACall(server);
            assertThat(arrived)
                    .as("ns beside messages that nobody has looked at")
                    .isLessThan(10 * beforehand);
            assertThat(skipped)
                    .as("ns beside messages that a receive has skipped")
                    .isLessThan(10 * beforehand);
        });
    }
}
