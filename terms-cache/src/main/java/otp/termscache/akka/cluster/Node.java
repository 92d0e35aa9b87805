package otp.termscache.akka.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.Replicator;
import akka.pattern.StatusReply;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.termscache.Ttl;
import otp.termscache.akka.cluster.ClusterCache.Changed;
import otp.termscache.akka.cluster.ClusterCache.Command;
import otp.termscache.akka.cluster.ClusterCache.GetTable;
import otp.termscache.akka.cluster.ClusterCache.Put;
import otp.termscache.akka.cluster.ClusterCache.Read;
import otp.termscache.akka.cluster.ClusterCache.Remove;
import otp.termscache.akka.cluster.ClusterCache.Sweep;
import otp.termscache.akka.cluster.ClusterCache.Updated;

/** The behavior of {@link ClusterCache} on one node: between its callers and its Replicator. */
final class Node<K, V> {
    private final Buckets buckets;
    private final InstantSource clock;
    private final Stamps stamps;
    private final Carrier carrier;
    private final Table<K, V> table;
    private final Replica<K, V> replica;

    /** What each bucket weighs, with what is on its way into it. */
    private final int[] weights = new int[Buckets.COUNT];

    private Node(ActorContext<Command<K, V>> context, Buckets buckets, InstantSource clock) {
        this.buckets = buckets;
        this.clock = clock;
        stamps = new Stamps(clock);
        carrier = new Carrier(context.getSystem());
        table = new Table<>(carrier, clock);
        replica = new Replica<>(context, buckets);
    }

    static <K, V> Behavior<Command<K, V>> start(
            ActorContext<Command<K, V>> context, Buckets buckets, InstantSource clock) {
        Node<K, V> node = new Node<>(context, buckets, clock);
        return Behaviors.receive((_, command) -> node.on(command), (_, signal) -> {
            if (signal instanceof PostStop) {
                node.table.close();
            }
            return Behaviors.same();
        });
    }

    private Behavior<Command<K, V>> on(Command<K, V> command) {
        switch (command) {
            case Put<K, V> put -> orTell(put.replyTo(), () -> put(put));
            case Remove<K, V> remove -> orTell(remove.replyTo(), () -> remove(remove));
            case GetTable<K, V>(var replyTo) -> replyTo.tell(table);
            case Sweep<K, V>() -> sweep();
            case Changed<K, V>(var response) -> changed(response);
            case Updated<K, V>(var response) -> updated(response);
            case Read<K, V>(var response) -> read(response);
        }
        return Behaviors.same();
    }

    // region changes
    private void put(Put<K, V> put) {
        if (put.ttl().isZero()) {
            remove(new Remove<>(put.key(), put.reach(), put.timeout(), put.replyTo()));
            return;
        }
        String key = carrier.newKey(put.key());
        Carrier.Stored value = carrier.value(put.value());
        long end = Ttl.end(Stamps.nanos(clock), put.ttl());
        Entry entry = new Entry(stamps.next(), end, value.wire(), value.copy());
        int bucket = Buckets.of(key);
        makeRoom(bucket, key, entry);
        replica.put(bucket, key, entry, put.reach().within(put.timeout()), Optional.of(put.replyTo()));
    }

    private void makeRoom(int bucket, String key, Entry entry) {
        var before = table.map(bucket).get(key);
        int more = entry.weight(key) - (before.isEmpty() ? 0 : before.get().weight(key));
        if (more > 0 && weights[bucket] + more > Buckets.LARGEST) {
            throw new FullException(
                    "expected room for %d bytes in bucket %d of cache %s, got %d of %d bytes taken: keep less in it, or for a shorter time"
                            .formatted(more, bucket, buckets.cache(), weights[bucket], Buckets.LARGEST));
        }
        weights[bucket] += more;
    }

    private void remove(Remove<K, V> remove) {
        String key = carrier.key(remove.key());
        replica.remove(
                Buckets.of(key),
                List.of(key),
                _ -> true,
                stamps,
                remove.reach().within(remove.timeout()),
                Optional.of(remove.replyTo()));
    }

    private void sweep() {
        long now = Stamps.nanos(clock);
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            List<String> over = table.map(bucket).getEntries().entrySet().stream()
                    .filter(entry -> Ttl.isOver(entry.getValue().end, now))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!over.isEmpty()) {
                replica.remove(
                        bucket,
                        over,
                        entry -> Ttl.isOver(entry.end, now),
                        stamps,
                        Replicator.writeLocal(),
                        Optional.empty());
            }
        }
    }
    // endregion

    // region what the Replicator says
    private void changed(Replicator.SubscribeResponse<?> response) {
        if (response instanceof Replicator.Changed<?> changed) {
            show(buckets.number(changed.key()), changed.dataValue());
        }
    }

    /** The change is made. Before its caller is told, this node's readers are to see it, in a map that comes in its turn. */
    private void updated(Replicator.UpdateResponse<?> response) {
        Optional<ActorRef<StatusReply<Outcome>>> caller = response.getRequest().map(Node::cast);
        int bucket = buckets.number(response.key());
        caller.ifPresent(replyTo -> {
            switch (response) {
                case Replicator.UpdateSuccess<?> _ -> replica.get(bucket, new Answer(replyTo, Outcome.CONFIRMED));
                case Replicator.UpdateTimeout<?> _ -> replica.get(bucket, new Answer(replyTo, Outcome.UNCONFIRMED));
                default ->
                    replyTo.tell(StatusReply.error("expected a change to be made or to be late, got: " + response));
            }
        });
    }

    private void read(Replicator.GetResponse<?> response) {
        if (response instanceof Replicator.GetSuccess<?> success) {
            show(buckets.number(success.key()), success.dataValue());
        }
        if (response.getRequest().orElse(null) instanceof Answer(var replyTo, var outcome)) {
            replyTo.tell(StatusReply.success(outcome));
        }
    }

    /** What a caller is told when the map is there. */
    private record Answer(ActorRef<StatusReply<Outcome>> replyTo, Outcome outcome) {}

    private void show(int bucket, ReplicatedData data) {
        LWWMap<String, Entry> map = cast(data);
        int weight = 0;
        for (Map.Entry<String, Entry> entry : map.getEntries().entrySet()) {
            weight += entry.getValue().weight(entry.getKey());
            stamps.seen(entry.getValue().stamp);
        }
        weights[bucket] = weight;
        table.show(bucket, map);
    }
    // endregion

    /** What goes wrong with a key or a value is its caller's to know: also an Error, for which Akka would end the whole node. */
    private static void orTell(ActorRef<StatusReply<Outcome>> replyTo, Runnable change) {
        try {
            change.run();
        } catch (Throwable thrown) {
            replyTo.tell(StatusReply.error(thrown));
        }
    }

    @SuppressWarnings("unchecked") // the Replicator has no types; what it gives is what it was given here
    private static <T> T cast(Object object) {
        return (T) object;
    }
}
