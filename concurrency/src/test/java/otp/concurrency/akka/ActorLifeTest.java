package otp.concurrency.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.DeadLetter;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.testkit.log.LogCapture;

/** What Akka does with any actor where OTP does otherwise: the first things that somebody from Elixir gets wrong. */
class ActorLifeTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<String> probe = testKit.createTestProbe();

    @AfterEach
    void shutdown() {
        testKit.shutdownTestKit();
    }

    /** Counts what it is told, and throws at the word crash. */
    private Behavior<String> counting(int count) {
        return Behaviors.receiveMessage(message -> {
            if (message.equals("crash")) {
                throw new IllegalStateException("crash");
            }
            probe.tell(message + " is number " + (count + 1));
            return counting(count + 1);
        });
    }

    @Test
    void spawnReturnsBeforeTheActorHasBegun() throws Exception {
        var mayBegin = new CountDownLatch(1);
        testKit.spawn(Behaviors.setup(_ -> {
            assertThat(mayBegin.await(10, TimeUnit.SECONDS)).isTrue();
            probe.tell("begun");
            return Behaviors.empty();
        }));
        probe.tell("spawn has returned");
        mayBegin.countDown();
        probe.expectMessage("spawn has returned");
        probe.expectMessage("begun");
    }

    @Test
    void withoutSupervisionACrashIsTheEndAndWhatComesAfterGoesToDeadLetters() {
        TestProbe<DeadLetter> deadLetters = testKit.createDeadLetterProbe();
        ActorRef<String> actor = testKit.spawn(counting(0));
        actor.tell("crash");
        probe.expectTerminated(actor);
        actor.tell("late");
        assertThat(deadLetters.receiveMessage().message()).isEqualTo("late");
    }

    @Test
    void aRestartKeepsTheRefAndTheMailboxAndLosesTheStateAndTellsNoWatcher() {
        Behavior<String> restarted = Behaviors.supervise(counting(0)).onFailure(SupervisorStrategy.restart());
        ActorRef<String> actor = testKit.spawn(restarted);
        TestProbe<String> watcher = testKit.createTestProbe();
        ActorRef<String> watching = testKit.spawn(Behaviors.setup(context -> {
            context.watch(actor);
            return Behaviors.receive(String.class)
                    .onMessage(String.class, message -> {
                        watcher.tell(message);
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, _ -> {
                        watcher.tell("terminated");
                        return Behaviors.same();
                    })
                    .build();
        }));
        actor.tell("a");
        actor.tell("crash");
        actor.tell("b");
        probe.expectMessage("a is number 1");
        probe.expectMessage("b is number 1");
        watching.tell("nothing but this");
        watcher.expectMessage("nothing but this");
    }

    @Test
    void aChildStopsWithItsParentAlsoWhenThatEndsNormally() {
        TestProbe<ActorRef<String>> children = testKit.createTestProbe();
        ActorRef<String> parent = testKit.spawn(Behaviors.setup(context -> {
            children.ref().tell(context.spawn(counting(0), "child"));
            return Behaviors.receiveMessage(_ -> Behaviors.stopped());
        }));
        ActorRef<String> child = children.receiveMessage();
        parent.tell("end");
        probe.expectTerminated(child);
    }
}
