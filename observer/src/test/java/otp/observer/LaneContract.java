package otp.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otp.observer.tree.Lane;
import otp.observer.tree.TreeNode;
import otp.testkit.log.LogCapture;

/** What the course application does in either lane. Its time is moved by the test. */
public abstract class LaneContract {
    protected static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SERVERS = List.of("counter", "redo", "totals", "undo");

    protected abstract Lane lane();

    protected abstract void start() throws Exception;

    protected abstract void timePasses(Duration time);

    /** Whether nothing of it is left in the JVM. */
    protected abstract boolean isGone();

    @BeforeEach
    void startAndWaitUntilAllOfItIsThere() throws Exception {
        start();
        await().until(() -> Trees.all(lane().tree()).count() == 7);
    }

    @AfterEach
    void stopIt() throws Exception {
        lane().stop(PATIENCE);
    }

    @Test
    void hasTheNodesOfTheCourseInTheirPlaces() {
        TreeNode root = Objects.requireNonNull(lane().tree());

        assertThat(described(root))
                .containsExactly(
                        "course Supervisor",
                        "client Client",
                        "servers Supervisor",
                        "counter SharedState",
                        "redo Stack",
                        "totals SharedState",
                        "undo Stack");
        assertThat(names(root.children())).containsExactly("client", "servers");
        assertThat(names(Trees.named(root, "servers").children())).containsExactlyElementsOf(SERVERS);
    }

    private static Stream<String> described(TreeNode root) {
        return Trees.all(root).map(node -> node.name() + " " + node.kind());
    }

    private static List<String> names(List<TreeNode> nodes) {
        return nodes.stream().map(TreeNode::name).toList();
    }

    @Test
    void eachPathIsThatOfTheParentAndTheName() {
        assertThat(Trees.all(lane().tree()))
                .allSatisfy(node -> assertThat(node.children())
                        .allSatisfy(child -> assertThat(child.path()).isEqualTo(node.path() + "/" + child.name())));
    }

    @Test
    void everyServerHandlesMoreWhenTimePasses() {
        await().until(() -> {
            timePasses(PAUSE);
            return SERVERS.stream().allMatch(name -> handled(name) >= 4);
        });
    }

    @Test
    void readingTheTreeSendsNothing() {
        for (int i = 0; i < 100; i++) {
            lane().tree();
        }

        assertThat(SERVERS).allSatisfy(name -> assertThat(handled(name)).isZero());
    }

    private long handled(String name) {
        return Objects.requireNonNull(Trees.named(lane().tree(), name).messages());
    }

    @Test
    void stopsTheClientThenTheServersThenTheRoot() throws Exception {
        try (var log = LogCapture.of("otp.course." + lane().name())) {
            lane().stop(PATIENCE);

            assertThat(log.messages())
                    .containsExactly("client has stopped", "servers has stopped", "course has stopped");
        }
    }

    @Test
    void leavesNothingBehindWhenStopped() throws Exception {
        lane().stop(PATIENCE);

        assertThat(isGone()).isTrue();
    }

    @Test
    void hasNoTreeWhenStopped() throws Exception {
        lane().stop(PATIENCE);

        assertThat(lane().tree()).isNull();
    }

    @Test
    void tellsThatItHasEndedWhenStopped() throws Exception {
        lane().stop(PATIENCE);

        assertThat(lane().ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isNotBlank();
    }

    @Test
    void stoppingAgainDoesNothing() throws Exception {
        lane().stop(PATIENCE);
        lane().stop(PATIENCE);

        assertThat(isGone()).isTrue();
    }
}
