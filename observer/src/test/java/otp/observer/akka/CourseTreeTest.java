package otp.observer.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
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
        String before = Trees.named(lane.tree(), "counter").id();
        counter().tell(new SharedState.Update<>(_ -> 41));
        counter().tell(crash());

        TestProbe<Integer> probe = TestProbe.create(lane.system);
        counter().tell(new SharedState.Get<>(probe.ref()));

        probe.expectMessage(0);
        assertThat(Trees.named(lane.tree(), "counter").id()).isEqualTo(before);
    }

    @Test
    void theFourthCrashInFiveSecondsRestartsTheServersWithNewChildren() {
        String servers = Trees.named(lane.tree(), "servers").id();
        String undo = Trees.named(lane.tree(), "undo").id();

        ActorRef<SharedState.Message<Integer>> counter = counter();
        for (int crash = 1; crash <= 4; crash++) {
            counter.tell(crash());
        }

        await().until(() -> Trees.all(lane.tree())
                .anyMatch(node -> node.name().equals("undo") && !node.id().equals(undo)));
        assertThat(Trees.named(lane.tree(), "servers").id()).isEqualTo(servers);
    }

    @Test
    void tellsThatItHasEndedByItself() throws Exception {
        lane.system.terminate();

        assertThat(lane.ended().toCompletableFuture().get(10, TimeUnit.SECONDS)).isNotBlank();
    }

    private ActorRef<SharedState.Message<Integer>> counter() {
        return ActorRefResolver.get(lane.system).resolveActorRef("akka://course/user/servers/counter");
    }

    private static SharedState.Update<Integer> crash() {
        return new SharedState.Update<>(_ -> {
            throw new IllegalStateException("crash on purpose");
        });
    }
}
