package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).hasValue(5.0);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Figures.median(List.of(4.0, 1.0, 9.0, 2.0))).hasValue(3.0);
    }

    @Test
    void nothingHasNoMedian() {
        assertThat(Figures.median(List.of())).isEmpty();
    }

    @Test
    void aRatioIsTakenWithinEachRoundAndNotOfTheMedians() {
        round(Lane.HANDROLLED, 100, 300, 200);
        round(Lane.BEAM, 200, 300, 1000);

        // 0.5, 1.0 and 0.2; the medians would give 200 / 300
        assertThat(figures.ratio(Row.RING, Lane.BEAM)).hasValue(0.5);
    }

    @Test
    void aLaneThatMissesARoundHasNoRatio() {
        round(Lane.HANDROLLED, 100, 300);
        round(Lane.BEAM, 200);

        assertThat(figures.ratio(Row.RING, Lane.BEAM)).isEmpty();
    }

    @Test
    void whatWasNotMeasuredHasNoRatio() {
        round(Lane.HANDROLLED, 100);

        assertThat(figures.ratio(Row.RING, Lane.BEAM)).isEmpty();
    }

    @Test
    void aFigureOfZeroIsRefused() {
        assertThatThrownBy(() -> figures.add(Row.RING, Lane.BEAM, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ring of 1,000")
                .hasMessageContaining("got: 0.0");
    }

    @Test
    void aFigureThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> figures.add(Row.RING, Lane.BEAM, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void round(Lane lane, double... rounds) {
        for (double figure : rounds) {
            figures.add(Row.RING, lane, figure);
        }
    }
}
