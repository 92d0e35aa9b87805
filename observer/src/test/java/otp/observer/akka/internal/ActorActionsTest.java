package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.AbstractActor;
import akka.actor.Props;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.observer.Trees;
import otp.observer.tree.Action;
import otp.observer.tree.Outcome;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;
import otp.testkit.log.LogCapture;

/** A guardian that spawns what it is given, watches it, and tells how it ended. */
class ActorActionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static ActorSystem<Behavior<Add>> system;
    private static final LinkedBlockingQueue<String> ENDS = new LinkedBlockingQueue<>();

    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    private static int number;
    private String path;
    private ActorRef<Add> actor;

    /** Adds to a sum, and answers it. */
    private record Add(int what, ActorRef<Integer> replyTo) {}

    @BeforeAll
    @SuppressWarnings("unchecked") // a class knows no type parameters
    static void start() {
        system = ActorSystem.create(
                Behaviors.<Behavior<Add>>setup(context -> Behaviors.receive(
                                (Class<Behavior<Add>>) (Class<?>) Behavior.class)
                        .onAnyMessage(behavior -> {
                            context.watch(context.spawn(behavior, "adder" + number));
                            return Behaviors.same();
                        })
                        .onSignal(ChildFailed.class, failed -> {
                            ENDS.add("failed: " + failed.cause().getMessage());
                            return Behaviors.same();
                        })
                        .onSignal(Terminated.class, _ -> {
                            ENDS.add("stopped");
                            return Behaviors.same();
                        })
                        .build()),
                "actions",
                ConfigFactory.load());
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    @BeforeEach
    void next() {
        ENDS.clear();
        number++;
        path = "/user/adder" + number;
    }

    private static Behavior<Add> adding(int sum) {
        return Behaviors.receiveMessage(add -> {
            add.replyTo().tell(sum + add.what());
            return adding(sum + add.what());
        });
    }

    private void spawn(Behavior<Add> behavior) {
        system.tell(behavior);
        await().until(() -> ActorTree.find(system, path)
                .map(ObservedMailbox::of)
                .filter(queue -> queue.behavior() != null)
                .isPresent());
        actor = Adapter.toTyped(ActorTree.find(system, path).orElseThrow());
    }

    private Behavior<Add> restarting() {
        return Behaviors.supervise(adding(0)).onFailure(SupervisorStrategy.restart());
    }

    private Outcome act(Action action) {
        return ActorActions.act(system, path, action).orElseThrow();
    }

    private int add(int what) throws Exception {
        return AskPattern.<Add, Integer>ask(actor, replyTo -> new Add(what, replyTo), PATIENCE, system.scheduler())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private TreeNode seen() {
        return Trees.named(ActorTree.read(system, Map.of()), path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void whoIsCrashedIsRestartedInPlaceWithTheStateItBeganWith() throws Exception {
        spawn(restarting());
        add(5);
        String before = seen().id();

        act(Action.CRASH);

        assertThat(add(1)).isEqualTo(1);
        assertThat(seen().id()).isEqualTo(before);
        await().until(() -> Integer.valueOf(1).equals(seen().restarts()));
    }

    @Test
    void whoCrashesAgainIsRestartedAgain() throws Exception {
        spawn(restarting());
        act(Action.CRASH);
        act(Action.CRASH);

        assertThat(add(1)).isEqualTo(1);
        await().until(() -> Integer.valueOf(2).equals(seen().restarts()));
    }

    @Test
    void withoutSupervisionACrashIsTheEndAndTheParentHearsWhy() throws Exception {
        spawn(adding(0));

        act(Action.CRASH);

        assertThat(ENDS.poll(10, TimeUnit.SECONDS)).isEqualTo("failed: crashed from the observer's page");
    }

    @Test
    void whoResumesAfterAFailureKeepsItsStateAndCanBeCrashedAgain() throws Exception {
        spawn(Behaviors.supervise(adding(0)).onFailure(SupervisorStrategy.resume()));
        add(5);
        act(Action.CRASH);
        add(1);
        act(Action.CRASH);

        assertThat(add(1)).isEqualTo(7);
        assertThat(log.lines()).filteredOn(line -> line.error() != null).hasSize(2);
    }

    @Test
    void aCrashWaitsForItsTurn() throws Exception {
        spawn(restarting());
        act(Action.SUSPEND);
        await().until(() -> seen().status() == Status.SUSPENDED);
        var answer = AskPattern.<Add, Integer>ask(actor, replyTo -> new Add(5, replyTo), PATIENCE, system.scheduler());
        act(Action.CRASH);
        act(Action.RESUME);

        assertThat(answer.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(add(1)).isEqualTo(1);
    }

    @Test
    void whoIsStoppedIsNotRestarted() throws Exception {
        spawn(restarting());

        act(Action.STOP);

        assertThat(ENDS.poll(10, TimeUnit.SECONDS)).isEqualTo("stopped");
        assertThat(ActorTree.find(system, path)).isEmpty();
    }

    @Test
    void whoIsSuspendedHandlesNothingUntilItIsResumed() throws Exception {
        spawn(adding(0));
        act(Action.SUSPEND);
        await().until(() -> seen().status() == Status.SUSPENDED);
        var answer = AskPattern.<Add, Integer>ask(actor, replyTo -> new Add(5, replyTo), PATIENCE, system.scheduler());
        assertThat(seen().mailbox()).isEqualTo(1);

        act(Action.RESUME);

        assertThat(answer.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void nobodyIsSuspendedTwiceOrResumedForNothing() {
        spawn(adding(0));
        assertThat(act(Action.RESUME).done()).isFalse();
        act(Action.SUSPEND);
        await().until(() -> seen().status() == Status.SUSPENDED);

        assertThat(act(Action.SUSPEND).done()).isFalse();
    }

    @Test
    void thereIsNoKill() throws Exception {
        spawn(adding(0));

        assertThat(act(Action.KILL).done()).isFalse();
        assertThat(add(1)).isEqualTo(1);
    }

    private static final class Classic extends AbstractActor {
        @Override
        public Receive createReceive() {
            return emptyBehavior();
        }
    }

    @Test
    void aClassicActorCannotBeCrashed() {
        spawn(Behaviors.setup(context -> {
            Adapter.actorOf(context, Props.create(Classic.class, Classic::new), "classic");
            return adding(0);
        }));
        path += "/classic";
        await().until(() -> ActorTree.find(system, path)
                .map(ObservedMailbox::of)
                .filter(ObservedMailbox.Queue::isClassic)
                .isPresent());

        assertThat(act(Action.CRASH).done()).isFalse();
    }

    @Test
    void nobodyIsThere() {
        assertThat(List.of(Action.values()))
                .allSatisfy(action -> assertThat(ActorActions.act(system, "/user/nobody", action))
                        .isEmpty());
    }
}
