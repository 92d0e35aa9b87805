package otp.comparison.speed;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The figures as text: a line per row, and below it a line per goal. Each group of rows has its columns. */
final class Table {
    private static final int FIRST = 32;
    private static final int WIDTH = 12;

    private final Figures figures;

    Table(Figures figures) {
        this.figures = figures;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Group group : Group.values()) {
            if (wasMeasured(group)) {
                group(text, group);
            }
        }
        if (beamIsFromElsewhere()) {
            text.append(
                    "[..] recorded on another machine: no ratio is taken of it. With `elixir` on the PATH it is measured.\n");
        }
        return text.toString();
    }

    private void group(StringBuilder text, Group group) {
        text.append(text.isEmpty() ? "" : "\n").append(" ".repeat(FIRST));
        for (Lane lane : group.lanes) {
            text.append(padded(lane.title));
        }
        text.append("  unit\n");
        for (Row row : Row.values()) {
            if (row.group == group) {
                line(text, row);
                spread(text, row);
                row.goals.forEach(goal -> goal(text, row, goal));
            }
        }
    }

    private void line(StringBuilder text, Row row) {
        text.append(String.format("%-" + FIRST + "s", row.title));
        for (Lane lane : row.group.lanes) {
            text.append(padded(cell(row, lane)));
        }
        text.append("  ").append(row.unit).append('\n');
    }

    private String cell(Row row, Lane lane) {
        OptionalDouble median = figures.median(row, lane);
        if (median.isPresent()) {
            return number(median.getAsDouble());
        }
        return lane == Lane.BEAM && !row.beamElsewhere.isEmpty() ? "[" + row.beamElsewhere + "]" : "-";
    }

    /** The least and the most of several rounds; of one round there is nothing to say. */
    private void spread(StringBuilder text, Row row) {
        boolean several = false;
        var line = new StringBuilder(String.format("%-" + FIRST + "s", "    least-most"));
        for (Lane lane : row.group.lanes) {
            List<Double> rounds = figures.of(row, lane);
            several |= rounds.size() > 1;
            line.append(padded(
                    rounds.isEmpty() ? "-" : number(Collections.min(rounds)) + "-" + number(Collections.max(rounds))));
        }
        if (several) {
            text.append(line).append('\n');
        }
    }

    private void goal(StringBuilder text, Row row, Goal goal) {
        OptionalDouble reached = goal.reached(figures, row);
        String verdict = reached.isEmpty() ? "not measured" : reached.getAsDouble() <= 1 ? "met" : "MISSED";
        String is = switch (goal) {
            case Goal.AtMostTimes(var _, var lane) -> shown(figures.ratio(row, lane));
            case Goal.WithinSpread(var lane) -> shown(figures.ratioToMost(row, lane));
            case Goal.AtMost(var _) -> {
                OptionalDouble ours = figures.median(row, Lane.HANDROLLED);
                yield ours.isEmpty() ? "-" : number(ours.getAsDouble());
            }
        };
        text.append(String.format("    %-" + (FIRST - 4) + "s%s  %s", goal, padded(is), verdict))
                .append('\n');
    }

    private boolean wasMeasured(Group group) {
        return Stream.of(Row.values())
                .anyMatch(row -> row.group == group
                        && group.lanes.stream()
                                .anyMatch(lane -> !figures.of(row, lane).isEmpty()));
    }

    private boolean beamIsFromElsewhere() {
        for (Row row : Row.values()) {
            if (wasMeasured(row.group)
                    && !row.beamElsewhere.isEmpty()
                    && figures.of(row, Lane.BEAM).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String shown(OptionalDouble ratio) {
        return ratio.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }

    private static String padded(String text) {
        return String.format("%" + WIDTH + "s", text);
    }
}
