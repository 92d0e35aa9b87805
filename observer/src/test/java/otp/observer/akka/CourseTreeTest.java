package otp.observer.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.observer.LaneContract;
import otp.observer.Trees;
import otp.observer.tree.Lane;
import otp.testkit.log.LogCapture;

class CourseTreeTest extends LaneContract {
    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    @RegisterExtension
    final LogCapture course = LogCapture.of("otp");

    private CourseTree lane;

    @Override
    protected void start() {
        lane = CourseTree.start(ManualTime.config().withFallback(ConfigFactory.load()), PAUSE);
    }

    @Override
    protected Lane lane() {
        return lane;
    }

    @Override
    protected void timePasses(Duration time) {
        ManualTime.get(lane.system).timePasses(time);
    }

    @Override
    protected boolean isGone() {
        return lane.system.getWhenTerminated().toCompletableFuture().isDone();
    }

    @Test
    void aServerThatThrowsBeginsAnewInPlace() {
        String before = Trees.named(lane.tree(), "undo").id();
        TestProbe<Optional<Integer>> probe = TestProbe.create(lane.system);
        undo().tell(new Stack.Push<>(41));
        undo().tell(crash());

        undo().tell(new Stack.Pop<>(probe.ref()));

        probe.expectMessage(Optional.of(1));
        assertThat(Trees.named(lane.tree(), "undo").id()).isEqualTo(before);
    }

    @Test
    void theFourthCrashInFiveSecondsRestartsTheServersWithNewChildren() {
        String servers = Trees.named(lane.tree(), "servers").id();
        String counter = Trees.named(lane.tree(), "counter").id();

        ActorRef<Stack.Message<Integer>> undo = undo();
        for (int crash = 1; crash <= 4; crash++) {
            undo.tell(crash());
        }

        await().until(() -> Trees.all(lane.tree())
                .anyMatch(node -> node.name().equals("counter") && !node.id().equals(counter)));
        assertThat(Trees.named(lane.tree(), "servers").id()).isEqualTo(servers);
    }

    @Test
    void tellsThatItHasEndedByItself() throws Exception {
        lane.system.terminate();

        assertThat(lane.ended().toCompletableFuture().get(10, TimeUnit.SECONDS)).isNotBlank();
    }

    private ActorRef<Stack.Message<Integer>> undo() {
        return ActorRefResolver.get(lane.system).resolveActorRef("akka://course/user/servers/undo");
    }

    /** A stack cannot answer to nowhere. */
    private static Stack.Pop<Integer> crash() {
        return new Stack.Pop<>(null);
    }
}
