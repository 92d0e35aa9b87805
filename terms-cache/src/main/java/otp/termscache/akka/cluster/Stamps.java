package otp.termscache.akka.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps for puts, of which the highest wins. They follow this node's clock, but are always higher than any stamp that this node
 * has seen: so a put replaces what it knows of, however wrong the clocks are. (A hybrid logical clock, as others call it.)
 * Thread-safe.
 */
final class Stamps {
    private final InstantSource clock;
    private final AtomicLong highest = new AtomicLong(Long.MIN_VALUE);

    /** @param clock the time of day, which is the only clock that nodes have in common */
    Stamps(InstantSource clock) {
        this.clock = clock;
    }

    /** Nanoseconds since 1970, until the year 2262. */
    static long nanos(InstantSource clock) {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** The stamp of a put that happens now. */
    long next() {
        long now = nanos(clock);
        return highest.updateAndGet(before -> Math.max(now, before + 1));
    }

    /** Takes note of a stamp of another put. */
    void seen(long stamp) {
        highest.accumulateAndGet(stamp, Math::max);
    }
}
