package otp.termscache.akka.cluster;

import akka.actor.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.ddata.DistributedData;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.SelfUniqueAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import otp.termscache.akka.cluster.ClusterCache.Changed;
import otp.termscache.akka.cluster.ClusterCache.Command;
import otp.termscache.akka.cluster.ClusterCache.Read;
import otp.termscache.akka.cluster.ClusterCache.Updated;

/**
 * What the cache asks of this node's Replicator, the actor that holds the data.
 *
 * <p>It is the classic Replicator. Its messages come in the order in which it has sent them, so the last map of a bucket is the
 * newest. Akka's typed one for Java answers through a future of its own for each question, and has no order to offer.
 */
final class Replica<K, V> {
    private final Buckets buckets;
    private final ActorRef replicator;
    private final SelfUniqueAddress self;
    private final ActorRef updated;
    private final ActorRef read;

    /** Subscribes to all buckets, those among them that are not there yet; so the caller is to have a behavior for it. */
    Replica(ActorContext<Command<K, V>> context, Buckets buckets) {
        this.buckets = buckets;
        DistributedData data = DistributedData.get(Adapter.toClassic(context.getSystem()));
        replicator = data.replicator();
        self = data.selfUniqueAddress();
        updated = Adapter.toClassic(context.messageAdapter(Replicator.UpdateResponse.class, Updated::new));
        read = Adapter.toClassic(context.messageAdapter(Replicator.GetResponse.class, Read::new));
        ActorRef changed = Adapter.toClassic(context.messageAdapter(Replicator.SubscribeResponse.class, Changed::new));
        replicator.tell(new Replicator.Subscribe<>(buckets.all(), changed), changed);
    }

    /**
     * Puts an entry in place of the one that is there: with a later stamp than that, also if it came only now and nobody here has
     * seen it.
     *
     * @param request comes back with the {@link Updated}
     */
    void put(int bucket, String key, Entry entry, Replicator.WriteConsistency reach, Optional<Object> request) {
        update(bucket, reach, request, map -> {
            var before = map.get(key);
            Entry after = before.isEmpty() ? entry : entry.laterThan(before.get());
            return map.put(self, key, after, (_, put) -> put.stamp);
        });
    }

    /**
     * Takes keys away.
     *
     * @param which entries are meant; others stay
     * @param stamps is told of what goes, so that a put that follows has a later one
     * @param request comes back with the {@link Updated}
     */
    void remove(
            int bucket,
            Collection<String> keys,
            Predicate<Entry> which,
            Stamps stamps,
            Replicator.WriteConsistency reach,
            Optional<Object> request) {
        update(bucket, reach, request, map -> {
            LWWMap<String, Entry> after = map;
            for (String key : keys) {
                var entry = map.get(key);
                if (entry.isDefined() && which.test(entry.get())) {
                    stamps.seen(entry.get().stamp);
                    after = after.remove(self, key);
                }
            }
            return after;
        });
    }

    /**
     * Asks what a bucket is like.
     *
     * @param request comes back with the {@link Read}
     */
    void get(int bucket, Object request) {
        replicator.tell(new Replicator.Get<>(buckets.key(bucket), Replicator.readLocal(), Optional.of(request)), read);
    }

    private void update(
            int bucket,
            Replicator.WriteConsistency reach,
            Optional<Object> request,
            UnaryOperator<LWWMap<String, Entry>> change) {
        replicator.tell(new Replicator.Update<>(buckets.key(bucket), LWWMap.create(), reach, request, change), updated);
    }
}
