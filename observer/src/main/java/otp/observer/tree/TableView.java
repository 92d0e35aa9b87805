package otp.observer.tree;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One table, as it was when somebody looked.
 *
 * @param name what it is called
 * @param kind what it is, in a few words
 * @param owner the path in the tree of the process or actor that owns it
 * @param size how many entries it has
 * @param bytes about how much memory they take: see {@link Footprint}
 * @param hits how often something was found in it; null where nobody counts
 * @param misses how often nothing was; null where nobody counts
 * @param first some of its entries, as text
 */
public record TableView(
        String name,
        String kind,
        String owner,
        long size,
        long bytes,
        @Nullable Long hits,
        @Nullable Long misses,
        List<Entry> first) {
    /** How many entries are shown. */
    public static final int SHOWN = 10;

    public TableView {
        first = List.copyOf(first);
    }

    /** An entry as text. */
    public record Entry(String key, String value) {
        private static final int LONGEST = 200;

        static Entry of(Map.Entry<?, ?> entry) {
            return new Entry(text(entry.getKey()), text(entry.getValue()));
        }

        /** What somebody else has written may throw, may give null, and may be endless. */
        private static String text(Object object) {
            String text;
            try {
                text = Objects.requireNonNullElse(object.toString(), "null");
            } catch (RuntimeException | StackOverflowError thrown) {
                return "(" + object.getClass().getName() + ", whose toString throws "
                        + thrown.getClass().getName() + ")";
            }
            return text.length() <= LONGEST ? text : text.substring(0, end(text)) + "…";
        }

        /** Not between the two halves of one character. */
        private static int end(String text) {
            return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        }
    }

    /**
     * Entries as text.
     *
     * @param entries which
     * @return them
     */
    public static List<Entry> shown(List<? extends Map.Entry<?, ?>> entries) {
        return entries.stream().map(Entry::of).toList();
    }
}
