package otp.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otp.observer.tree.Action;
import otp.observer.tree.Connection;
import otp.observer.tree.Lane;
import otp.observer.tree.Sample;
import otp.observer.tree.Sizes;
import otp.observer.tree.TableView;
import otp.observer.tree.TreeNode;
import otp.redisclient.Backoff;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.LocalRedis;
import otp.testkit.log.LogCapture;

/** What the course application does in either lane. Its time is moved by the test. */
public abstract class LaneContract {
    protected static final Duration PAUSE = Duration.ofMillis(250);
    private static LocalRedis redis;

    protected static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> IN_BOTH_LANES = List.of(
            "course Supervisor one_for_one",
            "course/cache Supervisor rest_for_one",
            "course/cache/terms TableCache",
            "course/cache/undo Stack",
            "course/client Client",
            "course/endpoint DynamicSupervisor one_for_one",
            "course/playground Supervisor one_for_one",
            "course/playground/dynamic DynamicSupervisor one_for_one",
            "course/playground/escalation Supervisor one_for_one",
            "course/playground/escalation/fragile Supervisor one_for_one",
            "course/playground/escalation/fragile/j Worker",
            "course/playground/one_for_all Supervisor one_for_all",
            "course/playground/one_for_all/d Worker",
            "course/playground/one_for_all/e Worker",
            "course/playground/one_for_all/f Worker",
            "course/playground/one_for_one Supervisor one_for_one",
            "course/playground/one_for_one/a Worker",
            "course/playground/one_for_one/b Worker",
            "course/playground/one_for_one/c Worker",
            "course/playground/rest_for_one Supervisor rest_for_one",
            "course/playground/rest_for_one/g Worker",
            "course/playground/rest_for_one/h Worker",
            "course/playground/rest_for_one/i Worker",
            "course/playground/restart_types Supervisor one_for_one",
            "course/playground/restart_types/permanent Worker",
            "course/playground/restart_types/temporary Worker",
            "course/playground/restart_types/transient Worker",
            "course/pool Supervisor one_for_one",
            "course/pool/pool_1 Connection",
            "course/pool/pool_2 Connection",
            "course/pool/pool_3 Connection",
            "course/pubsub Supervisor one_for_one",
            "course/pubsub/shard_1 Registry",
            "course/pubsub/shard_2 Registry",
            "course/telemetry Telemetry");
    private static final List<String> SERVERS = List.of("terms", "undo");
    private static final List<String> STOP_ORDER =
            List.of("client", "playground", "endpoint", "pubsub", "telemetry", "cache", "pool", "course");

    protected abstract Lane lane();

    protected abstract void start() throws Exception;

    /** What is in the tree of this lane and not in that of the other, as "path kind". */
    protected abstract List<String> onlyHere();

    /** Puts a term that is there for an hour. */
    protected abstract void putTerm(String key, long value) throws Exception;

    /** Crashes the process or actor that owns the cache's table. */
    protected abstract void crashTerms() throws Exception;

    protected abstract void timePasses(Duration time);

    /** Whether nothing of it is left in the JVM. */
    protected abstract boolean isGone();

    /** Has a worker of the playground crash. */
    protected abstract void crash(TreeNode worker);

    /** Has a worker of the playground end normally. */
    protected abstract void finish(TreeNode worker);

    /** Ends a connection of the pool, as a fault would. */
    protected abstract void breakConnection(TreeNode connection);

    /** Breaks connection_1 so often that the pool gives up. */
    protected abstract void exhaustPool();

    /** What the telemetry has measured. */
    protected abstract List<Sample> samples() throws Exception;

    /** How many texts a session has got from its room. */
    protected abstract int heard(TreeNode session) throws Exception;

