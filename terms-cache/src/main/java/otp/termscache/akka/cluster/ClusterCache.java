package otp.termscache.akka.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ddata.Replicator;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import otp.termscache.Terms;
import otp.termscache.Ttl;

/**
 * A cache that is on every node of a cluster. One actor on each, all with the same name, writes to Akka's Distributed Data; readers
 * have a {@link Table} of what their own node knows. No node is the one that owns it, and none waits for another one, unless a
 * change asks for a {@link Reach#MAJORITY}.
 *
 * <pre>{@code
 * ActorSystem<Void> node = ActorSystem.create(behavior, "course", ClusterSettings.load());
 * var cache = context.spawn(ClusterCache.<String, Session>create("sessions", Duration.ofSeconds(5), InstantSource.system()), "sessions");
 * ClusterCache.put(cache, "ann", session, Duration.ofMinutes(20), Reach.LOCAL, timeout, scheduler);
 * ClusterCache.<String, Session>table(cache, timeout, scheduler).thenApply(table -> table.get("ann"));
 * }</pre>
 *
 * <p>When two nodes change one key and neither knows of the other's change, all nodes come to the same value in the end:
 *
 * <ul>
 *   <li>put and put: the one with the later clock wins, and the other one is lost. Clocks that differ decide for the wrong one.
 *   <li>put and remove: the put wins, whichever came last. A remove takes away what its node has seen, and nothing else.
 *   <li>A put that knows of the other change wins over it, whatever the clocks say.
 * </ul>
 *
 * <p>A removed key stays removed: a node that was cut off and still has the entry loses it when it is back, for what it has is what
 * the remover had seen. A node that was given up meanwhile comes back as a new one, with nothing.
 *
 * <p>Every node holds everything, and there is room for 20 MiB of it: Distributed Data is for what every node needs, not for much.
 * Each put costs every node time in proportion to its bucket, of which there are 256.
 *
 * <p>Time is the time of day here, by each node's own clock: monotonic ones mean nothing elsewhere. An entry ends for a node when
 * that node's clock says so, and is swept from all nodes by the first whose clock does.
 */
public final class ClusterCache {
    private ClusterCache() {}

    // region protocol
    /** What one can ask of it. The messages stay on their node: one asks the cache of one's own. */
    public sealed interface Command<K, V> {}

    /** Stores a value for a time, in place of that which was there. */
    public record Put<K, V>(
            K key, V value, Duration ttl, Reach reach, Duration timeout, ActorRef<StatusReply<Outcome>> replyTo)
            implements Command<K, V> {
        public Put {
            Terms.key(key);
            Terms.value(value);
            Ttl.check(ttl);
        }
    }

    /** Takes away what this node has seen of a key. */
    public record Remove<K, V>(K key, Reach reach, Duration timeout, ActorRef<StatusReply<Outcome>> replyTo)
            implements Command<K, V> {
        public Remove {
            Terms.key(key);
        }
    }

    /** Answers where to read. */
    public record GetTable<K, V>(ActorRef<Table<K, V>> replyTo) implements Command<K, V> {}

    /** The message of the timer. */
    record Sweep<K, V>() implements Command<K, V> {}

    /** The Replicator's word on a bucket, of which this node or another one has changed something. */
    record Changed<K, V>(Replicator.SubscribeResponse<?> response) implements Command<K, V> {}

    /** The Replicator's answer to a change. */
    record Updated<K, V>(Replicator.UpdateResponse<?> response) implements Command<K, V> {}

    /** The Replicator's answer to the question what a bucket is like after a change. */
    record Read<K, V>(Replicator.GetResponse<?> response) implements Command<K, V> {}
    // endregion

    // region client
    /** How much longer one waits for the cache than the cache for the other nodes, so that its answer is there first. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * Stores a value for a time, in place of that which was there. When it is completed, this node's readers see it, unless a later
     * change has come from elsewhere; with {@link Reach#MAJORITY} they may see it before. Does not block.
     *
     * @param ttl how long it is there, zero or more; zero is a {@link #remove}
     * @param reach how many nodes must have it
     * @param timeout how long to wait for the other nodes, more than zero
     * @return what has become of it; or a {@link CannotTravelException} or a {@link FullException}, and nothing is stored; or a
     *     {@link java.util.concurrent.TimeoutException} if this node's cache or Replicator does not answer
     * @throws NullPointerException if key, value, or time to live is null
     * @throws IllegalArgumentException if the time to live is negative, or the timeout not above zero
     */
    public static <K, V> CompletionStage<Outcome> put(
            RecipientRef<Command<K, V>> cache,
            K key,
            V value,
            Duration ttl,
            Reach reach,
            Duration timeout,
            Scheduler scheduler) {
        Terms.key(key);
        Terms.value(value);
        Ttl.check(ttl);
        return AskPattern.askWithStatus(
                cache, replyTo -> new Put<>(key, value, ttl, reach, timeout, replyTo), patience(timeout), scheduler);
    }

    /**
     * Takes away what this node has seen of a key. A put elsewhere that it has not seen is not taken away. Does not block.
     *
     * @param reach how many nodes must have taken it away
     * @param timeout how long to wait for the other nodes, more than zero
     * @return what has become of it; or a {@link CannotTravelException} or a {@link java.util.concurrent.TimeoutException} as
     *     {@link #put} gives
     * @throws NullPointerException if the key is null
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public static <K, V> CompletionStage<Outcome> remove(
            RecipientRef<Command<K, V>> cache, K key, Reach reach, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        return AskPattern.askWithStatus(
                cache, replyTo -> new Remove<>(key, reach, timeout, replyTo), patience(timeout), scheduler);
    }

    /**
     * Where to read, on this node. Ask once and keep it: it is good for as long as this cache runs. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return the table; or a {@link java.util.concurrent.TimeoutException} if this node's cache does not answer
     */
    public static <K, V> CompletionStage<Table<K, V>> table(
            RecipientRef<Command<K, V>> cache, Duration timeout, Scheduler scheduler) {
        return AskPattern.ask(cache, GetTable::new, timeout, scheduler);
    }

    private static Duration patience(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("expected a timeout above zero, got: " + timeout);
        }
        return timeout.plus(GRACE);
    }
    // endregion

    /**
     * The cache, with what the cluster's other nodes have stored under its name. To be started once on each of them.
     *
     * @param name the same on all nodes; letters, digits, _ and -
     * @param interval the time between two sweeps
     * @param clock tells the time of day; the nodes' clocks should agree, see above
     * @throws IllegalArgumentException if the name is none, or the interval is not above zero
     */
    public static <K, V> Behavior<Command<K, V>> create(String name, Duration interval, InstantSource clock) {
        Ttl.interval(interval);
        Buckets buckets = new Buckets(name);
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep<>(), interval);
            return Node.start(context, buckets, clock);
        }));
    }
}
