package otp.termscache;

import java.time.Duration;
import java.util.Objects;

/**
 * How a TermsCache works, in both lanes.
 *
 * @param interval the time between two sweeps, more than zero
 * @param maxSize how many entries it may hold, one or more
 * @param loadTimeout how long a loader may take until it is given up, more than zero
 */
public record Settings(Duration interval, int maxSize, Duration loadTimeout) {
    /** A sweep every five seconds, a million entries, half a minute for a loader. */
    public static final Settings DEFAULT = new Settings(Duration.ofSeconds(5), 1_000_000, Duration.ofSeconds(30));

    public Settings {
        Ttl.interval(interval);
        Objects.requireNonNull(loadTimeout, "expected a time for a loader, got null");
        if (maxSize < 1) {
            throw new IllegalArgumentException("expected room for one entry or more, got: " + maxSize);
        }
        if (!loadTimeout.isPositive()) {
            throw new IllegalArgumentException("expected more than zero for a loader to take, got: " + loadTimeout);
        }
    }

    /** These with another time between two sweeps. */
    public Settings withInterval(Duration newInterval) {
        return new Settings(newInterval, maxSize, loadTimeout);
    }

    /** These with room for so many entries. */
    public Settings withMaxSize(int newMaxSize) {
        return new Settings(interval, newMaxSize, loadTimeout);
    }
}
