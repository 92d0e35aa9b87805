package otp.termscache.handrolled;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import otp.termscache.Ttl;

/**
 * Which keys end when, by the second: what a sweep looks at in place of the whole table. Belongs to one process and needs no lock.
 *
 * @param <K> the keys
 */
final class Ends<K> {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TreeMap<Long, Set<K>> bySecond = new TreeMap<>();

    /** A key that ends then. One that never ends is not noted. */
    void add(K key, long end) {
        if (end != Ttl.NEVER) {
            bySecond.computeIfAbsent(secondOf(end), _ -> new HashSet<>()).add(key);
        }
    }

    /** A key that was to end then, and is gone or has got another end. */
    void remove(K key, long end) {
        bySecond.computeIfPresent(secondOf(end), (_, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    /**
     * Takes out the keys whose second has passed, so those that are over, but for some of the last second. Costs next to nothing
     * when there are none.
     *
     * @param now the time
     * @param each is given one after the other
     */
    void takeThosePast(long now, Consumer<K> each) {
        long present = secondOf(now);
        for (Map.Entry<Long, Set<K>> first = bySecond.firstEntry();
                first != null && first.getKey() < present;
                first = bySecond.firstEntry()) {
            first.getValue().forEach(each);
            bySecond.pollFirstEntry();
        }
    }

    private static long secondOf(long instant) {
        return Math.floorDiv(instant, SECOND);
    }
}
