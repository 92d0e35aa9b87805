package otp.comparison.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.comparison.scenario.handrolled.Director;
import otp.testkit.log.LogCapture;

/** What Erlang/OTP did, as it was recorded, and what the from-scratch lane does: the same, line by line. */
class RecordedTest {
    private static final Path FOLDER = Path.of("scenarios");
    private static final Path DIFFERENT = FOLDER.resolve("different");

    /** Crashes are what scenarios are about: what is logged of them is no news. */
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    @TestFactory
    Stream<DynamicTest> fromScratchDoesWhatErlangDid() {
        return Scenarios.in(FOLDER).stream().map(file -> {
            Scenario scenario = Scenarios.read(file);
            return dynamicTest(scenario.title(), file.toUri(), () -> {
                assertThat(expectedOf(file))
                        .as("what is recorded of %s, by scenarios.exs record", file)
                        .exists();
                assertThat(Director.play(scenario)).isEqualTo(Files.readString(expectedOf(file)));
            });
        });
    }

    @Test
    void noTwoScenariosAreTheSame() {
        List<Scenario> scenarios =
                Scenarios.in(FOLDER).stream().map(Scenarios::read).toList();
        assertThat(scenarios).extracting(Scenario::title).doesNotHaveDuplicates();
        assertThat(scenarios)
                .extracting(scenario -> scenario.steps().stream()
                        .map(step -> step.subject() + step.function() + step.arguments())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyTraceBelongsToAScenario() throws Exception {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Path> traces =
                    files.filter(file -> file.toString().endsWith(".trace")).toList();
            assertThat(traces)
                    .containsExactlyInAnyOrderElementsOf(Scenarios.in(FOLDER).stream()
                            .map(RecordedTest::traceOf)
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> whereFromScratchDiffersItStillDoes() {
        return Scenarios.in(DIFFERENT).stream()
                .map(file -> dynamicTest(
                        Scenarios.read(file).title(),
                        file.toUri(),
                        () -> assertThat(Files.readString(beside(file, ".handrolled")))
                                .as("the trace from scratch, which is to differ from Erlang's: else the scenario"
                                        + " belongs to the others")
                                .isNotEqualTo(Files.readString(traceOf(file)))));
    }

    /** Erlang's trace; for a scenario whose title says how the two differ, the one from scratch that is committed beside it. */
    private static Path expectedOf(Path scenario) {
        return scenario.startsWith(DIFFERENT) ? beside(scenario, ".handrolled") : traceOf(scenario);
    }

    private static Path traceOf(Path scenario) {
        return beside(scenario, ".trace");
    }

    private static Path beside(Path scenario, String ending) {
        return scenario.resolveSibling(scenario.getFileName().toString().replaceFirst("\\.scn$", ending));
    }
}
