package otp.handrolled.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows that no JVM can show, each with its reason: the file {@code impossible-rows.csv}. */
final class ImpossibleRows {
    private static final String FILE = "/impossible-rows.csv";

    private ImpossibleRows() {}

    static SortedMap<Row, String> read() {
        try (var in = ImpossibleRows.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected " + FILE + " on the test class path: src/test/resources holds it");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SortedMap<Row, String> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals("row,why")) {
            throw new IllegalArgumentException("expected the header \"row,why\" in " + FILE + ", got: " + lines);
        }
        var rows = new TreeMap<Row, String>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = Csv.fields(line);
            Row row = Row.named(fields.getFirst()).orElse(null);
            if (row == null || fields.size() != 2 || fields.get(1).isBlank()) {
                throw new IllegalArgumentException("expected a row and the reason why it is impossible in " + FILE
                        + ", such as: P4,because ... Got: " + line);
            }
            if (rows.put(row, fields.get(1)) != null) {
                throw new IllegalArgumentException("expected each row once in " + FILE + ", got " + row + " twice");
            }
        }
        return rows;
    }
}
