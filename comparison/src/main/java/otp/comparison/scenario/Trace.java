package otp.comparison.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What those inside a scenario saw, each by itself and in its own order. Orders between two processes are not in it, for OTP
 * promises none.
 */
public final class Trace {
    private final Map<String, List<String>> lines = new LinkedHashMap<>();

    /** What each supervisor does, one after the other: this order OTP does promise. */
    private final Map<Object, List<String>> sequences = new LinkedHashMap<>();

    /**
     * A process is born. They are shown in the order of their births.
     *
     * @param name what it is called
     */
    public void born(String name) {
        lines.put(name, new ArrayList<>());
    }

    /**
     * Adds a line.
     *
     * @param name whose
     * @param line what it did or saw
     */
    public void note(String name, String line) {
        lines.computeIfAbsent(name, _ -> new ArrayList<>()).add(line);
    }

    /**
     * Adds a line to what a supervisor does.
     *
     * @param supervisor which
     * @param line a start or a stop
     */
    public void inOrder(Object supervisor, String line) {
        sequences.computeIfAbsent(supervisor, _ -> new ArrayList<>()).add(line);
    }

    /**
     * Takes the result from the last line of a process, if that is this one.
     *
     * @param name whose
     * @param line the line
     * @param without the same without its result
     */
    public void forgetResult(String name, String line, String without) {
        List<String> seen = lines.getOrDefault(name, List.of());
        if (!seen.isEmpty() && seen.getLast().equals(line)) {
            seen.set(seen.size() - 1, without);
        }
    }

    /**
     * The trace as text: each process, and below it its lines.
     *
     * @param names what to call a supervisor
     * @return the text
     */
    public String show(Function<Object, String> names) {
        var text = new StringBuilder();
        lines.forEach((name, seen) -> text.append(section(name, seen)));
        sequences.entrySet().stream()
                .map(does -> section("by " + names.apply(does.getKey()) + ", in this order", does.getValue()))
                .sorted()
                .forEach(text::append);
        return text.toString();
    }

    private static String section(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining("", title + "\n", ""));
    }
}
