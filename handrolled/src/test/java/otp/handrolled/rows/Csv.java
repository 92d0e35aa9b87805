package otp.handrolled.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values as RFC 4180 has them, but one record a line. */
final class Csv {
    private Csv() {}

    /** One line, without its end. A line break within a field becomes a space. */
    static String line(String... fields) {
        return Stream.of(fields).map(Csv::quote).collect(Collectors.joining(","));
    }

    private static String quote(String field) {
        String oneLine = field.replaceAll("\\R", " ");
        return oneLine.matches("[^,\"]*") ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
    }

    /** The fields of one line. */
    static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("expected a closing quote in the CSV line: " + line);
        }
        fields.add(field.toString());
        return fields;
    }
}
