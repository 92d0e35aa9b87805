package otp.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.concurrency.Anything.await;
import static otp.concurrency.Anything.blockUntilInterrupted;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import otp.concurrency.Anything.Thrower;

/** What Async does in both lanes. Time stands still unless a test moves it: what is seen without that came at once. */
public abstract class AsyncContract {
    protected static final Duration SECOND = Duration.ofSeconds(1);
    protected static final Duration INSTANT = Duration.ofMillis(1);

    /** What the owner does with its task. */
    protected enum How {
        AWAIT,
        AWAIT_OR_KILL
    }

    /** What the owner sees of it. */
    protected sealed interface Seen {
        record Value(Object value) implements Seen {}

        record Failure(Throwable cause) implements Seen {}

        record TimedOut() implements Seen {}

        record Killed() implements Seen {}
    }

    /** Somebody who has executed a function and awaits it. */
    protected interface Owner {
        /** Waits until the owner has seen what came of it. */
        Seen seen() throws Exception;

        boolean waits();

        /** Waits until nothing of the task runs any more, and says what the owner got besides the one outcome. */
        List<?> leftovers() throws Exception;
    }

    /** Starts an owner. */
    protected abstract Owner owner(How how, @Nullable Callable<?> function, Duration timeout);

    /** What an owner is told that may not do this. */
    protected abstract Throwable refusal(How how, @Nullable Callable<?> function, Duration timeout) throws Exception;

    /** Starts an owner that executes a function and ends, without awaiting it, as soon as the latch is down. */
    protected abstract void ownerThatEnds(Callable<?> function, CountDownLatch when, @Nullable RuntimeException crash);

    /** Waits until the timeout of the one owner is set. */
    protected abstract void timeoutIsSet() throws Exception;

    /** Moves time. */
    protected abstract void pass(Duration time);

    @ParameterizedTest
    @EnumSource
    void theOwnerGetsWhatTheFunctionReturned(How how) throws Exception {
        Owner owner = owner(how, () -> 6 * 7, SECOND);
        assertThat(owner.seen()).isEqualTo(new Seen.Value(42));
        assertThat(owner.leftovers()).isEmpty();
    }

    @Test
    void theFunctionRunsWhileItsOwnerDoesSomethingElse() throws Exception {
        var goOn = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Owner owner = owner(
                How.AWAIT,
                () -> {
                    started.countDown();
                    await(goOn);
                    return "done";
                },
                SECOND);
        await(started);
        assertThat(owner.waits()).isTrue();
        goOn.countDown();
        assertThat(owner.seen()).isEqualTo(new Seen.Value("done"));
    }

    // B1
    @ParameterizedTest
    @MethodSource("otp.concurrency.Anything#thatCanBeThrown")
    void aFunctionThatThrowsFailsTheAwaitAtOnceWithTheCause(Thrower thrower) throws Exception {
        Owner owner = owner(How.AWAIT, thrower::run, SECOND);
        assertThat(owner.seen())
                .isInstanceOfSatisfying(
                        Seen.Failure.class,
                        failure -> assertThat(failure.cause()).isInstanceOf(thrower.type()));
        assertThat(owner.leftovers()).isEmpty();
    }

