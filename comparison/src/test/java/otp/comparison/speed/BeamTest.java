package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BeamTest {
    @Test
    void readsARowsNameATabAndAFigure() {
        assertThat(Beam.parse(List.of("call-1\t1353.1", "idle\t2660.0")))
                .containsExactly(entry(Row.CALL_1, 1353.1), entry(Row.IDLE, 2660.0));
    }

    @Test
    void anythingElseIsAnErrorThatShowsIt() {
        assertThatThrownBy(() -> Beam.parse(List.of("warning: something")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got: warning: something");
    }

    @Test
    void theScriptDoesAsMuchInABatchAsTheBenchmarksDo() throws IOException {
        List<String> amounts = Pattern.compile(
                        "^  @(?:calls|casts|spawns|ring|hops|idle) ([0-9_]+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("speed.exs")))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();

        assertThat(amounts)
                .containsExactlyElementsOf(Stream.of(
                                "@calls " + grouped(Sizes.CALLS),
                                "@casts " + grouped(Sizes.CASTS),
                                "@spawns " + grouped(Sizes.SPAWNS),
                                "@ring " + grouped(Sizes.RING),
                                "@hops " + grouped(Sizes.HOPS),
                                "@idle " + grouped(Sizes.IDLE))
                        .toList());
    }

    private static String grouped(int amount) {
        return String.format(java.util.Locale.ROOT, "%,d", amount).replace(',', '_');
    }
}
