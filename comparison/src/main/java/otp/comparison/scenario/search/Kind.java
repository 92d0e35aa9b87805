package otp.comparison.scenario.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** What random scenarios are about. */
enum Kind {
    PROCESS(RandomProcesses::scenario),
    SUPERVISOR(RandomTrees::scenario),
    STATEM(RandomMachines::scenario);

    private final LongFunction<String> maker;

    Kind(LongFunction<String> maker) {
        this.maker = maker;
    }

    /** The one of this name, or all. */
    static List<Kind> named(String name) {
        List<Kind> kinds = Arrays.stream(values())
                .filter(kind -> name.equals("all") || name.equals(kind.toString()))
                .toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected all or one of " + Arrays.toString(values()) + ", got: " + name);
        }
        return kinds;
    }

    /** The same seed makes the same scenario, always. */
    String scenario(long seed) {
        return maker.apply(seed);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
