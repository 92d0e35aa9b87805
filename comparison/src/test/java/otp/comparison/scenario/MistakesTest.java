package otp.comparison.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A scenario with a mistake is refused, with the file, the line, and what was expected. */
class MistakesTest {
    private static final String BEGINNING = "A title.\nrows: P1\n\nMain: spawn(A)\n";

    @TempDir
    Path folder;

    /** The same for the reader in Elixir: {@code scenarios.exs check}. */
    static Stream<Arguments> mistakes() throws IOException {
        List<Arguments> mistakes = new ArrayList<>();
        List<String> scenario = new ArrayList<>();
        for (String line :
                Files.readAllLines(Path.of("mistakes.txt")).stream().skip(3).toList()) {
            if (line.startsWith("=> ")) {
                mistakes.add(Arguments.of(String.join("\n", scenario), line.substring(3)));
                scenario.clear();
            } else {
                scenario.add(line);
            }
        }
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aScenarioWithAMistake(String scenario, String said) {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", scenario))
                .isInstanceOf(MistakeException.class)
                .hasMessageStartingWith("a.scn:" + said);
    }

    /** Which rows there are, says {@code CompletenessTest}; those of B, old mistakes of others, no scenario shows. */
    @Test
    void allRowsThatThereAreAndNoOthers() throws IOException {
        List<MatchResult> groups = Pattern.compile("Row\\.upTo\\(\"([A-Z]+)\", (\\d+)\\)")
                .matcher(Files.readString(
                        Path.of("../handrolled/src/test/java/otp/handrolled/rows/CompletenessTest.java")))
                .results()
                .filter(group -> !group.group(1).equals("B"))
                .toList();

        assertThat(groups).isNotEmpty().allSatisfy(group -> {
            assertThat(Vocabulary.isRow(group.group(1) + group.group(2))).isTrue();
            assertThat(Vocabulary.isRow(group.group(1) + (Integer.parseInt(group.group(2)) + 1)))
                    .isFalse();
        });
    }

    @Test
    void anAbyssOfBrackets() {
        String abyss = "{".repeat(100_000) + "x" + "}".repeat(100_000);

        assertThatThrownBy(() -> Scenarios.parse("a.scn", BEGINNING + "Main: send(A, " + abyss + ")\n"))
                .isInstanceOf(MistakeException.class)
                .hasMessageStartingWith("a.scn:5: expected terms that are nested at most 100 deep, got: {{{")
                .hasMessageMatching(".{50,300}");
    }

    @Test
    void moreStepsThanAnybodyWouldRead() {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", BEGINNING + "Main: links()\n".repeat(100_000)))
                .isInstanceOf(MistakeException.class)
                .hasMessage("a.scn:1004: expected at most 1000 steps, got more");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path file = folder.resolve("a.scn");
        Files.write(file, (BEGINNING + "Main: send(A, é)\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Scenarios.read(file))
                .isInstanceOf(MistakeException.class)
                .hasMessage("a.scn:5: expected text in UTF-8, got bytes that are none");
    }

    @Test
    void aByteOrderMark() {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", "\uFEFF" + BEGINNING))
                .isInstanceOf(MistakeException.class)
                .hasMessage("a.scn:1: expected a text, got a byte order mark before it");
    }

    @Test
    void linesThatEndAsOnWindowsAreNone() {
        String windows = (BEGINNING + "A: exit({bad,\n  {x}})\n").replace("\n", "\r\n");

        assertThat(Scenarios.parse("a.scn", windows).steps())
                .extracting(Step::text)
                .containsExactly("spawn(A)", "exit({bad, {x}})");
    }
}
