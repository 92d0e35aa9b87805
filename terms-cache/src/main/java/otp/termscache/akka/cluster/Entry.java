package otp.termscache.akka.cluster;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A value in its bytes, when it ends, and its stamp. What the bytes mean is read once on each node, when they are first asked for. */
final class Entry {
    /** Which of several wins: the highest. */
    final long stamp;

    /** Nanoseconds since 1970, or {@link otp.termscache.Ttl#NEVER}. */
    final long end;

    final Wire wire;

    private final AtomicReference<@Nullable Object> value;

    Entry(long stamp, long end, Wire wire, @Nullable Object value) {
        this.stamp = stamp;
        this.end = end;
        this.wire = wire;
        this.value = new AtomicReference<>(value);
    }

    /** The value. Two who ask at once may both read it, and get the same object. */
    Object value(Carrier carrier) {
        Object known = value.get();
        if (known != null) {
            return known;
        }
        Object read = carrier.read(wire);
        Object other = value.compareAndExchange(null, read);
        return other == null ? read : other;
    }

    /** This entry with a stamp that is higher than another one's. */
    Entry laterThan(Entry other) {
        return stamp > other.stamp ? this : new Entry(other.stamp + 1, end, wire, value.get());
    }

    /** Bytes that it takes in a message, with its key, before that is compressed. Rather too many than too few. */
    int weight(String key) {
        return 200 + 4 * key.length() + wire.manifest().length() + wire.bytes().length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && stamp == entry.stamp && end == entry.end && wire.equals(entry.wire);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(stamp);
    }

    @Override
    public String toString() {
        return wire + ", stamp " + stamp + ", end " + end;
    }
}
