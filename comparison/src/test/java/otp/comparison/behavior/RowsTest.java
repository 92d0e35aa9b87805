package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import otp.comparison.scenario.Scenarios;

/** Each row of OTP's behavior is shown by a scenario, or is in the list of those that no trace shows, and never both. */
class RowsTest {
    private static final Path ROOT = Path.of("..");

    /** The one place that says which rows there are. */
    private static final Path OWNER = ROOT.resolve(Unshown.TESTS + "rows/CompletenessTest.java");

    private static final Pattern GROUP = Pattern.compile("Row\\.upTo\\(\"([A-Z]+)\", (\\d+)\\)");

    @Test
    void eachRowIsShownByAScenarioOrListedAsOneThatNoTraceShows() throws IOException {
        Set<String> open = new TreeSet<>(all());
        open.removeAll(shown());
        open.removeAll(unshown());
        assertThat(open)
                .as("rows without a scenario: write one, or say in unshown.txt why no trace shows it")
                .isEmpty();
    }

    @Test
    void noRowIsBothShownAndListed() throws IOException {
        Set<String> both = new TreeSet<>(unshown());
        both.retainAll(shown());
        assertThat(both).as("rows that a scenario shows and unshown.txt denies").isEmpty();
    }

    @Test
    void noScenarioAndNoLineOfTheListNamesARowThatThereIsNot() throws IOException {
        Set<String> unknown = new TreeSet<>(shown());
        unknown.addAll(unshown());
        unknown.removeAll(all());
        assertThat(unknown).isEmpty();
    }

    @Test
    void noRowIsListedTwice() {
        assertThat(Unshown.all().stream().map(Unshown::row)).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> theTestOfARowThatNoTraceShowsIsThereAndNamesTheRow() {
        return Unshown.all().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.row(),
                        () -> assertThat(Files.readString(ROOT.resolve(row.file())))
                                .containsPattern(
                                        "@Tag\\(\"" + row.row() + "\"\\)(\\s+@.*)*\\s+void " + row.method() + "\\(")));
    }

    @Test
    void aLineOfTheListThatLacksAPartIsNamed() {
        assertThatThrownBy(() -> Unshown.parse("# rows\n\nP3 | no order | process/SendingTest.noOrder\n"))
                .hasMessageContaining("expected \"row | what OTP does | why no trace shows it | package/Test.method\"")
                .hasMessageEndingWith("got: P3 | no order | process/SendingTest.noOrder");
    }

    private static Set<String> all() throws IOException {
        // The groups behind ANSWERED are rows of OTP; those behind BEGUN are other things.
        String source = Files.readString(OWNER).split("BEGUN =", 2)[0];
        Set<String> all =
                GROUP.matcher(source).results().flatMap(RowsTest::upTo).collect(Collectors.toCollection(TreeSet::new));
        assertThat(all).as("rows in " + OWNER).contains("P1", "S28", "PT3");
        return all;
    }

    private static Stream<String> upTo(MatchResult group) {
        return IntStream.rangeClosed(1, Integer.parseInt(group.group(2))).mapToObj(number -> group.group(1) + number);
    }

    private static Set<String> shown() {
        return Scenarios.in(Path.of("scenarios")).stream()
                .flatMap(file -> Scenarios.read(file).rows().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> unshown() {
        return Unshown.all().stream().map(Unshown::row).collect(Collectors.toCollection(TreeSet::new));
    }
}
