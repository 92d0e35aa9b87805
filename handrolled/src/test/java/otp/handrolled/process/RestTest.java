package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a node is at rest, which tests wait for that move the clock. */
@Timeout(30)
class RestTest extends ProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private record Token(int left) {}

    private record Ask(From<Integer> from) {}

    @Test
    void aNodeWithoutProcessesIsAtRest() throws Exception {
        node.awaitRest(AT_ONCE);
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void whoComputesIsNotAtRest() throws Exception {
        var goOn = new AtomicInteger();
        Pid busy = node.spawn(() -> {
            while (goOn.get() == 0) {
                Thread.onSpinWait();
            }
        });
        assertThatThrownBy(() -> node.awaitRest(AT_ONCE))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("expected everybody to come to rest within PT0.001S, got: ")
                .hasMessageContaining(busy.toString());
        goOn.set(1);
        node.awaitRest(PATIENCE);
    }

    @Test
    void whoWaitsForALockIsNotAtRest() throws Exception {
        var lock = new CountDownLatch(1);
        node.spawn(() -> {
            try {
                lock.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> node.awaitRest(AT_ONCE)).isInstanceOf(TimeoutException.class);
        lock.countDown();
        node.awaitRest(PATIENCE);
    }

    @Test
    void whoseTimeIsOverIsNotAtRestBeforeHeHasActed() throws Exception {
        var timeouts = new AtomicInteger();
        node.spawn(() -> receive(_ -> null, SECOND, timeouts::incrementAndGet));
        node.awaitRest(PATIENCE);
        assertThat(timeouts).hasValue(0);
        clock.advance(SECOND);
        node.awaitRest(PATIENCE);
        assertThat(timeouts).hasValue(1);
    }

    /** Each hop wakes one and puts another to sleep: at no moment but the last does everybody sleep. */
    @RepeatedTest(20)
    void aTokenThatGoesRoundIsSeenToTheEnd() throws Exception {
        var hops = new AtomicInteger();
        node.spawn(() -> {
            Pid first = self();
            Pid next = first;
            for (int i = 0; i < 10; i++) {
                Pid after = next;
                next = spawn(() -> pass(after, hops));
            }
            send(next, new Token(2_000));
            pass(next, hops);
        });
        node.awaitRest(PATIENCE);
        assertThat(hops).hasValue(2_001);
    }

    private static void pass(Pid next, AtomicInteger hops) {
        for (; ; ) {
            receive(message -> message instanceof Token(var left)
                    ? () -> {
                        hops.incrementAndGet();
                        if (left > 0) {
                            send(next, new Token(left - 1));
                        }
                        return left;
                    }
                    : null);
        }
    }

    /** Answers do not go through mailboxes, and a server that has answered sleeps at once. */
    @RepeatedTest(20)
    void callsAreSeenToTheEnd() throws Exception {
        var answers = new AtomicInteger();
        node.spawn(() -> {
            Pid server = spawn(RestTest::answer);
            for (int i = 0; i < 1_000; i++) {
                Gen.<Ask, Integer>call("call", server, server, Ask::new, Timeouts.INFINITY);
                answers.incrementAndGet();
            }
        });
        node.awaitRest(PATIENCE);
        assertThat(answers).hasValue(1_000);
    }

    private static void answer() {
        for (; ; ) {
            receive(message -> message instanceof Request(var _, Ask(var from))
                    ? () -> {
                        from.reply(1);
                        return from;
                    }
                    : null);
        }
    }

    /** Each starts the next and ends at once. */
    @RepeatedTest(20)
    void aChainOfBirthsAndEndsIsSeenToTheEnd() throws Exception {
        var births = new AtomicInteger();
        node.spawn(() -> born(births));
        node.awaitRest(PATIENCE);
        assertThat(births).hasValue(1_000);
    }

    private static void born(AtomicInteger births) {
        if (births.incrementAndGet() < 1_000) {
            spawn(() -> born(births));
        }
    }
}
