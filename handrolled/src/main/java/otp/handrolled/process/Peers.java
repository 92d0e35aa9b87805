package otp.handrolled.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a process (links, monitors): empty or tiny for almost all, huge for a few. Null is the empty set, a short list
 * stands for a small one, and a supervisor of 100,000 gets a hash set. All in the order of insertion, so that exit signals leave
 * in an order one can rely on. The process's lock guards them.
 */
final class Peers {
    private static final int SMALL = 8;

    private Peers() {}

    /** The set with one more; the same element twice counts once. */
    static <T> Collection<T> with(@Nullable Collection<T> set, T element) {
        if (set == null) {
            Collection<T> first = new ArrayList<>(1);
            first.add(element);
            return first;
        }
        Collection<T> roomy = set.size() == SMALL && set instanceof ArrayList ? new LinkedHashSet<>(set) : set;
        if (roomy instanceof LinkedHashSet || !roomy.contains(element)) {
            roomy.add(element);
        }
        return roomy;
    }

    /** What to walk over: a copy, so that the lock can be let go first. */
    static <T> List<T> copy(@Nullable Collection<T> set) {
        return set == null ? List.of() : List.copyOf(set);
    }
}
