package otp.concurrency;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static otp.concurrency.Anything.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.concurrency.Anything.Thrower;

/**
 * What SharedState does in both lanes. Time stands still unless a test moves it.
 *
 * @param <R> how the lane refers to a server
 */
public abstract class SharedStateContract<R> {
    protected static final Duration SECOND = Duration.ofSeconds(1);

    protected abstract R start(@Nullable Integer initial);

    /** Asks beside the test. A timeout is a TimeoutException, the failure of a function that failure. */
    protected abstract CompletableFuture<Integer> get(R server, Duration timeout);

    /** The same for update. */
    protected abstract CompletableFuture<?> update(
            R server, @Nullable UnaryOperator<Integer> function, Duration timeout);

    /** Stops a server, and waits until it is gone. */
    protected abstract void stop(R server);

    /** What the lane says when it asks a server that is gone. */
    protected abstract void assertSaysThatTheServerIsGone(Throwable failure);

    /** Waits until so many timeouts are set. */
    protected abstract void timeoutsAreSet(int count) throws Exception;

    /** Moves time. */
    protected abstract void pass(Duration time);

    protected static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(() -> future.get(10, SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        return thrown.getCause();
    }

    @Test
    void getAnswersWhatItWasStartedWith() throws Exception {
        assertThat(get(start(7), SECOND).get(10, SECONDS)).isEqualTo(7);
    }

    @Test
    void onceAnUpdateHasReturnedEverybodySeesIt() throws Exception {
        R server = start(1);
        for (int n = 2; n <= 100; n++) {
            int next = n;
            update(server, _ -> next, SECOND).get(10, SECONDS);
            assertThat(get(server, SECOND).get(10, SECONDS)).isEqualTo(n);
        }
    }

    @Test
    void noUpdateOfManyCallersIsLost() throws Exception {
        R server = start(0);
        var updates = IntStream.range(0, 1_000)
                .mapToObj(_ -> update(server, n -> n + 1, SECOND))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(updates).get(20, SECONDS);
        assertThat(get(server, SECOND).get(10, SECONDS)).isEqualTo(1_000);
    }

    // B6
    @ParameterizedTest
    @MethodSource("otp.concurrency.Anything#thatCanBeThrown")
    void anUpdateThatThrowsIsReportedToItsCallerAtOnce(Thrower thrower) {
        assertThat(failure(update(start(0), _ -> thrower.run(), SECOND))).isInstanceOf(thrower.type());
    }

    @Test
    void anUpdateThatReturnsNullIsReportedToItsCaller() {
        assertThat(failure(update(start(0), _ -> null, SECOND)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("expected a state, got null");
    }

    // B6
    @Test
    void aServerThatIsGoneFailsGetAndUpdateAtOnce() {
        R server = start(0);
        stop(server);
        assertSaysThatTheServerIsGone(failure(get(server, SECOND)));
        assertSaysThatTheServerIsGone(failure(update(server, n -> n, SECOND)));
    }

    @Test
    void aBusyServerLetsItsCallersTimeOutAndAnswersTheNextOnes() throws Exception {
        R server = start(0);
        var busy = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = update(
                server,
                n -> {
                    busy.countDown();
                    await(goOn);
                    return n + 1;
                },
                SECOND.multipliedBy(5));
        await(busy);
        var impatient = get(server, SECOND);
        timeoutsAreSet(2);
        pass(SECOND.minusMillis(1));
        assertThat(impatient).isNotDone();
        pass(Duration.ofMillis(1));
        assertThat(failure(impatient)).isInstanceOf(TimeoutException.class);
        goOn.countDown();
        slow.get(10, SECONDS);
        assertThat(get(server, SECOND).get(10, SECONDS)).isEqualTo(1);
    }

    @Test
    void badInputIsRefusedAndTheServerHearsNothing() throws Exception {
        R server = start(3);
        assertThat(failure(update(server, null, SECOND)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a function to update the state with, got null");
        assertThat(failure(get(server, Duration.ofMillis(-1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: PT-0.001S");
        assertThat(failure(update(server, n -> n + 1, Duration.ofMillis(-1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(get(server, SECOND).get(10, SECONDS)).isEqualTo(3);
        assertThatThrownBy(() -> start(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("expected a state, got null");
    }
}
