package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.AbstractActor;
import akka.actor.Props;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.ActorTags;
import akka.actor.typed.Behavior;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.observer.Trees;
import otp.observer.tree.Budget;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;

class ActorTreeTest {
    @Test
    void anActorThatIsBusyIsSeenWithItsMailbox() throws Exception {
        var busy = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Behavior<String> behavior = Behaviors.receiveMessage(_ -> {
            busy.countDown();
            done.await();
            return Behaviors.same();
        });
        withSystem(forwardingTo(behavior), system -> {
            system.tell("one");
            system.tell("two");
            system.tell("three");
            busy.await();
            await().until(() -> Trees.named(read(system), "child").mailbox() == 2);

            TreeNode seen = Trees.named(read(system), "child");

            done.countDown();
            assertThat(seen.messages()).isEqualTo(1);
            assertThat(seen.status()).isEqualTo(Status.RUNNING);
        });
    }

    private static Behavior<String> forwardingTo(Behavior<String> behavior) {
        return Behaviors.setup(context -> {
            ActorRef<String> child = context.spawn(behavior, "child");
            return Behaviors.receiveMessage(message -> {
                child.tell(message);
                return Behaviors.same();
            });
        });
    }

    @Test
    void anActorWithAMailboxOfItsOwnIsSeenWithoutCounts() throws Exception {
        Behavior<String> behavior = Behaviors.setup(context -> {
            context.spawn(Behaviors.empty(), "own", MailboxSelector.bounded(10));
            return Behaviors.empty();
        });
        withSystem(behavior, system -> {
            await().until(() -> Trees.all(read(system)).count() == 2);

            TreeNode own = Trees.named(read(system), "own");
            assertThat(own.messages()).isNull();
            assertThat(own.restarts()).isNull();
            assertThat(own.age()).isNull();
        });
    }

    private static final class Classic extends AbstractActor {
        @Override
        public Receive createReceive() {
            return emptyBehavior();
        }
    }

    @Test
    void ofAClassicActorNobodyKnowsTheRestarts() throws Exception {
        Behavior<String> behavior = Behaviors.setup(context -> {
            Adapter.actorOf(context, Props.create(Classic.class, Classic::new), "classic");
            return Behaviors.empty();
        });
        withSystem(behavior, system -> {
            await().until(() -> Trees.all(read(system)).count() == 2);

            await().until(() -> Trees.named(read(system), "classic").restarts() == null);
        });
    }

    @Test
    void anActorThatDoesNothingIsAnActor() throws Exception {
        withSystem(
                Behaviors.<String>empty(),
                system -> assertThat(read(system).kind()).isEqualTo("Actor"));
    }

    static Stream<Behavior<String>> writtenHere() {
        return Stream.of(
                Behaviors.receiveMessage(_ -> Behaviors.same()),
                Behaviors.receive((_, _) -> Behaviors.same()),
                Behaviors.receive((_, _) -> Behaviors.same(), (_, _) -> Behaviors.same()),
                Behaviors.supervise(Behaviors.<String>receiveMessage(_ -> Behaviors.same()))
                        .onFailure(SupervisorStrategy.restart()),
                Behaviors.withTimers(_ -> Behaviors.receiveMessage(_ -> Behaviors.same())));
    }

    @ParameterizedTest
    @MethodSource("writtenHere")
    void anActorWithoutATagIsWhatItsBehaviorWasWrittenIn(Behavior<String> behavior) throws Exception {
        withSystem(behavior, system -> await().until(() -> read(system).kind().equals("ActorTreeTest")));
    }

    @Test
    void aRoleSaysWhatABehaviorIsInOtpsWords() throws Exception {
        var role = new Role("Supervisor", "one_for_all");
        withSystem(Behaviors.<String>receiveMessage(_ -> Behaviors.same()), system -> {
            await().until(() -> read(system).kind().equals("ActorTreeTest"));

            TreeNode seen = ActorTree.read(system, Map.of("ActorTreeTest", role));

            assertThat(new Role(seen.kind(), seen.strategy())).isEqualTo(role);
        });
    }

    @Test
    void tagsComeBeforeWhatIsFoundOut() throws Exception {
        Behavior<String> behavior = Behaviors.setup(context -> {
            context.spawn(
                    Behaviors.receiveMessage(_ -> Behaviors.same()),
                    "child",
                    ActorTags.create("rest_for_one", "Supervisor"));
            return Behaviors.empty();
        });
        withSystem(behavior, system -> {
            await().until(() -> Trees.all(read(system)).count() == 2);

            TreeNode seen = Trees.named(read(system), "child");

            assertThat(new Role(seen.kind(), seen.strategy())).isEqualTo(new Role("Supervisor", "rest_for_one"));
        });
    }

    @Test
    void theBudgetIsTheLimitOfItsSupervision() throws Exception {
        Behavior<String> behavior = Behaviors.supervise(Behaviors.<String>receiveMessage(_ -> Behaviors.same()))
                .onFailure(SupervisorStrategy.restart().withLimit(7, Duration.ofSeconds(9)));
        withSystem(
                behavior,
                system -> await().until(() ->
                        new Budget(7, Duration.ofSeconds(9)).equals(read(system).budget())));
    }

    @Test
    void supervisionWithoutALimitIsNoBudget() throws Exception {
        Behavior<String> behavior = Behaviors.supervise(Behaviors.<String>receiveMessage(_ -> Behaviors.same()))
                .onFailure(SupervisorStrategy.restart());
        withSystem(behavior, system -> {
            await().until(() -> read(system).kind().equals("ActorTreeTest"));

            assertThat(read(system).budget()).isNull();
        });
    }

    private static TreeNode read(ActorSystem<?> system) {
        return Objects.requireNonNull(ActorTree.read(system, Map.of()));
    }

    private interface Check {
        void with(ActorSystem<String> system) throws Exception;
    }

    private static void withSystem(Behavior<String> behavior, Check check) throws Exception {
        ActorSystem<String> system = ActorSystem.create(behavior, "tree", ConfigFactory.load());
        try {
            check.with(system);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
