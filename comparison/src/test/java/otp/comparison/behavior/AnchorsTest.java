package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import otp.comparison.scenario.Scenario;

class AnchorsTest {
    private static final Entry FIRST = entry("server/a", "G7");
    private static final Entry MAIN = entry("server/b", "G7", "G9");
    private static final Entry ABOUT_IT = entry("server/c", "G9");
    private static final List<Entry> ENTRIES = List.of(FIRST, MAIN, ABOUT_IT);

    @Test
    void aRowHasItsAnchorWithTheFirstThatIsAboutIt() {
        var anchors = new Anchors(ENTRIES, Map.of());
        assertThat(anchors.show("G7", FIRST)).isEqualTo("<a id=\"G7\"></a>G7");
        assertThat(anchors.show("G9", ABOUT_IT)).isEqualTo("<a id=\"G9\"></a>G9");
        assertThat(anchors.show("G7", MAIN)).isEqualTo("G7");
    }

    @Test
    void orWhereItIsWanted() {
        var anchors = new Anchors(ENTRIES, Map.of("G7", "server/b"));
        assertThat(anchors.show("G7", MAIN)).isEqualTo("<a id=\"G7\"></a>G7");
        assertThat(anchors.show("G7", FIRST)).isEqualTo("G7");
    }

    @Test
    void aScenarioThatThereIsNotIsNamed() {
        assertThatThrownBy(() -> new Anchors(ENTRIES, Map.of("G7", "server/z")))
                .hasMessage("expected in anchors.txt a scenario that shows G7, got: server/z");
    }

    @Test
    void aScenarioThatDoesNotShowTheRowIsNamed() {
        assertThatThrownBy(() -> new Anchors(ENTRIES, Map.of("G9", "server/a")))
                .hasMessage("expected in anchors.txt a scenario that shows G9, got: server/a");
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Anchors.parse("# rows\nG7 a b\n")).hasMessageEndingWith("got: G7 a b");
        assertThatThrownBy(() -> Anchors.parse("G7 a\nG7 b\n")).hasMessageEndingWith("got: G7 b");
    }

    private static Entry entry(String name, String... rows) {
        return new Entry(
                Path.of("scenarios", name + ".scn"),
                new Scenario(name, List.of(rows), List.of()),
                Verdict.SAME,
                "Main\n");
    }
}
