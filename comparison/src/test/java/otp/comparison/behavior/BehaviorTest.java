package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import otp.testkit.log.LogCapture;

/** What Akka does with the scenarios, and what BEHAVIOR.md says of it. */
class BehaviorTest {
    private static final Path HOME = Path.of("");
    private static final Path PAGE = Path.of("BEHAVIOR.md");
    private static final String HOW =
            "written by: ./mvnw -q compile exec:exec@behavior -pl comparison -am -Dexec.skip=true";
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("]\\(#([A-Z]+\\d+)\\)");

    private static List<Entry> entries = List.of();

    /** Crashes are what scenarios are about: what is logged of them is no news. */
    @BeforeAll
    static void play() throws TimeoutException {
        try (var _ = LogCapture.of("otp");
                var _ = LogCapture.of("akka")) {
            entries = Entry.playAll(Path.of("scenarios"));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatDiffersIsSaidInASentenceAndPinned() {
        return entries.stream()
                .map(entry -> dynamicTest(entry.scenario().title(), entry.file().toUri(), () -> {
                    Pinned pinned = entry.pinned().orElse(new Pinned("", ""));
                    assertThat(pinned.trace())
                            .as("Akka's trace, " + HOW)
                            .isEqualTo(entry.wantsSentence() ? entry.trace() : "");
                    assertThat(pinned.sentence())
                            .as("a sentence in the first line of " + Entry.beside(entry.file(), ".akka"))
                            .matches(entry.wantsSentence() ? "[A-Za-z].{10,200}\\." : "");
                }));
    }

    @Test
    void thePageIsNotStale() throws Exception {
        assertThat(Files.readString(PAGE)).as("BEHAVIOR.md, " + HOW).isEqualTo(Page.of(HOME, entries));
    }

    @Test
    void everyLinkOfThePageLeadsSomewhere() throws Exception {
        assertThat(LINK.matcher(Files.readString(PAGE)).results().map(link -> Path.of(link.group(1))))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void everyRowThatTheSummaryNamesIsInTheTable() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(ANCHOR.matcher(page).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(page).containsOnlyOnce("<a id=\"" + row + "\"></a>"));
    }
}
