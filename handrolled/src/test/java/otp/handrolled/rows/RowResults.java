package otp.handrolled.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tests of a run have shown, one entry a test method, however often the method ran (repeated, or with parameters): it
 * has passed if it ran and every run of it passed. One that did not run to its end, was skipped or was aborted has shown
 * nothing, and counts as failed. Not thread-safe.
 */
final class RowResults {
    private record Proof(Row row, String test) {}

    private static final Comparator<Proof> ORDER =
            Comparator.comparing(Proof::row).thenComparing(Proof::test);

    private final SortedSet<Proof> proofs = new TreeSet<>(ORDER);
    private final Map<String, Boolean> passed = new HashMap<>();

    /** A test is going to run that wants to show a row. */
    void expect(Row row, String test) {
        proofs.add(new Proof(row, test));
    }

    /** A test, or one run of it, is over. */
    void finished(String test, boolean successful) {
        passed.merge(test, successful, Boolean::logicalAnd);
    }

    /** The table. There is a fourth column, {@code why}, only if a row is impossible. */
    List<String> table(SortedMap<Row, String> impossible) {
        SortedMap<Row, List<String>> lines = new TreeMap<>();
        impossible.forEach((row, why) -> of(lines, row).add(Csv.line(row.toString(), "", "impossible", why)));
        proofs.forEach(proof -> {
            String result = passed.getOrDefault(proof.test(), false) ? "passed" : "failed";
            of(lines, proof.row()).add(Csv.line(proof.row().toString(), proof.test(), result));
        });
        var table = new ArrayList<String>();
        table.add(impossible.isEmpty() ? "row,test,result" : "row,test,result,why");
        lines.values().forEach(table::addAll);
        return table;
    }

    private static List<String> of(SortedMap<Row, List<String>> lines, Row row) {
        return lines.computeIfAbsent(row, _ -> new ArrayList<>());
    }
}
