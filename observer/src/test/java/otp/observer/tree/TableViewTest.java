package otp.observer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableViewTest {
    /** Of somebody else's making. */
    private record Odd() {
        @Override
        public String toString() {
            throw new IllegalStateException("on purpose");
        }
    }

    private static TableView.Entry shown(Object key, Object value) {
        return TableView.shown(List.of(Map.entry(key, value))).getFirst();
    }

    @Test
    void anEntryIsShownAsText() {
        assertThat(shown(List.of(1, 2), 3L)).isEqualTo(new TableView.Entry("[1, 2]", "3"));
    }

    @Test
    void markupStaysTheTextThatItIs() {
        assertThat(shown("<b>\"&", "</script>")).isEqualTo(new TableView.Entry("<b>\"&", "</script>"));
    }

    @Test
    void aLongTextIsCut() {
        assertThat(shown("x".repeat(10_000), 1).key()).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void aLongTextIsNotCutWithinACharacter() {
        assertThat(shown("x".repeat(199) + "\uD83D\uDE00", 1).key()).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void aToStringThatGivesNullIsTheWordNull() {
        record Silent() {
            @Override
            public String toString() {
                return null;
            }
        }
        assertThat(shown(new Silent(), 1).key()).isEqualTo("null");
    }

    @Test
    void aToStringThatThrowsIsNamedAndHarmsNobody() {
        assertThat(shown(new Odd(), 1).key())
                .isEqualTo("(" + Odd.class.getName() + ", whose toString throws java.lang.IllegalStateException)");
    }
}
