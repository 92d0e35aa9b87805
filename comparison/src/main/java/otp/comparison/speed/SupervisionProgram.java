package otp.comparison.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What supervision costs, the same in both lanes: one crash at a time, many at once, and a hundred thousand children. */
public final class SupervisionProgram {
    private static final int MEASURED = 5;

    private SupervisionProgram() {}

    /** The supervision of a lane. */
    public interface Lane {
        /**
         * Starts a supervisor of one child and crashes that so often; each time from the moment before the child is sent the
         * message it crashes with until the new one runs its {@code init}. The next crash comes when the supervisor has come to
         * rest.
         *
         * @param times how often
         * @param nanoseconds what each took
         */
        void crashToLive(int times, LongConsumer nanoseconds) throws Exception;

        /**
         * Starts a supervisor of {@link Sizes#RESTARTING} children, each of which crashes as soon as it runs, until all together
         * have been started again so often. Returns when the last of these is there.
         */
        void restarts(int times) throws Exception;

        /** Starts a supervisor and so many children, and returns when all have run their {@code init}. */
        void startChildren(int count) throws Exception;

        /** Stops that supervisor, and returns when it and all its children have ended. */
        void stopChildren() throws Exception;
    }

    /**
     * Measures and prints.
     *
     * @param lane of whom
     */
    public static void run(Lane lane) throws Exception {
        crashToLive(lane);
        restarts(lane);
        children(lane);
    }

    private static void crashToLive(Lane lane) throws Exception {
        for (int i = 0; i < 20; i++) {
            lane.crashToLive(10 * Sizes.CRASHES, _ -> {});
        }
        var medians = new ArrayList<Double>();
        for (int i = 0; i < MEASURED; i++) {
            var took = new ArrayList<Double>();
            lane.crashToLive(Sizes.CRASHES, nanoseconds -> took.add(nanoseconds / 1e3));
            Together.check(Sizes.CRASHES, took.size());
            medians.add(Figures.median(took).orElseThrow());
        }
        Report.print("crash-to-live", medians);
    }

    private static void restarts(Lane lane) throws Exception {
        var took = new ArrayList<Double>();
        for (int i = 0; i < 3 * MEASURED; i++) {
            System.gc();
            long from = System.nanoTime();
            lane.restarts(Sizes.RESTARTS);
            took.add((double) (System.nanoTime() - from) / Sizes.RESTARTS);
        }
        Report.print("restart", warm(took));
    }

    private static void children(Lane lane) throws Exception {
        var starts = new ArrayList<Double>();
        var stops = new ArrayList<Double>();
        for (int i = 0; i < MEASURED; i++) {
            System.gc();
            long from = System.nanoTime();
            lane.startChildren(Sizes.CHILDREN);
            long started = System.nanoTime();
            lane.stopChildren();
            starts.add((double) (started - from) / Sizes.CHILDREN);
            stops.add((System.nanoTime() - started) / 1e6);
        }
        Report.print("dynamic-start", warm(starts));
        Report.print("dynamic-stop", warm(stops));
    }

    /** Without the first two fifths, which were for the compiler. */
    private static List<Double> warm(List<Double> figures) {
        return figures.subList(figures.size() * 2 / 5, figures.size());
    }
}
