package otp.concurrency.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static otp.concurrency.Anything.await;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.concurrency.Anything;
import otp.concurrency.ParallelEnumContract;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Timeouts;
import otp.testkit.log.LogCapture;

class ParallelEnumTest extends ParallelEnumContract {
    // The capture begins first and ends last: a process may crash, and say so, until the node is closed.
    @RegisterExtension
    @Order(1)
    final LogCapture log = LogCapture.of("otp");

    @RegisterExtension
    @Order(2)
    final OnANode on = new OnANode();

    @Override
    protected <A, B> CompletableFuture<List<B>> map(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Function<A, B> function) {
        return on.besideInPlainWords(() -> ParallelEnum.map(elements, maxConcurrency, timeout, function));
    }

    @Override
    protected <A> CompletableFuture<?> each(
            @Nullable Collection<A> elements, int maxConcurrency, Duration timeout, @Nullable Consumer<A> function) {
        return on.besideInPlainWords(() -> {
            ParallelEnum.each(elements, maxConcurrency, timeout, function);
            return true;
        });
    }

    @Override
    protected void timeoutIsSet() throws Exception {
        on.clock.awaitWaiting(1);
    }

    @Override
    protected void pass(Duration time) {
        on.clock.advance(time);
    }

    @Test
    void theCallerExitsWithTheReasonOfTheFirstFailure() throws Exception {
        var error = new IllegalStateException("boom");
        on.node.run(() -> {
            var exit = catchThrowableOfType(
                    ProcessExit.class,
                    () -> ParallelEnum.map(List.of(1), _ -> {
                        throw error;
                    }));
            assertThat(exit.reason()).isInstanceOfSatisfying(CallFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(new ExitReason.Crash(error));
                assertThat(failed.function()).isEqualTo("ParallelEnum.map");
            });
        });
    }

    // B5
    @Test
    void neitherSuccessNorFailureLeavesAMessageMonitorOrTimer() throws Exception {
        on.node.run(() -> {
            ParallelEnum.map(List.of(1, 2, 3), 2, SECOND, n -> n);
            assertNothingIsLeft();
            for (int run = 0; run < 50; run++) {
                assertThatExceptionOfType(ProcessExit.class)
                        .isThrownBy(() -> ParallelEnum.map(List.of(1, 2, 3, 4), 4, SECOND, n -> {
                            if (n == 3) {
                                throw new IllegalStateException("boom");
                            }
                            return n;
                        }));
                assertNothingIsLeft();
            }
        });
    }

    private void assertNothingIsLeft() {
        assertThat(OnANode.flush()).isEmpty();
        assertThat(info(self()).orElseThrow().monitors()).isEmpty();
        assertThat(on.clock.waiting()).isZero();
    }

    // B4
    @Test
    void whenTheCallerIsKilledItsTasksStop() {
        var started = new CountDownLatch(2);
        var interrupted = new CountDownLatch(2);
        var caller = on.beside(() -> ParallelEnum.map(List.of(1, 2), n -> {
            try {
                return Anything.blockUntilInterrupted(started, interrupted);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        await(started);
        on.node.exit(caller.pid(), ExitReason.KILL);
        await(interrupted);
    }

    @Test
    void aTimeoutWithoutEndIsRefused() {
        assertThat(failure(map(List.of(1), 1, Timeouts.INFINITY, n -> n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a delay that ends, got: :infinity");
    }

    /** Akka's timers take no zero: there it is refused. */
    @Test
    void aTimeoutOfZeroLeavesNoTimeForAnything() {
        assertThat(failure(map(List.of(1), 1, Duration.ZERO, n -> n)))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
    }
}