    // B1
    @ParameterizedTest
    @MethodSource("otp.concurrency.Anything#thatCanBeThrown")
    void aFunctionThatThrowsFailsAwaitOrKillAtOnceWithTheCause(Thrower thrower) throws Exception {
        Owner owner = owner(How.AWAIT_OR_KILL, thrower::run, SECOND);
        assertThat(owner.seen())
                .isInstanceOfSatisfying(
                        Seen.Failure.class,
                        failure -> assertThat(failure.cause()).isInstanceOf(thrower.type()));
        assertThat(owner.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatReturnsNullFailsTheAwaitAtOnceSayingWhy(How how) throws Exception {
        Owner owner = owner(how, () -> null, SECOND);
        assertThat(owner.seen())
                .isInstanceOfSatisfying(
                        Seen.Failure.class,
                        failure -> assertThat(failure.cause())
                                .isInstanceOf(NullPointerException.class)
                                .hasMessageContaining("expected the function to return a value, got null"));
    }

    @ParameterizedTest
    @EnumSource
    void anAwaitEndsAtItsTimeoutAndNotBefore(How how) throws Exception {
        var started = new CountDownLatch(1);
        Owner owner = owner(how, () -> blockUntilInterrupted(started, new CountDownLatch(1)), SECOND);
        await(started);
        timeoutIsSet();
        pass(SECOND.minus(INSTANT));
        assertThat(owner.waits()).isTrue();
        pass(INSTANT);
        assertThat(owner.seen()).isEqualTo(how == How.AWAIT ? new Seen.TimedOut() : new Seen.Killed());
    }

    // B4
    @Test
    void aResultThatComesAfterTheTimeoutGoesNowhere() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Owner owner = owner(
                How.AWAIT,
                () -> {
                    started.countDown();
                    await(goOn);
                    return "late";
                },
                SECOND);
        await(started);
        timeoutIsSet();
        pass(SECOND);
        assertThat(owner.seen()).isEqualTo(new Seen.TimedOut());
        goOn.countDown();
        assertThat(owner.leftovers()).isEmpty();
    }

    // B3
    @Test
    void awaitOrKillInterruptsTheFunctionAndLeavesNothing() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Owner owner = owner(How.AWAIT_OR_KILL, () -> blockUntilInterrupted(started, interrupted), SECOND);
        await(started);
        timeoutIsSet();
        pass(SECOND);
        assertThat(owner.seen()).isEqualTo(new Seen.Killed());
        await(interrupted);
        assertThat(owner.leftovers()).isEmpty();
    }

    // B2
    @RepeatedTest(30)
    void whenResultAndKillRaceThereIsOneOutcomeAndNothingElse() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Owner owner = owner(
                How.AWAIT_OR_KILL,
                () -> {
                    started.countDown();
                    goOn.await();
                    return "in time";
                },
                SECOND);
        await(started);
        timeoutIsSet();
        Thread release = Thread.startVirtualThread(goOn::countDown);
        pass(SECOND);
        assertThat(owner.seen()).isIn(new Seen.Value("in time"), new Seen.Killed());
        assertThat(owner.leftovers()).isEmpty();
        release.join();
    }

    /** Nothing on the JVM can stop such a thread. What both lanes can do is to let nobody wait for it. */
    @Test
    void aFunctionThatIgnoresTheInterruptRunsOnButItsOwnerDoesNotWait() throws Exception {
        var started = new CountDownLatch(1);
        var stop = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Owner owner = owner(
                How.AWAIT_OR_KILL,
                () -> {
                    started.countDown();
                    while (stop.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    ended.countDown();
                    return "too late";
                },
                SECOND);
        await(started);
        timeoutIsSet();
        pass(SECOND);
        assertThat(owner.seen()).isEqualTo(new Seen.Killed());
        assertThat(ended.getCount()).as("it runs on").isEqualTo(1);
        stop.countDown();
        await(ended);
        assertThat(owner.leftovers()).isEmpty();
    }

    // B4
    @Test
    void aTaskIsStoppedWhenItsOwnerCrashes() {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        ownerThatEnds(() -> blockUntilInterrupted(started, interrupted), started, new IllegalStateException("boom"));
        await(interrupted);
    }

    // B4
    @Test
    void aTaskIsStoppedWhenItsOwnerEndsNormally() {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        ownerThatEnds(() -> blockUntilInterrupted(started, interrupted), started, null);
        await(interrupted);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAFunctionTheOwnerIsToldWhatWasExpected(How how) throws Exception {
        assertThat(refusal(how, null, SECOND))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("expected a function to execute, got null");
    }

    @ParameterizedTest
    @EnumSource
    void aNegativeTimeoutIsRefused(How how) throws Exception {
        assertThat(refusal(how, () -> "never awaited", Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a timeout of")
                .hasMessageContaining("got: PT-0.001S");
    }
}
