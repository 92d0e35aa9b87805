package otp.termscache.akka.cluster;

import akka.cluster.ddata.LWWMap;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import otp.termscache.Terms;
import otp.termscache.Ttl;

/**
 * What this node knows of a {@link ClusterCache}, for its readers: they ask no actor and no other node. A miss says that this node
 * has no such entry, not that there is none: another node's put may be under way, and a node that has just joined begins with
 * nothing.
 *
 * <p>Immutable maps of Distributed Data, one per bucket, each replaced as a whole when it changes. Thread-safe, and never blocks.
 */
public final class Table<K, V> {
    private final Carrier carrier;
    private final InstantSource clock;
    private final AtomicReferenceArray<LWWMap<String, Entry>> maps;
    private volatile boolean closed;

    Table(Carrier carrier, InstantSource clock) {
        this.carrier = carrier;
        this.clock = clock;
        maps = new AtomicReferenceArray<>(Buckets.COUNT);
        IntStream.range(0, Buckets.COUNT).forEach(bucket -> maps.set(bucket, LWWMap.create()));
    }

    /**
     * The value of a key, as far as this node knows. The same object for all readers on this node, so it had better be immutable;
     * but not the one that was put: what comes back has been serialized, on the node of the put as well.
     *
     * @return the value, or empty if this node has none, or its time is over by this node's clock
     * @throws NullPointerException if the key is null
     * @throws CannotTravelException if the key cannot be serialized; or the value cannot be read here, for its class is missing
     * @throws IllegalStateException if the cache has stopped, for what is here is then out of date
     */
    public Optional<V> get(K key) {
        String wire = carrier.key(Terms.key(key));
        var entry = maps.get(Buckets.of(wire)).get(wire);
        checkOpen();
        if (entry.isEmpty() || Ttl.isOver(entry.get().end, Stamps.nanos(clock))) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // as sure as the nodes agree on what the cache holds
        V value = (V) entry.get().value(carrier);
        return Optional.of(value);
    }

    /**
     * How many entries this node knows of, those among them that are over and not yet swept out.
     *
     * @throws IllegalStateException if the cache has stopped
     */
    public int size() {
        checkOpen();
        return IntStream.range(0, Buckets.COUNT)
                .map(bucket -> maps.get(bucket).size())
                .sum();
    }

    /** The map of a bucket. */
    LWWMap<String, Entry> map(int bucket) {
        return maps.get(bucket);
    }

    /** Shows a map in place of the one before. For the one actor that gets them in order. */
    void show(int bucket, LWWMap<String, Entry> map) {
        maps.set(bucket, map);
    }

    /** From now on readers are told that they have an old table. */
    void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "expected a running cache, got the table of one that has stopped: ask the cache that is there now for its table");
        }
    }
}
