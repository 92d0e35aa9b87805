package otp.comparison.speed;

import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * How long it takes to go through a table of {@link Sizes#SWEEP} entries and throw out those that have expired: if none has, and
 * if all have. Each entry carries the instant it expires at.
 */
public final class SweepProgram {
    private static final int WARM_UPS = 2;
    private static final int MEASURED = 3;
    private static final long EXPIRES = 1_000;

    private SweepProgram() {}

    /** A table whose entries expire. */
    public interface Expiring {
        /** Inserts an item, whose value is the instant it expires at. */
        void insert(Item item);

        /** Throws out what has expired at that instant. */
        void sweep(long now);

        /** How many entries are left. */
        long size();
    }

    /**
     * Measures and prints.
     *
     * @param table makes an empty table
     */
    public static void run(Supplier<? extends Expiring> table) {
        var none = new ArrayList<Double>();
        var all = new ArrayList<Double>();
        for (int round = 0; round < WARM_UPS + MEASURED; round++) {
            Expiring expiring = table.get();
            for (int key = 0; key < Sizes.SWEEP; key++) {
                expiring.insert(new Item(key, EXPIRES));
            }
            expiring.sweep(0); // whatever an insertion puts off is done now
            double noneTook = sweep(expiring, 1, Sizes.SWEEP);
            double allTook = sweep(expiring, EXPIRES + 1, 0);
            if (round >= WARM_UPS) {
                none.add(noneTook);
                all.add(allTook);
            }
        }
        Report.print("sweep-none", none);
        Report.print("sweep-all", all);
    }

    private static double sweep(Expiring table, long now, long left) {
        System.gc();
        long from = System.nanoTime();
        table.sweep(now);
        double milliseconds = (System.nanoTime() - from) / 1e6;
        Together.check(left, table.size());
        return milliseconds;
    }
}
