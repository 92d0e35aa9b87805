package otp.comparison.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final Pattern ROW = Pattern.compile("[A-Z]+\\d+");

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
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
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
        String title = null;
        List<String> rows = null;
        List<Step> steps = new ArrayList<>();
        Set<String> known = new HashSet<>(Set.of("Main"));
        int number = 0;
        String[] lines = text.split("\n", -1);
        int read = 0;
        while (read < lines.length) {
            number = read + 1;
            String line = lines[read++].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            while (read < lines.length && goesOn(lines[read])) {
                line += lines[read].startsWith("#") ? "" : " " + lines[read].strip();
                read++;
            }
            if (title == null) {
                title = line;
            } else if (rows == null) {
                rows = rows(name, number, line);
            } else {
                Step step = step(name, number, line);
                Vocabulary.check(step, known).ifPresent(mistake -> {
                    throw new MistakeException(name, step.line(), mistake);
                });
                steps.add(step);
            }
        }
        if (title == null || rows == null || steps.isEmpty()) {
            throw new MistakeException(
                    name, number, "expected a title, a line 'rows: ...' and steps, got the end of the file");
        }
        return new Scenario(title, rows, steps);
    }

    /** What a server does is too long to be said again in the trace. */
    private static String shown(Call.Parsed call, String text) {
        return switch (call.function()) {
            case "server", "machine" -> {
                String made = call.arguments().isEmpty()
                        ? ""
                        : call.arguments().getFirst().show(Object::toString) + ", ...";
                yield call.function() + "(" + made + ")";
            }
            default -> text;
        };
    }

    private static boolean goesOn(String line) {
        return line.startsWith("#") || line.startsWith(" ") && !line.isBlank();
    }

    private static List<String> rows(String name, int number, String line) {
        List<String> rows = line.startsWith("rows:")
                ? Arrays.stream(line.substring(5).strip().split("\\s+")).toList()
                : List.of();
        if (rows.isEmpty() || !rows.stream().allMatch(row -> ROW.matcher(row).matches())) {
            throw new MistakeException(
                    name, number, "expected the rows that it shows, such as 'rows: L2 M1', got: " + line);
        }
        return rows;
    }

    private static Step step(String name, int number, String line) {
        Matcher bySomebody = BY_SOMEBODY.matcher(line);
        boolean hasSubject = bySomebody.matches();
        String text = hasSubject ? bySomebody.group(2) : line;
        try {
            Call.Parsed call = Call.parse(text);
            return new Step(
                    number,
                    hasSubject ? bySomebody.group(1) : null,
                    call.result(),
                    call.function(),
                    call.arguments(),
                    shown(call, text));
        } catch (Call.SyntaxException e) {
            throw new MistakeException(name, number, e.getMessage() + ". A step is written 'A: function(arguments)'");
        }
    }
}
