package otp.observer.tree;

import java.util.List;
import java.util.Map;
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
        static Entry of(Map.Entry<?, ?> entry) {
            return new Entry(Text.of(entry.getKey()), Text.of(entry.getValue()));
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
