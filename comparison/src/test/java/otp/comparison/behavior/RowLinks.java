package otp.comparison.behavior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pages (*.md) of a repository say of rows of OTP's behavior: {@code [G7]} in the text, and below the page where that leads,
 * {@code [G7]: ../comparison/BEHAVIOR.md#G7}. Code is no text.
 */
final class RowLinks {
    private static final Path TABLE = Path.of("comparison", "BEHAVIOR.md");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([A-Z]+\\d+)\"></a>");
    private static final Pattern USE = Pattern.compile("\\[([A-Z]{1,2}\\d{1,2})](?![(\\[])");
    private static final Pattern DEFINITION = Pattern.compile("\\[([A-Z]{1,2}\\d{1,2})]: (\\S+)");
    private static final Pattern INLINE = Pattern.compile("]\\(([^)]*BEHAVIOR\\.md#[^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]{1,2}\\d{1,2}\\b");

    /** In a table with one of these columns each line has a row there, or says that there is none. */
    private static final Set<String> COLUMNS = Set.of("row", "what differs");

    private static final Pattern ROW_OR_NONE = Pattern.compile(USE.pattern() + "|\\bno row\\b");

    private final Path root;
    private final Set<String> anchors;
    private final List<String> problems = new ArrayList<>();

    private RowLinks(Path root) throws IOException {
        this.root = root;
        this.anchors = ANCHOR.matcher(Files.readString(root.resolve(TABLE)))
                .results()
                .map(anchor -> anchor.group(1))
                .collect(Collectors.toSet());
    }

    /** One sentence for each thing that is wrong, with page and line; none if all is well. */
    static List<String> problems(Path root) throws IOException {
        var links = new RowLinks(root);
        for (Path page : pages(root)) {
            links.check(page, Markdown.withoutCode(Files.readAllLines(page)));
        }
        return List.copyOf(links.problems);
    }

    /** What is below src is part of a page. */
    private static List<Path> pages(Path root) throws IOException {
        return Markdown.files(root, ".md").stream()
                .filter(file -> !file.endsWith(TABLE)
                        && Stream.iterate(root.relativize(file), Objects::nonNull, Path::getParent)
                                .noneMatch(folder -> folder.endsWith("src")))
                .toList();
    }

    private void check(Path page, List<String> lines) {
        Map<String, Integer> defined = new LinkedHashMap<>();
        Set<String> used = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String where = root.relativize(page) + ":" + (i + 1) + ": ";
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                defined.put(definition.group(1), i + 1);
                leads(where, page, definition.group(2), definition.group(1));
            } else {
                USE.matcher(line).results().map(use -> use.group(1)).forEach(used::add);
                INLINE.matcher(line)
                        .results()
                        .forEach(link -> problems.add(where + "expected a row as [G7], with [G7]: "
                                + link.group(1).replaceAll("#.*", "#G7") + " below the page, got: (" + link.group(1)
                                + ")"));
                NAME.matcher(USE.matcher(line).replaceAll(""))
                        .results()
                        .filter(name -> anchors.contains(name.group()))
                        .forEach(name -> problems.add(
                                where + "expected the row as a link, [" + name.group() + "], got: " + name.group()));
            }
        }
        for (String row : used) {
            if (!defined.containsKey(row)) {
                problems.add(root.relativize(page) + ": expected below the page [" + row + "]: "
                        + page.getParent()
                                .relativize(root.resolve(TABLE))
                                .toString()
                                .replace('\\', '/') + "#" + row);
            }
        }
        defined.forEach((row, line) -> {
            if (!used.contains(row)) {
                problems.add(root.relativize(page) + ":" + line + ": nobody on this page names the row [" + row + "]");
            }
        });
        tables(page, lines);
        answers(page, lines);
        if (page.endsWith("README.md") && !page.endsWith(Path.of("results", "README.md")) && used.isEmpty()) {
            problems.add(
                    root.relativize(page)
                            + ": expected at least one row of OTP's behavior, as [G7]: whoever reads it wants to see what it says");
        }
    }

    private void leads(String where, Path page, String link, String row) {
        String[] parts = link.split("#", 2);
        boolean there = page.resolveSibling(parts[0])
                .normalize()
                .equals(root.resolve(TABLE).normalize());
        if (!there || parts.length < 2 || !parts[1].equals(row) || !anchors.contains(row)) {
            problems.add(where + "expected a row of " + TABLE + ", under its own name, got: " + link);
        }
    }

    private void tables(Path page, List<String> lines) {
        int column = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("|")) {
                column = -1;
                continue;
            }
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (i == 0 || !lines.get(i - 1).startsWith("|")) {
                column = COLUMNS.stream().mapToInt(cells::indexOf).max().orElse(-1);
            } else if (column >= 0
                    && !line.startsWith("| ---")
                    && (column >= cells.size()
                            || !ROW_OR_NONE.matcher(cells.get(column)).find())) {
                problems.add(
                        root.relativize(page) + ":" + (i + 1)
                                + ": expected a row of OTP's behavior in this line of the table, as [G7], or the words \"no row\"");
            }
        }
    }

    /** What is hidden until one has thought. */
    private void answers(Path page, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("<details>")) {
                int end = i;
                while (end < lines.size() - 1 && !lines.get(end).startsWith("</details>")) {
                    end++;
                }
                if (!ROW_OR_NONE
                        .matcher(String.join(" ", lines.subList(i, end)))
                        .find()) {
                    problems.add(root.relativize(page) + ":" + (i + 1)
                            + ": expected a row of OTP's behavior in this answer, as [G7], or the words \"no row\"");
                }
            }
        }
    }
}
