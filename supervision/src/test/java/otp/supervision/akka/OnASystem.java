package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.DeadLetter;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import otp.testkit.log.LogCapture;

/** An actor system whose time stands still, for the tests of one class, and what they ask of groups and workers. */
final class OnASystem implements AfterAllCallback {
    /** For as long as the system lives: an actor may crash, and say so, when the test that has made it is over. */
    final LogCapture log = LogCapture.of("akka");

    private final LogCapture workers = LogCapture.of("otp.supervision.akka");

    /** What comes, comes at once; but a busy machine gets the time it needs. */
    final ActorTestKit testKit =
            ActorTestKit.create(ConfigFactory.parseString("akka.actor.testkit.typed.single-expect-default = 10 s")
                    .withFallback(ManualTime.config()));

    final ManualTime time = ManualTime.get(testKit.system());

    /** Moves time. */
    void pass(Duration by) {
        time.timePasses(by);
    }

    List<Child<?>> children(ActorRef<Group.Command> group) {
        TestProbe<List<Child<?>>> answer = testKit.createTestProbe();
        group.tell(new Group.WhichChildren(answer.ref()));
        return answer.receiveMessage();
    }

    List<String> names(ActorRef<Group.Command> group) {
        return children(group).stream().map(Child::name).toList();
    }

    ActorRef<Worker.Command> worker(ActorRef<Group.Command> group, String name) {
        return child(group, name).as(Worker.Command.class).orElseThrow();
    }

    ActorRef<Group.Command> group(ActorRef<Group.Command> group, String name) {
        return child(group, name).as(Group.Command.class).orElseThrow();
    }

    Child<?> child(ActorRef<Group.Command> group, String name) {
        return children(group).stream()
                .filter(child -> child.name().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError(group + " has no child " + name));
    }

    List<String> recall(ActorRef<Worker.Command> worker) {
        TestProbe<List<String>> answer = testKit.createTestProbe();
        worker.tell(new Worker.Recall(answer.ref()));
        return answer.receiveMessage();
    }

    StatusReply<Done> stopChild(ActorRef<Group.Command> group, String name) {
        TestProbe<StatusReply<Done>> answer = testKit.createTestProbe();
        group.tell(new Group.StopChild(name, answer.ref()));
        return answer.receiveMessage();
    }

    /**
     * Waits until an actor has ended and its group knows. Each who watches hears of the end by itself, and the group perhaps later
     * than we: it is asked again until it lists the actor no more.
     */
    void awaitGone(ActorRef<?> actor, ActorRef<Group.Command> group) {
        expectTerminated(actor);
        long giveUp = System.nanoTime() + LogCapture.PATIENCE.toNanos();
        while (children(group).stream().anyMatch(child -> child.ref().equals(actor))) {
            assertThat(System.nanoTime())
                    .as("%s knows that %s has ended", group, actor)
                    .isLessThan(giveUp);
        }
    }

    /** Waits until this message has gone to the dead letters, whatever else has. */
    void expectDeadLetter(TestProbe<DeadLetter> deadLetters, Object message) {
        assertThat(deadLetters.fishForMessage(
                        LogCapture.PATIENCE,
                        letter -> letter.message().equals(message)
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore()))
                .hasSize(1);
    }

    void expectTerminated(ActorRef<?> actor) {
        testKit.createTestProbe().expectTerminated(actor, LogCapture.PATIENCE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        testKit.shutdownTestKit();
        workers.close();
        log.close();
    }
}
