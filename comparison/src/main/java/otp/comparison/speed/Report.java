package otp.comparison.speed;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a program that measures prints: a line "row, tab, figure" for each row. */
public final class Report {
    /** Before the figures of a Java program, to tell them from whatever else it prints. */
    private static final String MARK = "figure: ";

    private static final Map<String, Row> ROWS =
            Stream.of(Row.values()).collect(Collectors.toMap(row -> row.key, Function.identity()));

    private Report() {}

    /**
     * Prints the median of what was measured where {@link Bench} finds it.
     *
     * @param row the key of the row
     * @param figures what was measured, in the unit of the row
     */
    public static void print(String row, List<Double> figures) {
        System.out.printf(
                Locale.ROOT,
                "%s%s\t%.3f%n",
                MARK,
                row,
                Figures.median(figures)
                        .orElseThrow(() -> new IllegalStateException("nothing was measured for " + row)));
    }

    /** The figures among the lines of a Java program. */
    static Map<Row, Double> marked(List<String> lines) {
        return parse(lines.stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList());
    }

    /** The figures of a program that prints nothing else. */
    static Map<Row, Double> parse(List<String> lines) {
        var figures = new TreeMap<Row, Double>();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            Row row = ROWS.get(parts[0]);
            if (parts.length != 2 || row == null) {
                throw new IllegalArgumentException(
                        "expected a row's name, a tab and a figure; names are " + ROWS.keySet() + "; got: " + line);
            }
            figures.put(row, Double.parseDouble(parts[1]));
        }
        return figures;
    }
}
