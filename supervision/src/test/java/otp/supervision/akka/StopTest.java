package otp.supervision.akka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.DeadLetter;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How siblings begin and end: OTP's order and deadlines, which Akka does not have. */
class StopTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final TestProbe<ActorRef<Worker.Command>> spawned = ON.testKit.createTestProbe();

    private static final String STOP_YOURSELF = "stop yourself";
    private static final String STOP_YOUR_CHILDREN = "stop your children";

    /** Starts these children, and tells of its own end. */
    private ActorRef<String> parentOf(List<Spec<Worker.Command>> children) {
        Behavior<String> parent = Behaviors.setup(context -> {
            children.forEach(child -> spawned.ref().tell(child.start(context).ref()));
            return Behaviors.receive(
                    (_, message) -> {
                        if (message.equals(STOP_YOURSELF)) {
                            return Behaviors.stopped();
                        }
                        context.getChildren().forEach(context::stop);
                        life.ref().tell("all are told to stop");
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        if (signal instanceof PostStop) {
                            life.ref().tell("parent ends");
                        }
                        return signal instanceof Terminated ? Behaviors.same() : Behaviors.unhandled();
                    });
        });
        return ON.testKit.spawn(parent);
    }

    @Test
    @Tag("S1")
    void childrenBeginInAnyOrderForSpawnDoesNotWait() {
        var secondHasBegun = new CountDownLatch(1);
        Spec<Worker.Command> first = Spec.of(Worker.Command.class, "first", Behaviors.setup(_ -> {
            life.ref().tell(secondHasBegun.await(10, SECONDS) ? "the second began before the first" : "in order");
            return Behaviors.empty();
        }));
        Spec<Worker.Command> second = Spec.of(Worker.Command.class, "second", Behaviors.setup(_ -> {
            secondHasBegun.countDown();
            return Behaviors.empty();
        }));
        parentOf(List.of(first, second));
        life.expectMessage("the second began before the first");
    }

    @Test
    @Tag("S1")
    void childrenAreStoppedAllAtOnce() {
        var bothEnd = new CountDownLatch(2);
        ActorRef<String> parent = parentOf(
                List.of(MeetingAtTheEnd.of("x", bothEnd, life.ref()), MeetingAtTheEnd.of("y", bothEnd, life.ref())));
        parent.tell(STOP_YOURSELF);
        assertThat(life.receiveSeveralMessages(2)).containsExactlyInAnyOrder("x met", "y met");
        life.expectMessage("parent ends");
    }

    @Test
    @Tag("S15")
    void aChildThatIsBusyHoldsUpItsParentsEndForAsLongAsItLikes() {
        ActorRef<String> parent = parentOf(Life.of(life, "busy", "idle"));
        life.receiveSeveralMessages(2);
        try (var _ = Gate.before(spawned.receiveMessage())) {
            parent.tell(STOP_YOURSELF);
            life.expectMessage("idle ends");
        }
        // There is no deadline after which the busy one is killed: it ends when it likes, and the parent after it.
        assertThat(life.receiveSeveralMessages(2)).containsExactly("busy ends", "parent ends");
    }

    @Test
    @Tag("S16")
    void aChildThatIsStoppedFinishesItsMessageAndTheOthersInItsMailboxGoToTheDeadLetters() {
        TestProbe<DeadLetter> deadLetters = ON.testKit.createDeadLetterProbe();
        ActorRef<String> parent = parentOf(Life.of(life, "busy", "idle"));
        life.receiveSeveralMessages(2);
        ActorRef<Worker.Command> busy = spawned.receiveMessage();
        var next = new Worker.Remember("next");
        try (var _ = Gate.before(busy)) {
            parent.tell(STOP_YOUR_CHILDREN);
            assertThat(life.receiveSeveralMessages(2)).containsExactlyInAnyOrder("idle ends", "all are told to stop");
            busy.tell(next);
        }
        life.expectMessage("busy ends");
        ON.expectDeadLetter(deadLetters, next);
    }

    @Test
    @Tag("S28")
    void aParentThatEndsNormallyTakesItsChildrenWithIt() {
        ActorRef<String> parent = parentOf(List.of(Life.of(life, "child")));
        life.expectMessage("child started");
        parent.tell(STOP_YOURSELF);
        assertThat(life.receiveSeveralMessages(2)).containsExactly("child ends", "parent ends");
    }

    @Test
    @Tag("S19")
    void aNameIsTakenAsLongAsItsOwnerStopsAndFreeInTheHandlerOfItsEnd() {
        Behavior<String> parent = Behaviors.setup(context -> {
            Spec<Worker.Command> child = Life.of(life, "child");
            spawned.ref().tell(child.start(context).ref());
            return Behaviors.receive(
                    (_, _) -> {
                        context.getChildren().forEach(context::stop);
                        try {
                            child.start(context);
                        } catch (RuntimeException taken) {
                            life.ref().tell("taken");
                        }
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        if (signal instanceof Terminated) {
                            child.start(context);
                        }
                        return Behaviors.same();
                    });
        });
        ActorRef<String> ref = ON.testKit.spawn(parent);
        life.expectMessage("child started");
        try (var _ = Gate.before(spawned.receiveMessage())) {
            ref.tell("again");
            life.expectMessage("taken");
        }
        assertThat(life.receiveSeveralMessages(2)).containsExactly("child ends", "child started");
    }
}
