package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveTimeoutTest extends ProcessTest {
    private static Object numberOr(Duration timeout, Object otherwise) {
        return receive(message -> message instanceof Integer ? () -> message : null, timeout, () -> otherwise);
    }

    /** Starts a process that waits for a number and says in the end what came of it. */
    private CompletableFuture<Object> waiter(Duration timeout, CompletableFuture<Pid> pid) {
        var outcome = new CompletableFuture<Object>();
        node.spawn(() -> {
            pid.complete(self());
            outcome.complete(numberOr(timeout, "timeout"));
        });
        return outcome;
    }

    private static Object get(CompletableFuture<Object> outcome) throws Exception {
        return outcome.get(10, TimeUnit.SECONDS);
    }

    @Test
    @Tag("P5")
    void withTimeoutZeroAMessageThatIsThereWins() throws Exception {
        node.run(() -> {
            send(self(), "skipped");
            send(self(), 1);
            assertThat(numberOr(Duration.ZERO, "timeout")).isEqualTo(1);
            assertThat(flush()).containsExactly("skipped");
        });
    }

    @Test
    @Tag("P5")
    void withTimeoutZeroNothingIsWaitedForAndNothingIsLost() throws Exception {
        node.run(() -> {
            assertThat(numberOr(Duration.ZERO, "timeout")).isEqualTo("timeout");
            send(self(), "a");
            send(self(), "b");
            assertThat(numberOr(Duration.ZERO, "timeout")).isEqualTo("timeout");
            assertThat(flush()).containsExactly("a", "b");
        });
        assertThat(clock.waiting()).as("timers set").isZero();
    }

    @Test
    @Tag("P5")
    void withTimeoutZeroMessagesThatComeDuringTheScanDoNotProlongIt() throws Exception {
        node.run(() -> {
            send(self(), "first");
            // Each look at a message brings another.
            Object outcome = receive(
                    message -> {
                        send(self(), "another");
                        return null;
                    },
                    Duration.ZERO,
                    () -> "timeout");
            assertThat(outcome).isEqualTo("timeout");
        });
    }

    @Test
    @Tag("P6")
    void sendersWhoNeverPauseDoNotPutATimeoutOffForEver() throws Exception {
        node.run(() -> {
            send(self(), "first");
            Object outcome = receive(
                    message -> {
                        send(self(), "another");
                        clock.advance(Duration.ofMillis(1));
                        return null;
                    },
                    SECOND,
                    () -> "timeout");
            assertThat(outcome).isEqualTo("timeout");
            assertThat(clock.now()).isEqualTo(SECOND.toNanos());
        });
    }

    @Test
    @Tag("P6")
    void aTimeoutFiresAtItsTimeAndNotANanosecondEarlier() throws Exception {
        var outcome = waiter(SECOND, new CompletableFuture<>());
        clock.awaitWaiting(1);
        clock.advance(SECOND.minusNanos(1));
        clock.awaitWaiting(1);
        assertThat(outcome).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(get(outcome)).isEqualTo("timeout");
    }

    @Test
    @Tag("P6")
    void otherMessagesDoNotPutATimeoutOff() throws Exception {
        var pid = new CompletableFuture<Pid>();
        var outcome = waiter(SECOND, pid);
        clock.awaitWaiting(1);
        clock.advance(Duration.ofMillis(900));
        send(pid.get(), "not a number");
        awaitMailboxOf(pid.get());
        clock.advance(Duration.ofMillis(100));
        assertThat(get(outcome)).isEqualTo("timeout");
    }

    /** Until the process has looked at its mail and waits again. */
    private static void awaitMailboxOf(Pid pid) {
        org.awaitility.Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ProcessInfo.of(pid).status() == ProcessInfo.Status.WAITING);
    }

    @Test
    @Tag("P6")
    void aMessageInTimeEndsTheWaitAndItsTimer() throws Exception {
        var pid = new CompletableFuture<Pid>();
        var outcome = waiter(SECOND, pid);
        clock.awaitWaiting(1);
        clock.advance(SECOND.minusNanos(1));
        send(pid.get(), 1);
        assertThat(get(outcome)).isEqualTo(1);
        assertThat(clock.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 2_000_000_000L})
    @Tag("P6")
    void anEndlessTimeoutNeverFiresAndSetsNoTimer(long seconds) throws Exception {
        var pid = new CompletableFuture<Pid>();
        var outcome = waiter(Duration.ofSeconds(seconds), pid);
        awaitMailboxOf(pid.get(10, TimeUnit.SECONDS));
        assertThat(clock.waiting()).isZero();
        clock.advance(Duration.ofDays(100_000));
        assertThat(outcome).isNotDone();
        send(pid.get(), 1);
        assertThat(get(outcome)).isEqualTo(1);
    }

    @Test
    @Tag("P6")
    void aLongTimeoutLateInTheLifeOfANodeDoesNotFireEarly() throws Exception {
        clock.advance(Duration.ofDays(100_000));
        var pid = new CompletableFuture<Pid>();
        var outcome = waiter(Duration.ofDays(50_000), pid);
        awaitMailboxOf(pid.get(10, TimeUnit.SECONDS));
        assertThat(outcome).isNotDone();
        send(pid.get(), 1);
        assertThat(get(outcome)).isEqualTo(1);
    }

    @Test
    @Tag("P6")
    void aNegativeTimeoutIsAnErrorAndTakesNoMessage() throws Exception {
        node.run(() -> {
            send(self(), 1);
            for (Duration negative : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
                assertThatThrownBy(() -> numberOr(negative, "timeout"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("expected a timeout of zero or more, or Timeouts.INFINITY")
                        .hasMessageContaining(negative.toString());
            }
            assertThat(flush()).containsExactly(1);
        });
    }
}
