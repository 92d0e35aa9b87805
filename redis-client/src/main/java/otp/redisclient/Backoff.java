package otp.redisclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt to connect: half as long again each time, up to a cap, and from the beginning after a
 * connection that could be made (row X9).
 *
 * @param initial the first wait, more than zero
 * @param cap the longest wait, not less than the first; null for none
 */
public record Backoff(Duration initial, @Nullable Duration cap) {
    /** Half a second at first, half a minute at last. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if one is not as described */
    public Backoff {
        if (!initial.isPositive()) throw new IllegalArgumentException("A first wait is more than zero, not " + initial);
        if (cap != null && cap.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "The longest wait (%s) is shorter than the first (%s)".formatted(cap, initial));
        }
    }

    /** The wait after this one: in whole milliseconds, rounded, as Redix has it. */
    public Duration after(Duration last) {
        Duration longer = Duration.ofMillis(Math.round(last.toMillis() * 1.5));
        return cap != null && longer.compareTo(cap) > 0 ? cap : longer;
    }
}
