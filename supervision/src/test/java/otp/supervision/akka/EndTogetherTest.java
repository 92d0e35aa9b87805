package otp.supervision.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two children end, normally, before their group hears of either (a crash needs the parent, which stops the child). Akka puts both ends into the group's mailbox; the restart that the first
 * brings about keeps the second for the group that begins anew, to which it is the end of a stranger.
 */
class EndTogetherTest {
    @RegisterExtension
    static final OnASystem ON = new OnASystem();

    private static final Budget NONE = Budget.of(0, Duration.ofHours(1));
    private static final Budget ONE = Budget.of(1, Duration.ofHours(1));

    private final TestProbe<String> life = ON.testKit.createTestProbe();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Holds a group up in the middle of a message. */
    private final class Hold extends BehaviorInterceptor<Group.Command, Group.Command> {
        Hold() {
            super(Group.Command.class);
        }

        @Override
        public Behavior<Group.Command> aroundReceive(
                TypedActorContext<Group.Command> context, Group.Command command, ReceiveTarget<Group.Command> target) {
            if (command instanceof Group.StopChild(var name, var _) && name.equals("nobody")) {
                reached.countDown();
                await(open);
            }
            return target.apply(context, command);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void endTogether(ActorRef<Group.Command> group, String... names) {
        List<ActorRef<Worker.Command>> ending =
                Stream.of(names).map(name -> ON.worker(group, name)).toList();
        group.tell(
                new Group.StopChild("nobody", ON.testKit.createTestProbe().ref().unsafeUpcast()));
        await(reached);
        ending.forEach(worker -> worker.tell(new Worker.Finish()));
        ending.forEach(ON::expectTerminated);
        open.countDown();
    }

    @Test
    @Tag("S8")
    void oneForAllPaysOnceAndBeginsAnewOnce() {
        ActorRef<Group.Command> group =
                ON.testKit.spawn(Behaviors.intercept(Hold::new, OneForAll.create(ONE, Life.of(life, "d", "e", "f"))));
        life.receiveSeveralMessages(3);
        endTogether(group, "d", "e");
        assertThat(life.receiveSeveralMessages(6))
                .containsExactlyInAnyOrder("d ends", "e ends", "f ends", "d started", "e started", "f started");
        assertThat(ON.names(group)).containsExactly("d", "e", "f");
        life.expectNoMessage(Duration.ZERO);
    }

    /** Groups that give up at the first end, and are begun anew in place by who supervises them. */
    static Stream<Arguments> groups() {
        return Stream.of("RestForOne", "Respawn").map(Arguments::of);
    }

    private Behavior<Group.Command> group(String kind) {
        List<Spec<Worker.Command>> specs = Life.of(life, "d", "e", "f");
        return switch (kind) {
            case "RestForOne" -> RestForOne.create(NONE, specs);
            default ->
                Respawn.create(
                        NONE,
                        specs.stream()
                                .map(spec -> new Respawn.Kept(spec, Restart.PERMANENT))
                                .toList());
        };
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aGroupThatIsBegunAnewInPlaceHasNothingToDoWithItsOldChildren(String kind) {
        ActorRef<Group.Command> group =
                ON.testKit.spawn(Behaviors.supervise(Behaviors.intercept(Hold::new, group(kind)))
                        .onFailure(SupervisorStrategy.restart().withLimit(1, Duration.ofHours(1))));
        life.receiveSeveralMessages(3);
        endTogether(group, "d", "e");
        assertThat(life.receiveSeveralMessages(6))
                .containsExactlyInAnyOrder("d ends", "e ends", "f ends", "d started", "e started", "f started");
        assertThat(ON.names(group)).containsExactly("d", "e", "f");
        life.expectNoMessage(Duration.ZERO);
    }
}
