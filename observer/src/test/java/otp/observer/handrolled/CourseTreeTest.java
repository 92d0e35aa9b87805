package otp.observer.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.observer.LaneContract;
import otp.observer.Trees;
import otp.observer.tree.Lane;
import otp.observer.tree.TreeNode;
import otp.testkit.log.LogCapture;

class CourseTreeTest extends LaneContract {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final ManualClock clock = new ManualClock();
    private CourseTree lane;

    @Override
    protected void start() throws InterruptedException {
        lane = CourseTree.start(Node.start(clock), PAUSE);
    }

    @Override
    protected Lane lane() {
        return lane;
    }

    @Override
    protected void timePasses(Duration time) {
        clock.advance(time);
    }

    @Override
    protected boolean isGone() {
        return lane.node.processes().isEmpty() && lane.node.lingering().isEmpty();
    }

    @Test
    void aKilledServerIsReplacedByAnotherAtTheSamePath() {
        TreeNode before = Trees.named(lane.tree(), "undo");

        lane.node.exit(pid("undo"), ExitReason.KILL);

        await().until(() -> Trees.all(lane.tree())
                .anyMatch(
                        node -> node.path().equals(before.path()) && !node.id().equals(before.id())));
    }

    @Test
    void theFourthCrashInFiveSecondsTakesTheSupervisorOfTheServersAlong() {
        String before = Trees.named(lane.tree(), "servers").id();

        for (int crash = 1; crash <= 4; crash++) {
            Pid undo = pid("undo");
            lane.node.exit(undo, ExitReason.KILL);
            await().until(() ->
                    lane.node.whereis("undo").filter(now -> now != undo).isPresent());
        }

        assertThat(Trees.named(lane.tree(), "servers").id()).isNotEqualTo(before);
    }

    @Test
    void saysWhyWhenItEndsByItself() throws Exception {
        lane.node.exit(pid("course"), ExitReason.KILL);

        assertThat(lane.ended().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("killed");
    }

    private Pid pid(String name) {
        return lane.node.whereis(name).orElseThrow();
    }
}
