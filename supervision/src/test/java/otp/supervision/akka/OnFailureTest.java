package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which strategy counts when several are given: {@code onFailure} by the type of the exception, nested. */
class OnFailureTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestProbe<Integer> count = ON.testKit.createTestProbe();

    /** A message: what to throw. */
    private record Throwing(Supplier<RuntimeException> what) {}

    private static final Throwing STATE = new Throwing(IllegalStateException::new);
    private static final Throwing ARGUMENT = new Throwing(IllegalArgumentException::new);
    private static final Throwing NUMBER = new Throwing(NumberFormatException::new);
    private static final Throwing NOTHING = new Throwing(() -> null);

    /** Counts the messages of its life: a restart begins at 1 again, a resume counts on. */
    private Behavior<Throwing> counting(int number) {
        return Behaviors.receiveMessage(message -> {
            RuntimeException what = message.what().get();
            if (what != null) {
                throw what;
            }
            count.ref().tell(number);
            return counting(number + 1);
        });
    }

    private static <E extends Exception> Behavior<Throwing> on(
            Class<E> type, SupervisorStrategy strategy, Behavior<Throwing> behavior) {
        return Behaviors.supervise(behavior).onFailure(type, strategy);
    }

    private void expectResumed(ActorRef<Throwing> actor) {
        actor.tell(NOTHING);
        assertThat(count.receiveMessage()).isGreaterThan(1);
    }

    private void expectRestarted(ActorRef<Throwing> actor) {
        actor.tell(NOTHING);
        count.expectMessage(1);
    }

    private ActorRef<Throwing> spawn(Behavior<Throwing> behavior) {
        ActorRef<Throwing> actor = ON.testKit.spawn(behavior);
        actor.tell(NOTHING);
        count.expectMessage(1);
        return actor;
    }

    @Test
    void aStrategyIsForItsTypeAndTheSubtypes() {
        ActorRef<Throwing> actor = spawn(on(IllegalArgumentException.class, SupervisorStrategy.restart(), counting(1)));
        actor.tell(ARGUMENT);
        expectRestarted(actor);
        actor.tell(NUMBER);
        expectRestarted(actor);
    }

    @Test
    void ofATypeThatNoStrategyNamesTheActorEnds() {
        ActorRef<Throwing> actor = spawn(on(IllegalArgumentException.class, SupervisorStrategy.restart(), counting(1)));
        actor.tell(STATE);
        ON.expectTerminated(actor);
    }

    @Test
    void nestedEachTypeFindsItsStrategy() {
        ActorRef<Throwing> actor = spawn(on(
                IllegalStateException.class,
                SupervisorStrategy.restart(),
                on(IllegalArgumentException.class, SupervisorStrategy.resume(), counting(1))));
        actor.tell(ARGUMENT);
        expectResumed(actor);
        actor.tell(STATE);
        expectRestarted(actor);
    }

    @Test
    void theInnerStrategyComesFirstSoTheNarrowTypeBelongsInside() {
        ActorRef<Throwing> actor = spawn(on(
                Exception.class,
                SupervisorStrategy.restart(),
                on(NumberFormatException.class, SupervisorStrategy.resume(), counting(1))));
        actor.tell(NUMBER);
        expectResumed(actor);
        actor.tell(ARGUMENT);
        expectRestarted(actor);
    }

    @Test
    void aNarrowTypeOutsideIsNeverAsked() {
        ActorRef<Throwing> actor = spawn(on(
                NumberFormatException.class,
                SupervisorStrategy.resume(),
                on(Exception.class, SupervisorStrategy.restart(), counting(1))));
        actor.tell(NUMBER);
        expectRestarted(actor);
    }

    @Test
    void anInnerStopIsFinalWhateverIsOutside() {
        ActorRef<Throwing> actor = spawn(on(
                Exception.class,
                SupervisorStrategy.restart(),
                on(IllegalStateException.class, SupervisorStrategy.stop(), counting(1))));
        actor.tell(STATE);
        ON.expectTerminated(actor);
    }

    @Test
    void anInnerLimitThatIsUsedUpHandsOverToTheOuterStrategyWhichFillsItUpAgain() {
        ActorRef<Throwing> actor = spawn(on(
                RuntimeException.class,
                SupervisorStrategy.restart().withLimit(1, HOUR),
                on(IllegalStateException.class, SupervisorStrategy.restart().withLimit(1, HOUR), counting(1))));
        for (int crash = 1; crash <= 3; crash++) {
            actor.tell(STATE);
            expectRestarted(actor);
        }
        actor.tell(STATE);
        ON.expectTerminated(actor);
    }
}