    @BeforeAll
    static void startRedis() {
        redis = LocalRedis.own();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    /** How the lane's pool connects. */
    protected static ConnectionOptions redis() {
        return ConnectionOptions.of(redis.uri()).withBackoff(new Backoff(PAUSE, PAUSE));
    }

    @BeforeEach
    void startAndWaitUntilAllOfItIsThere() throws Exception {
        start();
        await().until(() -> hasBegun(lane().tree()));
        awaitConnections("up");
    }

    private void awaitConnections(String state) {
        await().until(() -> connections().stream()
                .map(Connection::state)
                .toList()
                .equals(Collections.nCopies(Sizes.CONNECTIONS, state)));
    }

    private List<Connection> connections() {
        return Trees.all(lane().tree())
                .map(TreeNode::connection)
                .filter(Objects::nonNull)
                .toList();
    }

    /** An actor is there before it has begun, and nobody knows yet what it is. */
    private boolean hasBegun(@Nullable TreeNode root) {
        return described(root).filter(node -> !node.endsWith(" Actor")).count()
                == IN_BOTH_LANES.size() + onlyHere().size();
    }

    @AfterEach
    void stopIt() throws Exception {
        lane().stop(PATIENCE);
    }

    // ---- shape ----

    @Test
    void hasTheNodesOfTheCourseInTheirPlaces() {
        assertThat(described(lane().tree()))
                .containsExactlyElementsOf(Stream.concat(IN_BOTH_LANES.stream(), onlyHere().stream())
                        .sorted()
                        .toList());
    }

    private static Stream<String> described(@Nullable TreeNode root) {
        return described(Objects.requireNonNull(root), "");
    }

    private static Stream<String> described(TreeNode node, String above) {
        String strategy = node.strategy() == null ? "" : " " + node.strategy();
        String path = above + node.name();
        // What a connection from scratch has below it comes and goes with its socket.
        Stream<TreeNode> below = node.connection() == null ? node.children().stream() : Stream.empty();
        return Stream.concat(
                Stream.of(path + " " + node.kind() + strategy), below.flatMap(child -> described(child, path + "/")));
    }

    // ---- one of them ----

    @Test
    void tellsOfEachThatTheTreeShows() {
        assertThat(Trees.lasting(lane().tree()))
                .allSatisfy(node -> assertThat(lane().detail(node.path(), true)).hasValueSatisfying(detail -> {
                    assertThat(detail.node().id()).isEqualTo(node.id());
                    assertThat(detail.node().kind()).isEqualTo(node.kind());
                    assertThat(detail.node().children()).isEmpty();
                }));
        assertThat(lane().detail("/nobody", true)).isEmpty();
    }

    @Test
    void lookingAtOneSendsItNothing() {
        TreeNode telemetry = Trees.named(lane().tree(), "telemetry");

        lane().detail(telemetry.path(), true);

        TreeNode after = Trees.named(lane().tree(), "telemetry");
        assertThat(after.messages()).isEqualTo(telemetry.messages());
        assertThat(after.mailbox()).isEqualTo(telemetry.mailbox());
    }

    @Test
    void aCrashFromOutsideIsOneRestartOfThatOneAlone() {
        String a = Trees.named(lane().tree(), "a").path();

        assertThat(lane().act(a, Action.CRASH))
                .hasValueSatisfying(outcome -> assertThat(outcome.done()).isTrue());

        await().until(() -> Trees.all(lane().tree())
                .filter(node -> node.path().equals(a))
                .anyMatch(node -> Integer.valueOf(1).equals(node.restarts())));
        assertThat(Trees.lasting(lane().tree())
                        .filter(node -> !Integer.valueOf(0).equals(node.restarts())))
                .extracting(TreeNode::path)
                .containsExactly(a);
        assertThat(lane().act("/nobody", Action.CRASH)).isEmpty();
    }

    // ---- tables ----

    private TableView terms() {
        return lane().tables().getFirst();
    }

    @Test
    void showsTheTableOfTheCache() {
        assertThat(lane().tables()).hasSize(1);
        assertThat(terms().name()).isEqualTo("terms");
        assertThat(terms().owner()).isEqualTo("/course/cache/terms");
        assertThat(terms().size()).isZero();
        assertThat(terms().first()).isEmpty();
    }

    @Test
    void theSessionsReadAndWriteTheCache() {
        untilInTime(() -> Objects.requireNonNull(terms().hits()) >= 4);
        untilInTime(() -> Objects.requireNonNull(terms().misses()) >= 1);
        untilInTime(() -> terms().size() >= 1
                && terms().first().stream().anyMatch(entry -> entry.key().startsWith("session_")));
    }

    @Test
    void aCrashOfTheCachesOwnerLosesNothingAndReadingAndWritingGoOn() throws Exception {
        untilInTime(() -> Objects.requireNonNull(terms().hits()) >= 1);
        putTerm("mine", 42);
        crashTerms();
        assertThat(terms().first()).contains(new TableView.Entry("mine", "42"));
        long before = Objects.requireNonNull(terms().hits());
        untilInTime(() -> Objects.requireNonNull(terms().hits()) >= before + 4);
    }

    @Test
    void aLaneThatHasEndedShowsNoTable() throws Exception {
        lane().stop(PATIENCE);
        assertThat(lane().tables()).isEmpty();
    }

    @Test
    void eachPathIsThatOfTheParentAndTheName() {
        assertThat(Trees.all(lane().tree()))
                .allSatisfy(node -> assertThat(node.children())
                        .allSatisfy(child -> assertThat(child.path()).isEqualTo(node.path() + "/" + child.name())));
    }

    @Test
    void nobodyWasStartedAgainAtFirst() {
        assertThat(Trees.all(lane().tree()))
                .allSatisfy(node -> assertThat(node.restarts()).isZero());
    }

    @Test
    void allGrowOlderWithTheClock() {
        Map<String, Duration> before =
                Trees.lasting(lane().tree()).collect(Collectors.toMap(TreeNode::path, TreeNode::age));

        timePasses(PAUSE);

        assertThat(Trees.lasting(lane().tree()))
                .allSatisfy(node ->
                        assertThat(node.age()).isEqualTo(before.get(node.path()).plus(PAUSE)));
    }

    // ---- work ----

    @Test
    void everyServerHandlesMoreWhenTimePasses() {
        untilInTime(() -> SERVERS.stream().allMatch(name -> handled(name) >= 4));
    }

    @Test
    void readingTheTreeAndTheTablesSendsNothing() {
        List<Long> before = SERVERS.stream().map(this::handled).toList();
        for (int i = 0; i < 100; i++) {
            lane().tree();
            lane().tables();
        }
        assertThat(SERVERS.stream().map(this::handled).toList()).isEqualTo(before);
    }

    private long handled(String name) {
        return Objects.requireNonNull(node(name).messages());
    }

    @Test
    void sessionsComeAndGo() {
        untilInTime(() -> sessions().findFirst().isPresent());
        String first = sessions().findFirst().orElseThrow().name();

        untilInTime(() -> sessions().noneMatch(session -> session.name().equals(first)));
    }

    @Test
    void aSessionHearsWhatIsSaidInItsRoom() {
        untilInTime(() -> {
            for (TreeNode session : sessions().toList()) {
                if (heard(session) > 0) {
                    return true;
                }
            }
            return false;
        });
    }

    @Test
    void theTelemetryMeasuresEverySoOften() throws Exception {
        untilInTime(() -> samples().size() >= 2);
        List<Sample> samples = samples();

        assertThat(samples.getLast().at().minus(samples.getFirst().at()))
                .isEqualTo(PAUSE.multipliedBy(Sizes.ROUNDS_PER_SAMPLE).multipliedBy(samples.size() - 1));
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.processes())
                    .isGreaterThanOrEqualTo(IN_BOTH_LANES.size() + onlyHere().size());
            assertThat(sample.messages()).isPositive();
            assertThat(sample.heapBytes()).isPositive();
        });
    }

    /**
     * Looks often: each look is cheap, and most wait for something that is about to happen. Who is just being started again is in
     * no tree for a moment.
     */
    protected static ConditionFactory await() {
        return Awaitility.await()
                .ignoreException(NoSuchElementException.class)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .atMost(Duration.ofSeconds(20));
    }

    /** One round after the other, each when the one before has had its effect or not, until something is so. */
    protected void untilInTime(Callable<Boolean> condition) {
        await().until(() -> {
            timePasses(PAUSE);
            return condition.call();
        });
    }

    private Stream<TreeNode> sessions() {
        return node("endpoint").children().stream();
    }

    // ---- restarts ----

    @Test
    void aWorkerThatCrashesHasOneMoreRestartAndBeginsANewAge() {
        timePasses(PAUSE);
        TreeNode before = node("b");

        crash(node("a"));
        awaitRestarts("a", 1);

        assertThat(node("a").age()).isLessThan(before.age());
        assertThat(restarts("b", "c", "one_for_one", "playground")).containsExactly(0, 0, 0, 0);
        assertThat(node("b").age()).isEqualTo(before.age());
        assertThat(node("b").id()).isEqualTo(before.id());
    }

    @Test
    void eachCrashCounts() {
        for (int crash = 1; crash <= 3; crash++) {
            crash(node("a"));
            awaitRestarts("a", crash);
        }

        assertThat(restarts("a")).containsExactly(3);
    }

    @Test
    void oneForAllRestartsAll() {
        String d = node("d").id();

        crash(node("e"));
        awaitRestarts("f", 1);

        assertThat(restarts("d", "e", "f")).containsExactly(1, 1, 1);
        assertThat(node("d").id()).isNotEqualTo(d);
    }

    @Test
    void restForOneRestartsThoseThatComeLater() {
        String g = node("g").id();

        crash(node("h"));
        awaitRestarts("i", 1);

        assertThat(restarts("g", "h", "i", "rest_for_one")).containsExactly(0, 1, 1, 0);
        assertThat(node("g").id()).isEqualTo(g);
    }

    @Test
    void aPermanentWorkerIsStartedAgainAfterANormalEnd() {
        finish(node("permanent"));

        awaitRestarts("permanent", 1);
    }

    @Test
    void aTemporaryWorkerIsGoneFromTheTree() {
        crash(node("temporary"));

        await().until(() ->
                Trees.all(lane().tree()).noneMatch(node -> node.name().equals("temporary")));
    }

    @Test
    void aSupervisorWhoseBudgetIsSpentIsStartedAgainWithItsChild() {
        timePasses(PAUSE);
        Duration age = node("escalation").age();

        crash(node("j"));
        awaitRestarts("j", 1);
        crash(node("j"));
        awaitRestarts("fragile", 1);
        await().until(() -> !node("fragile").children().isEmpty());

        assertThat(restarts("escalation", "playground", "a")).containsExactly(0, 0, 0);
        assertThat(node("fragile").age()).isLessThan(age);
        assertThat(node("j").age()).isLessThan(age);
        assertThat(node("escalation").age()).isEqualTo(age);
    }

    // ---- Redis ----

    @Test
    void aConnectionThatBreaksComesBackWhileItsNeighborsWorkOn() {
        TreeNode neighbor = node("pool_2");

        breakConnection(node("pool_1"));
        awaitRestarts("pool_1", 1);
        awaitConnections("up");

        assertThat(node("pool_2").id()).isEqualTo(neighbor.id());
        assertThat(restarts("pool_2", "pool_3", "pool", "course")).containsExactly(0, 0, 0, 0);
        untilInTime(() -> visits() > 0);
    }

    @Test
    void sessionsFindTheConnectionsOfAPoolThatWasRestarted() {
        String connection = node("pool_3").id();

        exhaustPool();
        awaitRestarts("pool", 1);
        await().until(() -> Trees.all(lane().tree())
                .anyMatch(node -> node.name().equals("pool_3") && !node.id().equals(connection)));
        awaitConnections("up");
        untilInTime(() -> visits() > 0);

        assertThat(restarts("course", "cache", "endpoint", "client")).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aRedisThatIsStoppedAndStartedAgainRestartsNothingButConnections() {
        untilInTime(() -> visits() > 0);
        List<String> before = idsBesideSessions();

        redis.stop();
        awaitConnections("down");
        untilInTime(() -> unknown() > 0);
        redis.start();
        untilInTime(() -> connections().stream()
                .allMatch(connection -> connection.state().equals("up") && connection.reconnects() == 1));
        untilInTime(() -> unknown() == 0 && visits() > 0);

        assertThat(idsBesideSessions()).isEqualTo(before);
        assertThat(Trees.all(lane().tree()).filter(node -> !node.name().startsWith("session_")))
                .allSatisfy(node -> assertThat(node.restarts()).isIn(0, null));
    }

    /** Who is what; below a connection there are other processes with each socket. */
    private List<String> idsBesideSessions() {
        return Trees.all(lane().tree())
                .filter(node -> IN_BOTH_LANES.stream()
                        .anyMatch(line -> line.startsWith(node.path().substring(1) + " ")))
                .map(TreeNode::id)
                .toList();
    }

    /** How many entries of the cache are numbers that Redis has counted. */
    private long visits() {
        return terms().first().stream()
                .filter(entry -> !entry.value().equals("-1"))
                .count();
    }

    /** How many are the mark for a visit that nobody has counted. */
    private long unknown() {
        return terms().first().stream()
                .filter(entry -> entry.value().equals("-1"))
                .count();
    }

    private void awaitRestarts(String name, int restarts) {
        await().until(() -> Trees.all(lane().tree())
                .anyMatch(node -> node.name().equals(name) && Objects.equals(node.restarts(), restarts)));
    }

    private List<Integer> restarts(String... names) {
        return Stream.of(names).map(name -> node(name).restarts()).toList();
    }

    private TreeNode node(String name) {
        return Trees.named(lane().tree(), name);
    }

    // ---- end ----

    @Test
    void stopsThePartsInTheReverseOrderOfTheirStart() throws Exception {
        try (var log = LogCapture.of("otp.course." + lane().name())) {
            lane().stop(PATIENCE);

            assertThat(log.messages())
                    .containsExactlyElementsOf(STOP_ORDER.stream()
                            .map(name -> name + " has stopped")
                            .toList());
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
