package otp.redispool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.Backoff;
import otp.redisclient.CommandException;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.LocalRedis;

/**
 * What a pool does in either lane, with a real Redis.
 *
 * @param <P> how the lane refers to a pool
 */
public abstract class PoolContract<P> {
    protected static final int SIZE = 3;
    protected static final Backoff SOON = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));
    /** For what is to stay down as long as the test goes on. */
    private static final Backoff NEVER = new Backoff(Duration.ofHours(1), null);

    private static LocalRedis redis;

    private final List<P> started = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = LocalRedis.own();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void stopPools() throws Exception {
        for (P pool : started) {
            stop(pool);
        }
        close();
    }

    // region lane
    /** Ends what the lane has beside pools, which are stopped by then. */
    protected abstract void close();

    /** Starts a pool, and waits for none of its connections. */
    protected abstract P startPool(PoolOptions options) throws Exception;

    /** Stops it, and waits until it is gone. Does nothing if it is. */
    protected abstract void stop(P pool) throws Exception;

    protected abstract void set(P pool, String key, String value) throws Exception;

    protected abstract String get(P pool, String key) throws Exception;

    /** The number that the server knows the connection by that has been chosen. */
    protected abstract long clientId(P pool) throws Exception;

    /** A command that waits at the server until there is something in a list; it is sent when this returns. */
    protected abstract CompletionStage<?> popOrWait(P pool, String list) throws Exception;

    protected abstract void push(P pool, String list, String value) throws Exception;

    /** Has the server cut a connection. */
    protected abstract void cut(P pool, long clientId) throws Exception;

    protected abstract List<MemberStatus> status(P pool);

    /** Ends the process or actor of a member, as a fault would. */
    protected abstract void crash(P pool, String member) throws Exception;

    /** Who the process or actor of a member is; another after a restart that makes another. */
    protected abstract Object identity(P pool, String member);

    /** How often the pool itself has been started again. */
    protected abstract int restartsOfThePool(P pool);
    // endregion

    private P start(PoolOptions options) throws Exception {
        P pool = startPool(options);
        started.add(pool);
        return pool;
    }

    /** A pool whose members are all up. */
    protected final P startUp(PoolOptions options) throws Exception {
        P pool = start(options);
        awaitStatus(pool, members -> members.stream().allMatch(MemberStatus::isUp));
        return pool;
    }

    protected final PoolOptions options(Choice choice, Backoff backoff) {
        return PoolOptions.of("pool", SIZE, ConnectionOptions.of(redis.uri()).withBackoff(backoff))
                .withChoice(choice);
    }

    protected static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20));
    }

    protected final void awaitStatus(P pool, Predicate<List<MemberStatus>> condition) {
        await().until(() -> condition.test(status(pool)));
    }

    private static MemberStatus named(List<MemberStatus> members, String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All the connections that are chosen in so many commands. */
    private Set<Long> chosen(P pool, int times) throws Exception {
        var ids = new HashSet<Long>();
        for (int i = 0; i < times; i++) {
            ids.add(clientId(pool));
        }
        return ids;
    }

    // ---- commands ----

    @ParameterizedTest
    @EnumSource(Choice.class)
    void whatOneMemberWritesAnotherReads(Choice choice) throws Exception {
        P pool = startUp(options(choice, SOON));
        for (int i = 0; i < 20; i++) {
            set(pool, "key", "value " + i);
            assertThat(get(pool, "key")).isEqualTo("value " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void fiftyCallersEachGetTheirOwnAnswers(Choice choice) throws Exception {
        P pool = startUp(options(choice, SOON));
        var callers = new ArrayList<CompletableFuture<Void>>();
        for (int caller = 0; caller < 50; caller++) {
            String key = "of " + caller;
            callers.add(inTheBackground(() -> {
                for (int i = 0; i < 20; i++) {
                    set(pool, key, key + " " + i);
                    assertThat(get(pool, key)).isEqualTo(key + " " + i);
                }
            }));
        }
        for (CompletableFuture<Void> caller : callers) {
            caller.get(30, TimeUnit.SECONDS);
        }
    }

    protected interface Work {
        void run() throws Exception;
    }

    protected static CompletableFuture<Void> inTheBackground(Work work) {
        var done = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    @Test
    void whatRedisRefusesIsNotTriedElsewhere() throws Exception {
        P pool = startUp(options(Choice.RANDOM, SOON));
        set(pool, "text", "no list");
        assertThatThrownBy(() -> push(pool, "text", "x"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("WRONGTYPE");
    }

    // ---- choice ----

    @Test
    void atRandomAllMembersAreChosenInTheEnd() throws Exception {
        P pool = startUp(options(Choice.RANDOM, SOON));
        assertThat(chosen(pool, 200)).hasSize(SIZE);
    }

    @Test
    void roundRobinChoosesEachInItsTurn() throws Exception {
        P pool = startUp(options(Choice.ROUND_ROBIN, SOON));
        var first = List.of(clientId(pool), clientId(pool), clientId(pool));
        var second = List.of(clientId(pool), clientId(pool), clientId(pool));
        assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void leastPendingGoesRoundTheMemberThatWaits() throws Exception {
        P pool = startUp(options(Choice.LEAST_PENDING, SOON));
        CompletionStage<?> waiting = popOrWait(pool, "list");
        awaitStatus(pool, members -> members.stream().anyMatch(member -> member.pending() == 1));
        // Behind the one that waits, this would wait too.
        assertThat(chosen(pool, 20)).hasSize(SIZE - 1);
        push(pool, "list", "x");
        waiting.toCompletableFuture().get(20, TimeUnit.SECONDS);
        awaitStatus(pool, members -> members.stream().allMatch(member -> member.pending() == 0));
    }

    // ---- faults ----

    @ParameterizedTest
    @EnumSource(Choice.class)
    void whoIsDownIsNotChosen(Choice choice) throws Exception {
        P pool = startUp(options(choice, NEVER));
        long lost = clientId(pool);
        cut(pool, lost);
        awaitStatus(pool, members -> members.stream().filter(MemberStatus::isUp).count() == SIZE - 1);
        assertThat(chosen(pool, 50)).hasSize(SIZE - 1).doesNotContain(lost);
    }

    @Test
    void aConnectionThatTheServerCutsComesBackAndItsNeighborsDoNotNotice() throws Exception {
        P pool = startUp(options(Choice.ROUND_ROBIN, SOON));
        Set<Long> before = chosen(pool, SIZE);
        long lost = before.iterator().next();
        cut(pool, lost);
        awaitStatus(
                pool,
                members -> members.stream().allMatch(MemberStatus::isUp)
                        && members.stream().mapToLong(MemberStatus::reconnects).sum() == 1);
        before.remove(lost);
        assertThat(chosen(pool, SIZE)).hasSize(SIZE).containsAll(before).doesNotContain(lost);
    }

    @Test
    void aMemberThatCrashesComesBackAndItsNeighborsDoNotNotice() throws Exception {
        P pool = startUp(options(Choice.ROUND_ROBIN, SOON));
        Set<Long> before = chosen(pool, SIZE);
        Object second = identity(pool, "pool_2");
        Object third = identity(pool, "pool_3");
        crash(pool, "pool_1");
        Set<Long> after = new HashSet<>();
        // A command that is under way on the connection that is lost fails.
        await().ignoreException(ConnectionException.class).until(() -> {
            after.clear();
            after.addAll(chosen(pool, SIZE));
            return after.size() == SIZE && !after.equals(before);
        });
        before.retainAll(after);
        assertThat(before).as("connections that are still the same").hasSize(SIZE - 1);
        assertThat(identity(pool, "pool_2")).isEqualTo(second);
        assertThat(identity(pool, "pool_3")).isEqualTo(third);
        assertThat(restartsOfThePool(pool)).isZero();
    }

    @Test
    void whenAllAreDownTheErrorComesAtOnceAndSaysWhatToDo() throws Exception {
        P pool = startUp(options(Choice.RANDOM, NEVER));
        redis.stop();
        try {
            awaitStatus(pool, members -> members.stream().noneMatch(MemberStatus::isUp));
            assertThatThrownBy(() -> get(pool, "key"))
                    .isInstanceOf(AllDownException.class)
                    .hasMessage("expected a connection of the pool pool to " + redis.uri()
                            + " to be up, got: pool_1 down, pool_2 down, pool_3 down. The command was not sent."
                            + " See that the server runs; the connections come back by themselves");
        } finally {
            redis.start();
        }
    }

    @Test
    void aPoolMayBeStartedBeforeItsServer() throws Exception {
        redis.stop();
        P pool;
        try {
            pool = start(options(Choice.RANDOM, SOON));
            assertThatThrownBy(() -> get(pool, "key")).isInstanceOf(AllDownException.class);
        } finally {
            redis.start();
        }
        awaitStatus(pool, members -> members.stream().allMatch(MemberStatus::isUp));
        set(pool, "key", "value");
        assertThat(get(pool, "key")).isEqualTo("value");
    }

    @Test
    void aServerThatIsStoppedAndStartedUnderLoadRestartsNobody() throws Exception {
        P pool = startUp(options(Choice.RANDOM, SOON));
        List<Object> identities = identities(pool);
        var over = new AtomicBoolean();
        var callers = new ArrayList<CompletableFuture<Void>>();
        for (int caller = 0; caller < 10; caller++) {
            String key = "of " + caller;
            callers.add(inTheBackground(() -> {
                while (!over.get()) {
                    orNamedError(() -> set(pool, key, key));
                    orNamedError(() -> assertThat(get(pool, key)).isIn(key, null));
                }
            }));
        }
        try {
            for (int i = 0; i < 3; i++) {
                redis.kill();
                awaitStatus(pool, members -> members.stream().noneMatch(MemberStatus::isUp));
                redis.start();
                awaitStatus(pool, members -> members.stream().allMatch(MemberStatus::isUp));
            }
        } finally {
            over.set(true);
        }
        for (CompletableFuture<Void> caller : callers) {
            caller.get(30, TimeUnit.SECONDS);
        }
        assertThat(identities(pool)).isEqualTo(identities);
        assertThat(restartsOfThePool(pool)).isZero();
        assertThat(status(pool)).allMatch(member -> member.reconnects() == 3);
    }

    private List<Object> identities(P pool) {
        return status(pool).stream()
                .map(member -> identity(pool, member.name()))
                .toList();
    }

    /** While the server is away a command has an answer or a named error, and nobody waits. */
    private void orNamedError(Work work) throws Exception {
        try {
            work.run();
        } catch (AllDownException named) {
            // Who asks again and again at once would keep the processor from those who connect.
            LockSupport.parkNanos(100_000);
        } catch (ConnectionException named) {
            assertThat(named.reason()).isIn(Reason.CLOSED, Reason.DISCONNECTED);
        }
    }

    // ---- beginning and end ----

    @Tag("B26")
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aPoolWithoutAConnectionIsRefused(int size) {
        assertThatThrownBy(() -> PoolOptions.of("pool", size, ConnectionOptions.of(redis.uri())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a size of one or more for the pool pool, got: " + size);
    }

    @Test
    void aPoolOfOneIsAPool() throws Exception {
        P pool = startUp(PoolOptions.of("pool", 1, ConnectionOptions.of(redis.uri())));
        assertThat(chosen(pool, 3)).hasSize(1);
    }

    @Tag("B25")
    @Test
    void aPoolThatHasStoppedIsANamedError() throws Exception {
        P pool = startUp(options(Choice.RANDOM, SOON));
        stop(pool);
        assertThatThrownBy(() -> get(pool, "key"))
                .isInstanceOf(PoolGoneException.class)
                .hasMessageStartingWith("expected a running pool, got: pool, which does not run");
        assertThatThrownBy(() -> status(pool)).isInstanceOf(PoolGoneException.class);
    }

    @Tag("B25")
    @Test
    void aPoolThatIsStartedAgainUnderItsNameIsAnother() throws Exception {
        stop(startUp(options(Choice.RANDOM, SOON)));
        P again = startUp(PoolOptions.of("pool", 1, ConnectionOptions.of(redis.uri())));
        assertThat(status(again)).singleElement().extracting(MemberStatus::name).isEqualTo("pool_1");
        set(again, "key", "value");
        assertThat(get(again, "key")).isEqualTo("value");
    }

    @Test
    void theServerSeesNoConnectionOfAPoolThatHasStopped() throws Exception {
        P watcher = startUp(PoolOptions.of("watcher", 1, ConnectionOptions.of(redis.uri())));
        await().until(() -> connections(watcher) == 1);
        P pool = startUp(options(Choice.RANDOM, SOON));
        assertThat(connections(watcher)).isEqualTo(1 + SIZE);
        stop(pool);
        await().until(() -> connections(watcher) == 1);
    }

    /** How many the server has. */
    protected abstract int connections(P pool) throws Exception;

    @Test
    void theStatusNamesEachMember() throws Exception {
        P pool = startUp(options(Choice.RANDOM, SOON));
        assertThat(status(pool)).extracting(MemberStatus::name).containsExactly("pool_1", "pool_2", "pool_3");
        assertThat(named(status(pool), "pool_2").connections()).isEqualTo(1);
    }
}
