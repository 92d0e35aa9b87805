package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.DeadLetter;
import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restart after a pause, which OTP does not have. The pauses are the scheduler's, so a test can move its time. */
class BackoffTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static final BackoffSupervisorStrategy ONE_TO_FOUR_SECONDS = SupervisorStrategy.restartWithBackoff(
                    SECOND, SECOND.multipliedBy(4), 0)
            .withStashCapacity(1);

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final TestProbe<Dropped> dropped = ON.testKit.createDroppedMessageProbe();

    private ActorRef<Worker.Command> spawn(SupervisorStrategy strategy) {
        ActorRef<Worker.Command> worker = ON.testKit.spawn(
                Behaviors.supervise(Life.observed(life.ref(), "w")).onFailure(strategy));
        life.expectMessage("w started");
        return worker;
    }

    private void crash(ActorRef<Worker.Command> worker) {
        worker.tell(new Worker.Crash("boom"));
        life.expectMessage("w restarts");
        awaitPause(worker);
    }

    /** Fills the stash, which there is only during a pause, until it runs over. */
    private void awaitPause(ActorRef<Worker.Command> worker) {
        worker.tell(new Worker.Remember("kept"));
        worker.tell(new Worker.Remember("dropped"));
        assertThat(dropped.receiveMessage().message()).isEqualTo(new Worker.Remember("dropped"));
    }

    /** Just before its end the stash still runs over. */
    private void expectPause(ActorRef<Worker.Command> worker, Duration pause) {
        ON.pass(pause.minus(MOMENT));
        worker.tell(new Worker.Remember("dropped"));
        dropped.receiveMessage();
        ON.pass(MOMENT);
        life.expectMessage("w started");
    }

    @Test
    void theRestartWaitsForThePause() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS);
        crash(worker);
        expectPause(worker, SECOND);
    }

    @Test
    void whatComesDuringThePauseIsKeptUntilTheStashIsFullAndThenDropped() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS);
        crash(worker);
        ON.pass(SECOND);
        assertThat(ON.recall(worker)).containsExactly("kept");
    }

    @Test
    void whatIsDroppedIsToldToTheEventStreamAndNotToTheSender() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS);
        worker.tell(new Worker.Crash("boom"));
        worker.tell(new Worker.Remember("kept"));
        worker.tell(new Worker.Remember("dropped"));
        assertThat(dropped.receiveMessage().reason()).isEqualTo("Stash is full in [RestartSupervisor]");
    }

    @Test
    void theStashTakesAThousandUnlessToldOtherwise() {
        ActorRef<Worker.Command> worker =
                spawn(SupervisorStrategy.restartWithBackoff(SECOND, SECOND, 0).withLoggingEnabled(false));
        worker.tell(new Worker.Crash("boom"));
        for (int number = 1; number <= 1_001; number++) {
            worker.tell(new Worker.Remember("number " + number));
        }
        assertThat(dropped.receiveMessage().message()).isEqualTo(new Worker.Remember("number 1001"));
        ON.pass(SECOND);
        assertThat(ON.recall(worker)).hasSize(1_000);
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS.withResetBackoffAfter(Duration.ofHours(1)));
        for (int seconds : new int[] {1, 2, 4, 4}) {
            crash(worker);
            expectPause(worker, Duration.ofSeconds(seconds));
        }
    }

    @Test
    void afterLongEnoughWithoutACrashThePauseIsTheShortestAgain() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS.withResetBackoffAfter(Duration.ofSeconds(10)));
        for (int seconds : new int[] {1, 2}) {
            crash(worker);
            expectPause(worker, Duration.ofSeconds(seconds));
        }
        ON.recall(worker);
        ON.pass(Duration.ofSeconds(10));
        crash(worker);
        expectPause(worker, SECOND);
    }

    @Test
    void longEnoughIsHalfOfTheShortestAndTheLongestPauseUnlessToldOtherwise() {
        assertThat(ONE_TO_FOUR_SECONDS.getResetBackoffAfter()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void atMoreRestartsInARowThanAllowedTheActorEnds() {
        ActorRef<Worker.Command> worker = spawn(ONE_TO_FOUR_SECONDS.withMaxRestarts(1));
        crash(worker);
        expectPause(worker, SECOND);
        worker.tell(new Worker.Crash("once too often"));
        life.expectMessage("w ends");
        ON.expectTerminated(worker);
    }

    /** A worker of which the first attempts to start fail. */
    private ActorRef<Worker.Command> failingAtFirst(int attempts) {
        var left = new AtomicInteger(attempts);
        Behavior<Worker.Command> failing = Behaviors.setup(_ -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            return Life.observed(life.ref(), "w");
        });
        return ON.testKit.spawn(Behaviors.supervise(failing).onFailure(ONE_TO_FOUR_SECONDS));
    }

    @Test
    void aStartThatFailsIsTriedAgainAfterThePauseAlsoTheFirst() {
        ActorRef<Worker.Command> worker = failingAtFirst(2);
        awaitPause(worker);
        ON.pass(SECOND);
        awaitPause(worker);
        expectPause(worker, SECOND.multipliedBy(2));
    }

    @Test
    void whatWasKeptIsLostInSilenceWhenTheStartAfterThePauseFails() {
        TestProbe<DeadLetter> deadLetters = ON.testKit.createDeadLetterProbe();
        ActorRef<Worker.Command> worker = failingAtFirst(2);
        awaitPause(worker);
        ON.pass(SECOND);
        worker.tell(new Worker.Remember("kept in the second pause"));
        worker.tell(new Worker.Remember("dropped"));
        assertThat(dropped.receiveMessage().message()).isEqualTo(new Worker.Remember("dropped"));
        ON.pass(SECOND.multipliedBy(2));
        assertThat(ON.recall(worker)).containsExactly("kept in the second pause");
        dropped.expectNoMessage(Duration.ZERO);
        deadLetters.expectNoMessage(Duration.ZERO);
    }
}
