package otp.comparison.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads scenarios. A file is a title, a line with its rows, and a step a line:
 *
 * <pre>
 * A linked process that does not trap exits dies with the same reason.
 * rows: L2
 *
 * Main: spawn(A)
 * Main: spawn(B)
 * A: link(B)
 * A: exit(boom)
 * </pre>
 *
 * <p>A step is who does it and an Erlang call. Upper case names are variables; the processes are such, {@code Main} is there from
 * the beginning. {@code wait(50)}, without a name, lets 50 milliseconds pass. A line
 * that begins with a space goes on with the one before it. {@code #} at its beginning makes a line a comment.
 */
public final class Scenarios {
    private static final Pattern BY_SOMEBODY = Pattern.compile("([A-Z]\\w*): (.*)");

    /** More than any scenario, and not so many that its play takes for ever. */
    private static final int MOST_STEPS = 1_000;

    private Scenarios() {}

    /**
     * All scenarios of a folder and those below it.
     *
     * @param folder where
     * @return their files, in order
     */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".scn"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the scenarios in " + folder, e);
        }
    }

    /**
     * Reads a file.
     *
     * @param file which
     * @return its scenario
     * @throws MistakeException if it is none
     */
    public static Scenario read(Path file) {
        String name = file.getFileName().toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int bad = Arrays.mismatch(bytes, text.getBytes(StandardCharsets.UTF_8));
            if (bad >= 0) {
                String before = new String(bytes, 0, bad, StandardCharsets.ISO_8859_1);
                throw new MistakeException(
                        name, lineAtEndOf(before), "expected text in UTF-8, got bytes that are none");
            }
            return parse(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scenario " + file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what to call it in a message
     * @param text the text
     * @return its scenario
     * @throws MistakeException if it is none
     */
    public static Scenario parse(String name, String text) {
        List<Line> lines = lines(name, text);
        String title = lines.isEmpty() ? "" : title(name, lines.getFirst());
        List<String> rows = lines.size() < 2 ? List.of() : rows(name, lines.get(1));
        if (lines.size() < 3) {
            throw new MistakeException(
                    name, lineAtEndOf(text), "expected a title, a line 'rows: ...' and steps, got the end of the file");
        }
        List<Step> steps = new ArrayList<>();
        Set<String> known = new HashSet<>(Set.of("Main"));
        for (Line line : lines.subList(2, lines.size())) {
            Step step = step(name, line);
            Vocabulary.check(step, known).ifPresent(mistake -> {
                throw new MistakeException(name, step.line(), mistake);
            });
            steps.add(step);
            if (steps.size() > MOST_STEPS) {
                throw new MistakeException(name, step.line(), "expected at most " + MOST_STEPS + " steps, got more");
            }
        }
        return new Scenario(title, rows, steps);
    }

    private static int lineAtEndOf(String text) {
        return (int) text.chars().filter(character -> character == '\n').count() + 1;
    }

    /** A line and those that go on with it. */
    private record Line(int number, String text) {}

    /** What is neither empty nor a comment. */
    private static List<Line> lines(String name, String text) {
        List<Line> joined = new ArrayList<>();
        boolean goesOn = false;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                goesOn = false;
            } else if (!line.startsWith(" ") && !line.startsWith("\t")) {
                if (!line.startsWith("#")) {
                    joined.add(new Line(number, line.strip()));
                    goesOn = true;
                }
            } else if (goesOn) {
                Line before = joined.removeLast();
                joined.add(new Line(before.number, before.text + " " + line.strip()));
            } else {
                throw new MistakeException(
                        name,
                        number,
                        "expected a line that does not begin with a space: there is none before it to go on with");
            }
        }
        return joined;
    }

    /** What a server does is too long to be said again in the trace. */
    private static String shown(Call.Parsed call, String text) {
        return switch (call.function()) {
            case "server", "machine" -> {
                String made = call.arguments().isEmpty()
                        ? ""
                        : call.arguments().getFirst().show(Object::toString) + ", ...";
                yield (call.result() == null ? "" : call.result() + " = ") + call.function() + "(" + made + ")";
            }
            default -> text;
        };
    }

    private static String title(String name, Line line) {
        if (line.text.startsWith("\uFEFF")) {
            throw new MistakeException(name, line.number, "expected a text, got a byte order mark before it");
        }
        if (!line.text.endsWith(".")) {
            throw new MistakeException(
                    name, line.number, "expected a title, a sentence with its full stop, got: " + line.text);
        }
        return line.text;
    }

    private static List<String> rows(String name, Line line) {
        List<String> rows = line.text.startsWith("rows:")
                ? Arrays.stream(line.text.substring(5).strip().split("\\s+")).toList()
                : List.of();
        if (rows.isEmpty()
                || !rows.stream().allMatch(Vocabulary::isRow)
                || Set.copyOf(rows).size() < rows.size()) {
            throw new MistakeException(
                    name, line.number, "expected the rows that it shows, such as 'rows: L2 M1', got: " + line.text);
        }
        return rows;
    }

    private static Step step(String name, Line line) {
        Matcher bySomebody = BY_SOMEBODY.matcher(line.text);
        boolean hasSubject = bySomebody.matches();
        String text = hasSubject ? bySomebody.group(2) : line.text;
        try {
            Call.Parsed call = Call.parse(text);
            return new Step(
                    line.number,
                    hasSubject ? bySomebody.group(1) : null,
                    call.result(),
                    call.function(),
                    call.arguments(),
                    shown(call, text));
        } catch (Call.SyntaxException e) {
            throw new MistakeException(
                    name, line.number, e.getMessage() + ". A step is written 'A: function(arguments)'");
        }
    }
}
