package otp.termscache.akka.cluster;

import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.MemberStatus;
import akka.cluster.ddata.LWWMap;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.remote.RemoteActorRefProvider;
import akka.remote.testkit.Direction;
import akka.remote.testkit.SetThrottle;
import akka.remote.testkit.ThrottleMode;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import otp.termscache.Ttl;
import scala.concurrent.Await;

/** A node of a cluster in this JVM: an actor system with its cache, its own clock, and a network that can be cut. */
final class TestNode {
    /** For what takes its time on a busy machine. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    final ActorSystem<ClusterCache.Command<Object, Object>> system;
    final Table<Object, Object> table;
    final Address address;

    /** Stands still unless a test moves it. */
    volatile Instant now;

    private final String settings;

    private TestNode(int port, Instant now, String settings) throws Exception {
        this.now = now;
        this.settings = settings;
        var config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("akka.remote.artery.canonical.port = " + port))
                .withFallback(ConfigFactory.parseResources("otp/termscache/akka/cluster/three-nodes.conf"))
                .withFallback(ClusterSettings.load());
        system = ActorSystem.create(
                ClusterCache.create("test", Duration.ofMillis(200), () -> this.now), "course", config);
        address = Cluster.get(system).selfMember().address();
        table = result(ClusterCache.table(system, TIMEOUT, system.scheduler()));
    }

    /**
     * A node that is in no cluster yet.
     *
     * @param settings that go before the usual ones
     */
    static TestNode start(Instant now, String settings) throws Exception {
        return new TestNode(0, now, settings);
    }

    /** A new node where this one was. */
    TestNode again() throws Exception {
        return new TestNode(address.getPort().orElseThrow(), now, settings);
    }

    /** Makes a cluster of nodes. */
    static void join(TestNode first, TestNode... more) {
        first.join(first);
        for (TestNode node : more) {
            node.join(first);
        }
        for (TestNode node : more) {
            node.awaitMembers(1 + more.length);
        }
        first.awaitMembers(1 + more.length);
    }

    /** Joins another node's cluster; or founds one, if it is this node. */
    void join(TestNode other) {
        Cluster.get(system).manager().tell(Join.create(other.address));
    }

    /** Waits until this node knows of so many that are up, and can reach them. */
    void awaitMembers(int number) {
        await().atMost(LIMIT).until(() -> {
            var state = Cluster.get(system).state();
            long up = StreamSupport.stream(state.getMembers().spliterator(), false)
                    .filter(member -> member.status() == MemberStatus.up())
                    .count();
            return up == number && state.getUnreachable().isEmpty();
        });
    }

    /** From now on nothing comes from these nodes, and nothing gets there. */
    void cutFrom(TestNode... others) throws Exception {
        throttle(ThrottleMode.blackholeThrottleMode(), others);
    }

    void reconnectTo(TestNode... others) throws Exception {
        throttle(ThrottleMode.unthrottledThrottleMode(), others);
    }

    private void throttle(ThrottleMode mode, TestNode... others) throws Exception {
        var transport =
                ((RemoteActorRefProvider) ((ExtendedActorSystem) Adapter.toClassic(system)).provider()).transport();
        for (TestNode other : others) {
            Await.result(
                    transport.managementCommand(new SetThrottle(other.address, Direction.bothDirection(), mode)),
                    scala.concurrent.duration.Duration.create(20, TimeUnit.SECONDS));
        }
    }

    /** It is gone, and nobody has been told. */
    void die() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    Outcome put(Object key, Object value) throws Exception {
        return put(key, value, Ttl.INFINITY);
    }

    Outcome put(Object key, Object value, Duration ttl) throws Exception {
        return put(key, value, ttl, Reach.LOCAL, TIMEOUT);
    }

    Outcome put(Object key, Object value, Duration ttl, Reach reach, Duration timeout) throws Exception {
        return result(ClusterCache.put(system, key, value, ttl, reach, timeout, system.scheduler()));
    }

    Outcome remove(Object key) throws Exception {
        return result(ClusterCache.remove(system, key, Reach.LOCAL, TIMEOUT, system.scheduler()));
    }

    Optional<Object> get(Object key) {
        return table.get(key);
    }

    /** Whether it has an entry, and be it one that is over. */
    boolean holds(String key) {
        return bucket(key).contains('s' + key);
    }

    /** How many entries it has in a key's bucket. */
    int entriesBeside(String key) {
        return bucket(key).size();
    }

    /** Waits until all of these nodes have a value. */
    static void awaitValue(Object key, Object value, TestNode... nodes) {
        await().atMost(LIMIT)
                .until(() ->
                        List.of(nodes).stream().allMatch(node -> node.get(key).equals(Optional.of(value))));
    }

    /** Waits until none of these nodes has an entry. */
    static void awaitNothing(Object key, TestNode... nodes) {
        await().atMost(LIMIT)
                .until(() ->
                        List.of(nodes).stream().allMatch(node -> node.get(key).isEmpty()));
    }

    /**
     * Waits until these nodes show the same of a key's bucket, its history included. What each of them has put there is in it from
     * the beginning, so when they are equal all have everything, and no message that is still on its way can change them.
     */
    static void awaitAgreement(String key, TestNode first, TestNode... others) {
        await().atMost(LIMIT)
                .until(() -> List.of(others).stream()
                        .allMatch(other -> other.bucket(key).equals(first.bucket(key))));
    }

    private LWWMap<String, Entry> bucket(String key) {
        return table.map(Buckets.of('s' + key));
    }

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
