package otp.comparison.behavior;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The page BEHAVIOR.md: the summary, a table with a line for each scenario, and the rows that no scenario shows. */
final class Page {
    private static final String HEAD = """
            | row | scenario | OTP | from scratch | Akka | what Akka does instead |
            | --- | --- | --- | --- | --- | --- |
            """;

    private static final String REST = """

            ## Rows that no trace shows

            Each is shown by a test of the from-scratch lane instead.

            | row | what OTP does | why no trace shows it | test |
            | --- | --- | --- | --- |
            """;

    private final Path home;

    private final Anchors anchors;

    private Page(Path home, List<Entry> entries) {
        this.home = home;
        this.anchors = new Anchors(entries, Anchors.named());
    }

    /**
     * The page as text.
     *
     * @param home the folder in which it lies
     * @param entries the scenarios
     */
    static String of(Path home, List<Entry> entries) {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> kind(firstRow(entry)))
                        .thenComparing(entry -> number(firstRow(entry)))
                        .thenComparing(Entry::file))
                .toList();
        var page = new Page(home, sorted);
        String lines = sorted.stream().map(page::line).collect(Collectors.joining());
        return summary().replace("{counts}", counts(entries))
                + HEAD
                + lines
                + REST
                + Unshown.all().stream().map(Page::line).collect(Collectors.joining());
    }

    private static String line(Unshown row) {
        return "| " + Anchors.of(row.row()) + " | " + cell(row.statement()) + " | " + cell(row.why()) + " | ["
                + row.method() + "](../" + row.file() + ") |\n";
    }

    private static String counts(List<Entry> entries) {
        return List.of(Verdict.values()).stream()
                .map(verdict -> entries.stream()
                                .filter(entry -> entry.verdict() == verdict)
                                .count()
                        + " " + verdict.word)
                .filter(count -> !count.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }

    private String line(Entry entry) {
        String rows = entry.scenario().rows().stream()
                .map(row -> anchors.show(row, entry))
                .collect(Collectors.joining(" "));
        String akka = entry.wantsSentence()
                ? link(entry.verdict().word, Entry.beside(entry.file(), ".akka"))
                : entry.verdict().word;
        return "| " + rows + " | " + link(cell(entry.scenario().title()), entry.file()) + " | "
                + link("trace", Entry.beside(entry.file(), ".trace")) + " | " + fromScratch(entry) + " | " + akka
                + " | "
                + cell(entry.sentence()) + " |\n";
    }

    /** The same, line by line, or different, and then its own trace lies beside that of OTP. */
    private String fromScratch(Entry entry) {
        Path own = Entry.beside(entry.file(), ".handrolled");
        return Files.exists(own) ? link("different", own) : "same";
    }

    private String link(String text, Path to) {
        return "[" + text + "](" + home.relativize(to).toString().replace('\\', '/') + ")";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("_", "\\_");
    }

    private static String firstRow(Entry entry) {
        return entry.scenario().rows().getFirst();
    }

    private static String kind(String row) {
        return row.replaceAll("\\d", "");
    }

    private static int number(String row) {
        return Integer.parseInt(row.replaceAll("\\D", ""));
    }

    private static String summary() {
        try (InputStream in = Page.class.getResourceAsStream("summary.md")) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected summary.md beside the classes of " + Page.class.getPackageName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read summary.md", e);
        }
    }
}
