package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Akka's budget of restarts: {@code withLimit}. */
@Tag("S9")
class LimitTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final TestProbe<String> life = ON.testKit.createTestProbe();

    /** A parent that watches nobody, with two children who restart so often. */
    private List<ActorRef<Worker.Command>> children(int limit, Duration within) {
        TestProbe<ActorRef<Worker.Command>> spawned = ON.testKit.createTestProbe();
        ON.testKit.spawn(Behaviors.<String>setup(context -> {
            for (String name : List.of("a", "b")) {
                spawned.ref()
                        .tell(context.spawn(
                                Behaviors.supervise(Life.observed(life.ref(), name))
                                        .onFailure(SupervisorStrategy.restart().withLimit(limit, within)),
                                name));
            }
            return Behaviors.receiveMessage(_ -> Behaviors.same());
        }));
        life.receiveSeveralMessages(2);
        return spawned.receiveSeveralMessages(2);
    }

    private static void crash(ActorRef<Worker.Command> worker, int times) {
        Stream.generate(() -> new Worker.Crash("boom")).limit(times).forEach(worker::tell);
    }

    @Test
    void eachActorHasALimitOfItsOwn() {
        for (ActorRef<Worker.Command> child : children(3, Duration.ofHours(1))) {
            crash(child, 3);
            assertThat(ON.recall(child)).isEmpty();
        }
    }

    @Test
    void atOneCrashMoreOnlyThisActorEndsAndAParentThatDoesNotWatchNoticesNothing() {
        List<ActorRef<Worker.Command>> children = children(3, Duration.ofHours(1));
        crash(children.getFirst(), 4);
        ON.expectTerminated(children.getFirst());
        assertThat(ON.recall(children.getLast())).isEmpty();
    }

    @Test
    void aLimitOfZeroAllowsNone() {
        List<ActorRef<Worker.Command>> children = children(0, Duration.ofHours(1));
        crash(children.getFirst(), 1);
        ON.expectTerminated(children.getFirst());
        life.expectMessage("a ends");
    }

    /** The shortest window there is: at each crash the one before is long ago. */
    @Test
    void aWindowThatIsOverIsForgotten() {
        ActorRef<Worker.Command> child = children(1, Duration.ofNanos(1)).getFirst();
        crash(child, 100);
        assertThat(ON.recall(child)).isEmpty();
    }

    /** So a test cannot move it. */
    @Test
    void theWindowIsMeasuredByTheSystemsClockAndNotByTheScheduler() {
        ActorRef<Worker.Command> child = children(1, Duration.ofHours(1)).getFirst();
        crash(child, 1);
        assertThat(ON.recall(child)).isEmpty();
        ON.pass(Duration.ofHours(2));
        crash(child, 1);
        ON.expectTerminated(child);
    }
}
