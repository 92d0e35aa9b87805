package otp.supervision.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A session with the shell as it was printed, and what of it may differ from one session to the next:
 *
 * <ul>
 *   <li>Pids, and the numbers of Akka's refs. They are counted: the first that appears is 1, and so on. So where the one transcript
 *       has twice the same, so has the other.
 *   <li>The order of Akka's lines of the log that follow one another, and of the names in such a line: its actors start and end at
 *       the same time. From scratch, the order is part of what is promised.
 *   <li>The version of JShell, and how many blanks there are between columns.
 * </ul>
 */
record Transcript(List<String> lines) {
    private static final String PROMPT = "jshell> ";
    private static final Pattern ID = Pattern.compile("#PID<[0-9.]+>|#-?[0-9]+");

    static Transcript of(String text) {
        return new Transcript(text.lines().toList());
    }

    /** The fenced block of that language in a page. */
    static Transcript in(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int first = lines.indexOf("```jshell") + 1;
        if (first == 0) {
            throw new IllegalStateException("expected a block that begins with ```jshell in " + page + ", found none");
        }
        int end = lines.subList(first, lines.size()).indexOf("```");
        return new Transcript(lines.subList(first, first + end));
    }

    /** What was typed. */
    List<String> typed() {
        return lines.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /** Without what may differ. */
    String normal() {
        Map<String, String> ids = new HashMap<>();
        return inOrder().stream()
                .map(line ->
                        ID.matcher(line).replaceAll(id -> ids.computeIfAbsent(id.group(), _ -> "#" + (ids.size() + 1))))
                .map(line -> line.replaceAll("(?<=\\S) +", " ").stripTrailing())
                .map(line -> line.replaceAll("(JShell -- Version) .*", "$1"))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private List<String> inOrder() {
        var ordered = new ArrayList<String>();
        var concurrent = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith("Akka ")) {
                concurrent.add(namesInOrder(line));
                continue;
            }
            ordered.addAll(sorted(concurrent));
            concurrent.clear();
            ordered.add(line);
        }
        ordered.addAll(sorted(concurrent));
        return ordered;
    }

    private static List<String> sorted(List<String> concurrent) {
        return concurrent.stream()
                .sorted(Comparator.comparing(line -> ID.matcher(line).replaceAll("#")))
                .toList();
    }

    private static String namesInOrder(String line) {
        int names = line.matches("Akka +\\| (started|terminates): .*") ? line.indexOf(": ") + 2 : line.length();
        return line.substring(0, names)
                + Arrays.stream(line.substring(names).split(" ")).sorted().collect(Collectors.joining(" "));
    }
}
