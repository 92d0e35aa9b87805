package otp.comparison.speed;

import java.lang.ref.Reference;
import java.util.Locale;

/** How much of the heap is in use. */
public final class Heap {
    /** What a program that measures memory writes before its figure, to be found among other output. */
    static final String MARK = "bytes each: ";

    private Heap() {}

    /**
     * Collects garbage until the figure no longer falls, and returns it. The pause lets threads that have just been started come
     * to rest: an idle process is one whose thread is parked. Blocks for some tenths of a second.
     *
     * @return bytes in use
     */
    public static long used() {
        long least = Long.MAX_VALUE;
        for (int unchanged = 0; unchanged < 3; ) {
            System.gc();
            rest();
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            unchanged = used < least - 10_000 ? 0 : unchanged + 1;
            least = Math.min(least, used);
        }
        return least;
    }

    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the heap was measured", e);
        }
    }

    /**
     * Prints a figure where {@link Bench} finds it.
     *
     * @param bytes the figure
     */
    public static void print(double bytes) {
        System.out.printf(Locale.ROOT, "%s%.0f%n", MARK, bytes);
    }

    /**
     * Keeps what is to be measured from being collected before it has been.
     *
     * @param measured whatever holds it
     */
    public static void keep(Object measured) {
        Reference.reachabilityFence(measured);
    }
}
