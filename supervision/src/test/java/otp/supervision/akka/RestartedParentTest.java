package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the children when an actor is restarted. */
class RestartedParentTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final TestProbe<ActorRef<Worker.Command>> spawned = ON.testKit.createTestProbe();

    private static SupervisorStrategy keepingChildren(int limit) {
        return SupervisorStrategy.restart()
                .withLimit(limit, Duration.ofHours(1))
                .withStopChildren(false);
    }

    /** Crashes of the word crash, and tells what else it hears. */
    private Behavior<String> crashing() {
        return Behaviors.receiveMessage(message -> {
            if (message.equals("crash")) {
                throw new IllegalStateException(message);
            }
            life.ref().tell(message);
            return Behaviors.same();
        });
    }

    /** Spawns its child each time that it begins. */
    private ActorRef<String> withAChildOfItsSetup(SupervisorStrategy strategy) {
        Behavior<String> parent = Behaviors.setup(context -> {
            spawned.ref().tell(context.spawn(Life.observed(life.ref(), "child"), "child"));
            return crashing();
        });
        return ON.testKit.spawn(Behaviors.supervise(parent).onFailure(strategy));
    }

    @Test
    void childrenAreStoppedAndTheSetupStartsNewOnes() {
        ActorRef<String> parent = withAChildOfItsSetup(SupervisorStrategy.restart());
        life.expectMessage("child started");
        parent.tell("crash");
        assertThat(life.receiveSeveralMessages(2)).containsExactly("child ends", "child started");
        assertThat(spawned.receiveMessage()).isNotEqualTo(spawned.receiveMessage());
    }

    @Test
    void whatComesWhileTheChildrenStopIsKept() {
        ActorRef<String> parent = withAChildOfItsSetup(SupervisorStrategy.restart());
        life.expectMessage("child started");
        try (var _ = Gate.before(spawned.receiveMessage())) {
            parent.tell("crash");
            parent.tell("to the new one");
        }
        life.expectMessage("child ends");
        assertThat(life.receiveSeveralMessages(2)).containsExactlyInAnyOrder("child started", "to the new one");
    }

    @Test
    void ofWhatComesWhileTheChildrenStopAThousandMessagesAreKeptAndTheRestIsDropped() {
        TestProbe<Dropped> dropped = ON.testKit.createTestProbe();
        ON.testKit.system().eventStream().tell(new EventStream.Subscribe<>(Dropped.class, dropped.ref()));
        ActorRef<String> parent = withAChildOfItsSetup(SupervisorStrategy.restart());
        life.expectMessage("child started");
        try (var _ = Gate.before(spawned.receiveMessage())) {
            parent.tell("crash");
            for (int i = 1; i <= 1_003; i++) {
                parent.tell("message " + i);
            }
            assertThat(dropped.receiveSeveralMessages(3))
                    .extracting(Dropped::message)
                    .containsExactly("message 1001", "message 1002", "message 1003");
        }
        assertThat(life.receiveSeveralMessages(1_002))
                .contains("child ends", "child started", "message 1", "message 1000")
                .doesNotContain("message 1001");
    }

    @Test
    void childrenThatAreKeptAreInTheWayOfASetupThatSpawnsThemAgain() {
        ActorRef<String> parent = withAChildOfItsSetup(keepingChildren(3));
        life.expectMessage("child started");
        parent.tell("crash");
        // Each attempt fails of the name that is taken, until the limit is used up.
        ON.expectTerminated(parent);
        assertThat(ON.log
                        .await(line -> line.error() != null
                                && String.valueOf(line.error().getMessage()).contains("[child] is not unique"))
                        .error())
                .hasMessageContaining("actor name [child] is not unique");
        life.expectMessage("child ends");
    }

    @Test
    void childrenThatAreKeptLiveOnWhenOnlyTheBehaviorWithinTheSetupIsSupervised() {
        Behavior<String> parent = Behaviors.setup(context -> {
            spawned.ref().tell(context.spawn(Life.observed(life.ref(), "child"), "child"));
            return Behaviors.supervise(crashing()).onFailure(keepingChildren(3));
        });
        ActorRef<String> ref = ON.testKit.spawn(parent);
        life.expectMessage("child started");
        ActorRef<Worker.Command> child = spawned.receiveMessage();
        child.tell(new Worker.Remember("text"));
        ref.tell("crash");
        ref.tell("it lives");
        life.expectMessage("it lives");
        assertThat(ON.recall(child)).containsExactly("text");
    }

    @Test
    void withoutKeepingThemASupervisedBehaviorWithinTheSetupLosesItsChildrenForGood() {
        Behavior<String> parent = Behaviors.setup(context -> {
            context.spawn(Life.observed(life.ref(), "child"), "child");
            return Behaviors.supervise(crashing()).onFailure(SupervisorStrategy.restart());
        });
        ActorRef<String> ref = ON.testKit.spawn(parent);
        life.expectMessage("child started");
        ref.tell("crash");
        life.expectMessage("child ends");
        ref.tell("it lives");
        life.expectMessage("it lives");
    }

    @Test
    void aBackoffStopsTheChildrenAtOnceAndNotAfterThePause() {
        ActorRef<String> parent = withAChildOfItsSetup(
                SupervisorStrategy.restartWithBackoff(Duration.ofHours(1), Duration.ofHours(1), 0));
        life.expectMessage("child started");
        parent.tell("crash");
        life.expectMessage("child ends");
    }
}
