package otp.handrolled.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each row of the layers that exist is shown by a test or named as impossible, and never both. */
class CompletenessTest {
    /** The rows this module answers for. A layer that is complete moves its group here. */
    private static final Set<Row> ANSWERED = rows(List.of(
            Row.upTo("P", 11), // processes, their mailboxes, signals
            Row.upTo("L", 12), // links and exit signals
            Row.upTo("M", 10), // monitors and aliases
            Row.upTo("T", 14), // Task
            Row.upTo("G", 23), // GenServer
            Row.upTo("A", 2), // Agent
            Row.upTo("F", 17), // gen_statem
            Row.upTo("S", 28), // Supervisor
            Row.upTo("D", 6), // DynamicSupervisor
            Row.upTo("R", 6), // Registry
            Row.upTo("E", 16), // ETS
            Row.upTo("PT", 3))); // persistent_term

    /** Rows that a test may name although not all of their group are shown yet. */
    private static final Set<Row> BEGUN =
            rows(List.of(Row.upTo("B", 42))); // faults of the original that must not come back

    private static final Set<Row> TAGGED = tagged();

    @Test
    void eachRowHasATestOrAReason() {
        var open = new TreeSet<>(ANSWERED);
        open.removeAll(TAGGED);
        open.removeAll(ImpossibleRows.read().keySet());
        assertThat(open)
                .as(
                        "rows without a test: give one @Tag(\"<row>\"), or name the row and the reason in impossible-rows.csv")
                .isEmpty();
    }

    @Test
    void noRowIsBothShownAndImpossible() {
        var both = new TreeSet<>(ImpossibleRows.read().keySet());
        both.retainAll(TAGGED);
        assertThat(both)
                .as("rows that a test shows and impossible-rows.csv denies")
                .isEmpty();
    }

    @Test
    void noTestAndNoReasonNamesAnUnknownRow() {
        var unknown = new TreeSet<>(TAGGED);
        unknown.addAll(ImpossibleRows.read().keySet());
        unknown.removeAll(ANSWERED);
        unknown.removeAll(BEGUN);
        assertThat(unknown)
                .as("rows that nobody has heard of: a slip of the pen, or a group to be added to BEGUN")
                .isEmpty();
    }

    private static Set<Row> rows(List<List<Row>> groups) {
        return groups.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows that the tests of this module are tagged with: those JUnit would run, not those a text search would find. */
    private static Set<Row> tagged() {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage("otp.handrolled"))
                        .build());
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(test -> test.getTags().stream())
                .map(TestTag::getName)
                .flatMap(tag -> Row.named(tag).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
