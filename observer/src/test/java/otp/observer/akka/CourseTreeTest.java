package otp.observer.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.observer.LaneContract;
import otp.observer.Trees;
import otp.observer.tree.Budget;
import otp.observer.tree.Lane;
import otp.observer.tree.Sample;
import otp.observer.tree.TreeNode;
import otp.supervision.akka.Worker;
import otp.termscache.akka.TableCache;
import otp.testkit.log.LogCapture;

class CourseTreeTest extends LaneContract {
    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    @RegisterExtension
    final LogCapture course = LogCapture.of("otp");

    private final AtomicLong clock = new AtomicLong();
    private CourseTree lane;

    @Override
    protected void start() {
        lane = CourseTree.start(ManualTime.config().withFallback(ConfigFactory.load()), PAUSE, redis(), clock::get);
    }

    @Override
    protected List<String> onlyHere() {
        return List.of();
    }

    @Override
    protected void putTerm(String key, long value) {
        TableCache.put(
                        this.<TableCache.Command<String, Long>>ref(Trees.named(lane.tree(), "terms")),
                        key,
                        value,
                        Duration.ofHours(1),
                        PATIENCE,
                        lane.system.scheduler())
                .toCompletableFuture()
                .join();
    }

    /** It is restarted in place: the same actor, with the same mailbox. */
    @Override
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    protected void crashTerms() {
        this.<TableCache.Command<String, Long>>ref(Trees.named(lane.tree(), "terms"))
                .tell(new TableCache.GetTable<>(null));
        akka.await(line -> line.message().contains("RestartSupervisor saw failure"));
    }

    @Override
    protected Lane lane() {
        return lane;
    }

    @Override
    protected void timePasses(Duration time) {
        clock.addAndGet(time.toNanos());
        ManualTime.get(lane.system).timePasses(time);
    }

    @Override
    protected boolean isGone() {
        return lane.system.getWhenTerminated().toCompletableFuture().isDone();
    }

    @Override
    protected void crash(TreeNode worker) {
        this.<Worker.Command>ref(worker).tell(new Worker.Crash("on purpose"));
    }

    @Override
    protected void finish(TreeNode worker) {
        this.<Worker.Command>ref(worker).tell(new Worker.Finish());
    }

    /** By a message that it does not understand. */
    @Override
    protected void breakConnection(TreeNode connection) {
        this.<Object>ref(connection).tell("nonsense");
    }

    /** The actor outlives its crashes, and so does its mailbox. */
    @Override
    protected void exhaustPool() {
        TreeNode connection = Trees.named(lane.tree(), "pool_1");
        for (int crash = 1; crash <= 4; crash++) {
            breakConnection(connection);
        }
    }

    @Override
    protected List<Sample> samples() {
        TestProbe<List<Sample>> probe = TestProbe.create(lane.system);
        this.<Telemetry.Message>ref(Trees.named(lane.tree(), "telemetry")).tell(new Telemetry.Samples(probe.ref()));
        return probe.receiveMessage();
    }

    @Override
    protected int heard(TreeNode session) {
        CompletableFuture<Integer> answer = AskPattern.<Session.Message, Integer>ask(
                        ref(session), Session.Heard::new, PATIENCE, lane.system.scheduler())
                .toCompletableFuture();
        // Nobody answers for a session that ends before it has seen the question.
        await().until(() -> answer.isDone()
                || Trees.all(lane.tree()).noneMatch(node -> node.id().equals(session.id())));
        return answer.exceptionally(_ -> 0).getNow(0);
    }

    @Test
    void aServerThatThrowsBeginsAnewInPlace() {
        TreeNode before = Trees.named(lane.tree(), "a");

        crash(before);

        await().until(() -> restarts("a") == 1);
        assertThat(Trees.named(lane.tree(), "a").id()).isEqualTo(before.id());
    }

    @Test
    void theBudgetIsThatOfEachActor() {
        assertThat(Trees.named(lane.tree(), "j").budget()).isEqualTo(new Budget(1, Duration.ofSeconds(5)));
    }

    @Test
    void oneForAllIsARestartOfTheGroupItself() {
        crash(Trees.named(lane.tree(), "e"));

        await().until(() -> restarts("f") == 1);

        assertThat(restarts("one_for_all")).isEqualTo(1);
    }

    @Test
    void theChildrenOfAGroupThatIsRestartedInPlaceCountOn() {
        String pool = Trees.named(lane.tree(), "pool").id();
        String neighbor = Trees.named(lane.tree(), "pool_3").id();

        exhaustPool();

        await().until(() -> Trees.all(lane.tree())
                .anyMatch(node -> node.name().equals("pool_3") && !node.id().equals(neighbor)));
        assertThat(Trees.named(lane.tree(), "pool").id()).isEqualTo(pool);
        assertThat(restarts("pool")).isEqualTo(1);
        assertThat(restarts("pool_1")).isEqualTo(4);
        assertThat(restarts("pool_3")).isEqualTo(1);
    }

    /** Who has just begun has no count yet: a wait looks again. */
    private int restarts(String name) {
        return Optional.ofNullable(Trees.named(lane.tree(), name).restarts()).orElseThrow();
    }

    @Test
    void tellsThatItHasEndedByItself() throws Exception {
        lane.system.terminate();

        assertThat(lane.ended().toCompletableFuture().get(10, TimeUnit.SECONDS)).isNotBlank();
    }

    private <M> ActorRef<M> ref(TreeNode node) {
        return ActorRefResolver.get(lane.system).resolveActorRef(node.id());
    }
}
