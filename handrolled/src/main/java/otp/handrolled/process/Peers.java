package otp.handrolled.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a process (links, monitors): empty or tiny for almost all, huge for a few. Null is the empty set, one
 * element stands by itself, a short list for a few, and a supervisor of 100,000 gets a hash set. All in the order of insertion, so that exit signals leave
 * in an order one can rely on. The process's lock guards them.
 */
final class Peers {
    private static final int SMALL = 8;

    private Peers() {}

    /** The set with one more; the same element twice counts once. */
    static <T> Collection<T> with(@Nullable Collection<T> set, T element) {
        if (set == null) {
            // The one link of a server to its supervisor: a list would take three times the memory.
            return Collections.singleton(element);
        }
        if (set instanceof LinkedHashSet) {
            set.add(element);
            return set;
        }
        if (set.contains(element)) {
            return set;
        }
        Collection<T> roomy =
                set.size() == SMALL ? new LinkedHashSet<>(set) : set instanceof ArrayList ? set : new ArrayList<>(set);
        roomy.add(element);
        return roomy;
    }

    /** The set with one less; null if nothing is left. */
    static <T> @Nullable Collection<T> without(@Nullable Collection<T> set, T element) {
        if (set == null || set.size() > 1) {
            if (set != null) {
                set.remove(element);
            }
            return set;
        }
        return set.contains(element) ? null : set;
    }

    /** What to walk over: a copy, so that the lock can be let go first. */
    static <T> List<T> copy(@Nullable Collection<T> set) {
        return set == null ? List.of() : List.copyOf(set);
    }
}
