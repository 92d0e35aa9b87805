package otp.comparison.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A cache of {@link Sizes#SWEEP} entries with a time to live: how much room each takes, and how long its owner is busy with a sweep
 * if none is over, if half of them are, and if all are.
 */
public final class CacheSweepProgram {
    private static final int WARM_UPS = 1;
    private static final int MEASURED = 3;
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    private CacheSweepProgram() {}

    /** A cache whose time is moved. */
    public interface Swept extends AutoCloseable {
        /** Puts a value for a time, and returns when that is done. */
        void put(Integer key, Integer value, Duration ttl);

        /** So much time passes, and a sweep; returns when the owner is free again. */
        void sweep(Duration passes);

        /** How many entries are left. */
        long size();

        @Override
        void close();
    }

    /**
     * Measures and prints. On a virtual thread: a put that asks a process would be mostly the time that an operating-system thread takes
     * to wake.
     *
     * @param cache starts an empty cache
     */
    public static void run(Supplier<? extends Swept> cache) {
        CompletableFuture.runAsync(() -> measure(cache), Thread::startVirtualThread)
                .join();
    }

    private static void measure(Supplier<? extends Swept> cache) {
        var none = new ArrayList<Double>();
        var half = new ArrayList<Double>();
        var all = new ArrayList<Double>();
        var bytes = new ArrayList<Double>();
        for (int round = 0; round < WARM_UPS + MEASURED; round++) {
            boolean measured = round >= WARM_UPS;
            try (Swept swept = cache.get()) {
                long before = Heap.used();
                fill(swept, 1);
                double each = (double) (Heap.used() - before) / Sizes.SWEEP;
                double noneTook = sweep(swept, Duration.ofSeconds(1), Sizes.SWEEP);
                double allTook = sweep(swept, LATER, 0);
                if (measured) {
                    bytes.add(each);
                    none.add(noneTook);
                    all.add(allTook);
                }
            }
            try (Swept swept = cache.get()) {
                fill(swept, 2);
                double halfTook = sweep(swept, LATER, Sizes.SWEEP / 2);
                if (measured) {
                    half.add(halfTook);
                }
            }
        }
        Report.print(Row.CACHE_ENTRY.key, bytes);
        Report.print(Row.CACHE_SWEEP_NONE.key, none);
        Report.print(Row.CACHE_SWEEP_HALF.key, half);
        Report.print(Row.CACHE_SWEEP_ALL.key, all);
    }

    private static void fill(Swept cache, int shortEvery) {
        for (int key = 0; key < Sizes.SWEEP; key++) {
            cache.put(key, -key, key % shortEvery == 0 ? SHORT : LONG);
        }
        cache.sweep(Duration.ZERO); // whatever a put leaves for later is done now
    }

    private static double sweep(Swept cache, Duration passes, long left) {
        System.gc();
        long from = System.nanoTime();
        cache.sweep(passes);
        double milliseconds = (System.nanoTime() - from) / 1e6;
        Together.check(left, cache.size());
        return milliseconds;
    }
}
