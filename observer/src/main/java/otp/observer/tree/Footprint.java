package otp.observer.tree;

import java.util.List;
import java.util.Map;

/**
 * About how much memory the entries of a table take: what the table needs for each, which was measured ({@code comparison/bench}), and
 * the keys and values of some of them. Of those only texts and numbers are counted; what other objects hold nobody can tell without
 * walking through them.
 */
public final class Footprint {
    private static final int OBJECT = 16;
    private static final int TEXT = 40;

    private Footprint() {}

    /**
     * An estimate.
     *
     * @param size how many entries there are
     * @param each bytes that the table itself needs for one
     * @param some some of the entries, which stand for all
     * @return bytes
     */
    public static long of(long size, int each, List<? extends Map.Entry<?, ?>> some) {
        double content = some.stream()
                .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .average()
                .orElse(0);
        return Math.round(size * (each + content));
    }

    /** On a 64-bit JVM with compressed references; a text of other letters than Latin-1 takes up to twice as much. */
    private static long bytes(Object object) {
        return switch (object) {
            case String text -> (TEXT + text.length() + 7) / 8 * 8;
            case Integer _, Float _, Short _, Byte _, Character _ -> OBJECT;
            case Long _, Double _ -> OBJECT + 8;
            default -> OBJECT;
        };
    }
}
