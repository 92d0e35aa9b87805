package otp.comparison.behavior;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each row has its anchor in the page: with the scenario that {@code anchors.txt} names, or else where a scenario is about the
 * row in the first place, or else where it comes first.
 */
final class Anchors {
    private final Map<String, Entry> byRow = new HashMap<>();

    /**
     * @param entries the scenarios in the order of the page
     * @param named by row, which scenario it is to be, as {@code server/stop}
     * @throws IllegalArgumentException if there is no such scenario, or it does not show the row
     */
    Anchors(List<Entry> entries, Map<String, String> named) {
        named.forEach((row, name) -> byRow.put(row, find(entries, row, name)));
        entries.forEach(entry -> byRow.putIfAbsent(entry.scenario().rows().getFirst(), entry));
        entries.forEach(entry -> entry.scenario().rows().forEach(row -> byRow.putIfAbsent(row, entry)));
    }

    private static Entry find(List<Entry> entries, String row, String name) {
        return entries.stream()
                .filter(entry -> entry.scenario().rows().contains(row)
                        && entry.file().toString().replace('\\', '/').endsWith("/" + name + ".scn"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected in anchors.txt a scenario that shows " + row + ", got: " + name));
    }

    /** A row as an entry has it, with the anchor if it is here. */
    String show(String row, Entry entry) {
        return entry.equals(byRow.get(row)) ? of(row) : row;
    }

    /** A row with its anchor. */
    static String of(String row) {
        return "<a id=\"" + row + "\"></a>" + row;
    }

    /** What {@code anchors.txt} names. */
    static Map<String, String> named() {
        try (InputStream in = Anchors.class.getResourceAsStream("anchors.txt")) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected anchors.txt beside the classes of " + Anchors.class.getPackageName());
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read anchors.txt", e);
        }
    }

    /** @throws IllegalArgumentException if a line is not a row and a scenario, or a row comes twice */
    static Map<String, String> parse(String text) {
        Map<String, String> named = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split(" ", -1);
            if (parts.length != 2 || named.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException(
                        "expected \"row scenario\" in anchors.txt, each row once, got: " + line);
            }
        });
        return named;
    }
}
