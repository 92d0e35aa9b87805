package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void readsARowsNameATabAndAFigure() {
        assertThat(Report.parse(List.of("call-1\t1353.1", "idle\t2660.0")))
                .containsExactly(entry(Row.CALL_1, 1353.1), entry(Row.IDLE, 2660.0));
    }

    @Test
    void anythingElseIsAnErrorThatShowsIt() {
        assertThatThrownBy(() -> Report.parse(List.of("warning: something")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got: warning: something");
    }

    @Test
    void findsTheFiguresOfAJavaProgramAmongWhateverElseItPrints() {
        assertThat(Report.marked(List.of("WARNING: something", "figure: sweep-all\t31.652")))
                .containsExactly(entry(Row.SWEEP_ALL, 31.652));
    }

    @Test
    void aFigureOfARowThatThereIsNotIsAnError() {
        assertThatThrownBy(() -> Report.marked(List.of("figure: sweep-some\t1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sweep-all")
                .hasMessageEndingWith("got: sweep-some\t1");
    }
}
