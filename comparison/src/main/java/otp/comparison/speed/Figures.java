package otp.comparison.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured: for each row and lane one figure per round. A round measures every lane once, each in a process of its own,
 * so that a machine that is slower for a while is so for all lanes: ratios are taken within a round, and the median over the
 * rounds is what counts.
 */
final class Figures {
    private final Map<Row, Map<Lane, List<Double>>> rounds = new EnumMap<>(Row.class);

    /** Adds the next round's figure. */
    void add(Row row, Lane lane, double figure) {
        if (!(figure > 0)) {
            throw new IllegalArgumentException(
                    "expected a figure above zero for \"" + row.title + "\", " + lane.title + ", got: " + figure);
        }
        rounds.computeIfAbsent(row, _ -> new EnumMap<>(Lane.class))
                .computeIfAbsent(lane, _ -> new ArrayList<>())
                .add(figure);
    }

    /** The figures of one row and lane, a round each. */
    List<Double> of(Row row, Lane lane) {
        return rounds.getOrDefault(row, Map.of()).getOrDefault(lane, List.of());
    }

    /** The middle one, or nothing if it was not measured. */
    OptionalDouble median(Row row, Lane lane) {
        return median(of(row, lane));
    }

    /** {@code handrolled} by another lane, or nothing if one of them was not measured in some round. */
    OptionalDouble ratio(Row row, Lane other) {
        List<Double> ours = of(row, Lane.HANDROLLED);
        List<Double> theirs = of(row, other);
        if (ours.size() != theirs.size()) {
            return OptionalDouble.empty();
        }
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / theirs.get(round));
        }
        return median(ratios);
    }

    /** {@code handrolled} by the most that another lane has needed, or nothing if one of them was not measured. */
    OptionalDouble ratioToMost(Row row, Lane other) {
        OptionalDouble ours = median(row, Lane.HANDROLLED);
        List<Double> theirs = of(row, other);
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ours.getAsDouble() / Collections.max(theirs));
    }

    static OptionalDouble median(List<Double> figures) {
        if (figures.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
