package otp.comparison.speed;

import java.util.Locale;
import java.util.OptionalDouble;

/** What {@code handrolled} is to reach in one row. Smaller is better in every row. */
sealed interface Goal {

    /** At most so many times what another lane needs, in the same run: a figure from another run or machine says nothing. */
    record AtMostTimes(double factor, Lane lane) implements Goal {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "at most %.2f x %s", factor, lane.title);
        }
    }

    /** Not slower than another lane beyond the spread: not more than that has needed in the slowest round of the same run. */
    record WithinSpread(Lane lane) implements Goal {
        @Override
        public String toString() {
            return "at most the most of " + lane.title;
        }
    }

    /** At most so much. */
    record AtMost(double limit) implements Goal {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "at most %,.0f", limit);
        }
    }

    /**
     * How near the row comes to the goal.
     *
     * @param figures what was measured
     * @param row the row the goal belongs to
     * @return 1 or less: it is met. Nothing: it cannot be told, because a lane it needs was not measured
     */
    default OptionalDouble reached(Figures figures, Row row) {
        return switch (this) {
            case AtMostTimes(var factor, var lane) -> scaled(figures.ratio(row, lane), factor);
            case WithinSpread(var lane) -> figures.ratioToMost(row, lane);
            case AtMost(var limit) -> scaled(figures.median(row, Lane.HANDROLLED), limit);
        };
    }

    private static OptionalDouble scaled(OptionalDouble figure, double by) {
        return figure.isPresent() ? OptionalDouble.of(figure.getAsDouble() / by) : figure;
    }
}
