package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a restart is in Akka, and what it is not. */
class RestartInPlaceTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private final TestProbe<String> life = ON.testKit.createTestProbe();

    private ActorRef<Worker.Command> spawn(SupervisorStrategy strategy) {
        ActorRef<Worker.Command> worker = ON.testKit.spawn(
                Behaviors.supervise(Life.observed(life.ref(), "w")).onFailure(strategy));
        life.expectMessage("w started");
        return worker;
    }

    /** Passes on what it hears of the end of the actor that it watches, and what it is told. */
    private static ActorRef<String> watcher(ActorRef<?> watched, TestProbe<String> heard) {
        return ON.testKit.spawn(Behaviors.setup(context -> {
            context.watch(watched);
            return Behaviors.receive(
                    (_, message) -> {
                        heard.ref().tell(message);
                        return Behaviors.same();
                    },
                    (_, signal) -> {
                        if (signal instanceof Terminated) {
                            heard.ref().tell("terminated");
                        }
                        return Behaviors.same();
                    });
        }));
    }

    @Test
    @Tag("S5")
    void aRestartKeepsTheAddressAndTheMailboxAndLosesOnlyTheMessageThatFailedAndTheState() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.restart());
        try (var _ = Gate.before(worker)) {
            worker.tell(new Worker.Crash("boom"));
            worker.tell(new Worker.Remember("one"));
            worker.tell(new Worker.Remember("two"));
        }
        assertThat(ON.recall(worker)).containsExactly("one", "two");
    }

    @Test
    void whoWatchesIsNotToldOfARestart() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.restart());
        TestProbe<String> heard = ON.testKit.createTestProbe();
        ActorRef<String> watcher = watcher(worker, heard);
        watcher.tell("it watches");
        heard.expectMessage("it watches");
        worker.tell(new Worker.Crash("boom"));
        life.receiveSeveralMessages(2);
        worker.tell(new Worker.Finish());
        life.expectMessage("w ends");
        // The one end is the normal one: had the crash been told, there would be two, or an earlier one.
        heard.expectMessage("terminated");
        watcher.tell("nothing else");
        heard.expectMessage("nothing else");
    }

    @Test
    void atARestartPreRestartComesInsteadOfPostStop() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.restart());
        worker.tell(new Worker.Crash("boom"));
        worker.tell(new Worker.Finish());
        assertThat(life.receiveSeveralMessages(3)).containsExactly("w restarts", "w started", "w ends");
    }

    @Test
    void withoutSupervisionACrashStopsTheActorAndPostStopComes() {
        ActorRef<Worker.Command> worker = ON.testKit.spawn(Life.observed(life.ref(), "w"));
        worker.tell(new Worker.Crash("boom"));
        assertThat(life.receiveSeveralMessages(2)).containsExactly("w started", "w ends");
        ON.expectTerminated(worker);
    }

    @Test
    void restartWithoutALimitHasNone() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.restart().withLoggingEnabled(false));
        for (int crash = 1; crash <= 1_000; crash++) {
            worker.tell(new Worker.Crash("number " + crash));
        }
        assertThat(ON.recall(worker)).isEmpty();
        life.receiveSeveralMessages(2_000);
    }

    @Test
    @Tag("S3")
    void anActorThatEndsNormallyIsNeverRestarted() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.restart());
        worker.tell(new Worker.Finish());
        life.expectMessage("w ends");
        ON.expectTerminated(worker);
        life.expectNoMessage(Duration.ZERO);
    }

    @Test
    void resumeLosesOnlyTheMessageThatFailed() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.resume());
        worker.tell(new Worker.Remember("one"));
        worker.tell(new Worker.Crash("boom"));
        worker.tell(new Worker.Remember("two"));
        assertThat(ON.recall(worker)).containsExactly("one", "two");
        life.expectNoMessage(Duration.ZERO);
    }

    @Test
    void timersOfTheOldLifeDoNotReachTheNewOne() {
        TestProbe<String> heard = ON.testKit.createTestProbe();
        Behavior<String> reminded = Behaviors.withTimers(timers -> Behaviors.receiveMessage(message -> {
            heard.ref().tell(message);
            if (message.equals("remind me and crash")) {
                timers.startSingleTimer("reminder", Duration.ofSeconds(1));
                throw new IllegalStateException(message);
            }
            return Behaviors.same();
        }));
        ActorRef<String> actor =
                ON.testKit.spawn(Behaviors.supervise(reminded).onFailure(SupervisorStrategy.restart()));
        actor.tell("remind me and crash");
        actor.tell("next");
        heard.expectMessage("remind me and crash");
        heard.expectMessage("next");
        ON.pass(Duration.ofSeconds(2));
        actor.tell("last");
        heard.expectMessage("last");
    }

    @Test
    void onlyTheParentHearsWhyAChildHasFailed() {
        TestProbe<String> parent = ON.testKit.createTestProbe();
        TestProbe<ActorRef<String>> spawned = ON.testKit.createTestProbe();
        ON.testKit.spawn(Behaviors.setup(context -> {
            ActorRef<String> child = context.spawn(
                    Behaviors.<String>receiveMessage(message -> {
                        throw new IllegalStateException(message);
                    }),
                    "child");
            context.watch(child);
            spawned.ref().tell(child);
            return Behaviors.receiveSignal((_, signal) -> {
                if (signal instanceof ChildFailed failed) {
                    parent.ref().tell("failed: " + failed.getCause().getMessage());
                }
                return Behaviors.same();
            });
        }));
        ActorRef<String> child = spawned.receiveMessage();
        TestProbe<String> stranger = ON.testKit.createTestProbe();
        watcher(child, stranger);
        child.tell("boom");
        parent.expectMessage("failed: boom");
        stranger.expectMessage("terminated");
    }

    /** In OTP a DOWN stands where it came in: before what came later. */
    @Test
    void theNewsOfAnEndComesBehindWhatIsInTheMailboxAlready() {
        ActorRef<Worker.Command> worker = spawn(SupervisorStrategy.stop());
        TestProbe<String> heard = ON.testKit.createTestProbe();
        ActorRef<Worker.Command> watcher = ON.testKit.spawn(Behaviors.setup(context -> {
            context.watch(worker);
            return Behaviors.receive(
                    (_, command) -> {
                        if (command instanceof Worker.Remember(var text)) {
                            Gate.pass(text);
                        } else {
                            heard.ref().tell("a message");
                        }
                        return Behaviors.same();
                    },
                    (_, _) -> {
                        heard.ref().tell("the end");
                        return Behaviors.same();
                    });
        }));
        try (var _ = Gate.before(watcher)) {
            worker.tell(new Worker.Finish());
            ON.expectTerminated(worker);
            watcher.tell(new Worker.Finish());
        }
        assertThat(heard.receiveSeveralMessages(2)).containsExactly("a message", "the end");
    }
}
