package otp.observer.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ManualClock;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.observer.LaneContract;
import otp.observer.Trees;
import otp.observer.tree.Budget;
import otp.observer.tree.Lane;
import otp.observer.tree.Sample;
import otp.observer.tree.TreeNode;
import otp.supervision.handrolled.Worker;
import otp.termscache.handrolled.TableCache;
import otp.testkit.log.LogCapture;

class CourseTreeTest extends LaneContract {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final ManualClock clock = new ManualClock();
    private CourseTree lane;

    @Override
    protected void start() throws InterruptedException {
        lane = CourseTree.start(Node.start(clock), PAUSE, redis());
    }

    @Override
    protected List<String> onlyHere() {
        return List.of("course/cache/terms_keeper TableKeeper", "course/pool/pool_members MemberTable");
    }

    @Override
    protected void putTerm(String key, long value) {
        TableCache.<String, Long>named(lane.node, "terms").put(key, value, Duration.ofHours(1));
    }

    @Override
    protected void crashTerms() {
        Pid terms = pid("terms");
        lane.node.exit(terms, ExitReason.KILL);
        await().until(() ->
                lane.node.whereis("terms").filter(now -> now != terms).isPresent());
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

    @Override
    protected void crash(TreeNode worker) {
        GenServer.cast(ServerRef.<Worker.Message>of(pid(worker.name())), new Worker.Message.Crash("on purpose"));
    }

    @Override
    protected void finish(TreeNode worker) {
        GenServer.cast(ServerRef.<Worker.Message>of(pid(worker.name())), new Worker.Message.Finish());
    }

    @Override
    protected void breakConnection(TreeNode connection) {
        lane.node.exit(pid(connection.name()), ExitReason.KILL);
    }

    @Override
    protected void exhaustPool() {
        for (int crash = 1; crash <= 4; crash++) {
            Pid connection = pid("pool_1");
            lane.node.exit(connection, ExitReason.KILL);
            await().until(() ->
                    lane.node.whereis("pool_1").filter(now -> now != connection).isPresent());
        }
    }

    @Override
    protected List<Sample> samples() throws Exception {
        return lane.node.run(() -> GenServer.call(ServerRef.named("telemetry"), Telemetry.Samples::new));
    }

    @Override
    protected int heard(TreeNode session) throws Exception {
        ServerRef<Session.Heard> server = ServerRef.named(session.name());
        return lane.node.run(() -> server.whereis() == null ? 0 : GenServer.call(server, Session.Heard::new));
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
    void theBudgetIsTheSupervisors() {
        assertThat(Trees.named(lane.tree(), "fragile").budget()).isEqualTo(new Budget(1, Duration.ofSeconds(5)));
        assertThat(Trees.named(lane.tree(), "j").budget()).isNull();
    }

    @Test
    void theSupervisorCountsForOneForAllAndIsItselfNotRestarted() {
        crash(Trees.named(lane.tree(), "e"));

        await().until(() -> restarts("f") == 1);

        assertThat(restarts("one_for_all")).isZero();
    }

    @Test
    void theChildrenOfANewSupervisorBeginAtZero() {
        String before = Trees.named(lane.tree(), "pool").id();

        exhaustPool();

        await().until(() -> Trees.all(lane.tree()).anyMatch(node -> node.name().equals("pool_3")));
        assertThat(Trees.named(lane.tree(), "pool").id()).isNotEqualTo(before);
        assertThat(restarts("pool")).isEqualTo(1);
        assertThat(restarts("pool_1")).isZero();
    }

    @Test
    void aShardThatDiesTakesItsSubscribersAlong() {
        untilInTime(() -> !Trees.named(lane.tree(), "endpoint").children().isEmpty());
        List<String> before = Trees.named(lane.tree(), "endpoint").children().stream()
                .map(TreeNode::id)
                .toList();

        lane.node.exit(pid("shard_1"), ExitReason.KILL);
        lane.node.exit(pid("shard_2"), ExitReason.KILL);

        await().until(() -> Trees.all(lane.tree()).noneMatch(node -> before.contains(node.id())));
        assertThat(restarts("endpoint")).isZero();
    }

    @Test
    void theClientOutlivesAnEndpointThatIsNotThere() {
        untilInTime(() -> !Trees.named(lane.tree(), "endpoint").children().isEmpty());

        lane.node.exit(pid("endpoint"), ExitReason.KILL);
        await().until(() -> restarts("endpoint") == 1);
        untilInTime(() -> !Trees.named(lane.tree(), "endpoint").children().isEmpty());

        assertThat(restarts("client")).isZero();
    }

    /** Who has just begun has no count yet: a wait looks again. */
    private int restarts(String name) {
        return Optional.ofNullable(Trees.named(lane.tree(), name).restarts()).orElseThrow();
    }

    @Test
    void whatIsThereToBeUndoneDoesNotGrow() throws Exception {
        untilInTime(
                () -> Objects.requireNonNull(Trees.named(lane.tree(), "undo").messages()) >= 40);

        ServerRef<Stack.Message<String>> undo = ServerRef.named("undo");
        int left = lane.node.run(() -> {
            int popped = 0;
            while (GenServer.<Stack.Message<String>, Optional<String>>call(undo, Stack.Pop::new)
                    .isPresent()) {
                popped++;
            }
            return popped;
        });
        // At most one of each session that is open.
        assertThat(left).isLessThanOrEqualTo(4);
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
