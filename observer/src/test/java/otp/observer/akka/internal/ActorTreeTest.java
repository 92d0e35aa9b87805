package otp.observer.akka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import otp.observer.Trees;
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
            await().until(() -> Trees.named(ActorTree.read(system), "child").mailbox() == 2);

            TreeNode seen = Trees.named(ActorTree.read(system), "child");

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
    void anActorWithAMailboxOfItsOwnIsSeenWithoutACount() throws Exception {
        Behavior<String> behavior = Behaviors.setup(context -> {
            context.spawn(Behaviors.empty(), "own", MailboxSelector.bounded(10));
            return Behaviors.empty();
        });
        withSystem(behavior, system -> {
            await().until(() -> Trees.all(ActorTree.read(system)).count() == 2);

            assertThat(Trees.named(ActorTree.read(system), "own").messages()).isNull();
        });
    }

    @Test
    void anActorWithoutATagIsAnActor() throws Exception {
        withSystem(
                Behaviors.<String>empty(),
                system -> assertThat(ActorTree.read(system).kind()).isEqualTo("Actor"));
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
