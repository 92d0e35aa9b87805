package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GoalTest {
    private final Figures figures = new Figures();

    @Test
    void aGoalBesideAnotherLaneIsReachedExactlyAtItsFactor() {
        figures.add(Row.CALL_1, Lane.BEAM, 1000);
        figures.add(Row.CALL_1, Lane.HANDROLLED, 800);

        assertThat(new Goal.AtMostTimes(0.8, Lane.BEAM)
                        .reached(figures, Row.CALL_1)
                        .orElseThrow())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void aGoalBesideAnotherLaneIsMissedBeyondIt() {
        figures.add(Row.CALL_1, Lane.BEAM, 1000);
        figures.add(Row.CALL_1, Lane.HANDROLLED, 1600);

        assertThat(new Goal.AtMostTimes(0.8, Lane.BEAM)
                        .reached(figures, Row.CALL_1)
                        .orElseThrow())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void aLimitIsMeasuredAgainstHandrolledAlone() {
        figures.add(Row.IDLE, Lane.HANDROLLED, 750);

        assertThat(new Goal.AtMost(1_000).reached(figures, Row.IDLE)).hasValue(0.75);
    }

    @Test
    void notSlowerBeyondTheSpreadIsMeasuredAgainstTheSlowestRoundOfTheOtherLane() {
        figures.add(Row.REDIS_1, Lane.LETTUCE_NIO, 40_000);
        figures.add(Row.REDIS_1, Lane.LETTUCE_NIO, 80_000);
        figures.add(Row.REDIS_1, Lane.HANDROLLED, 60_000);
        figures.add(Row.REDIS_1, Lane.HANDROLLED, 60_000);

        assertThat(new Goal.WithinSpread(Lane.LETTUCE_NIO).reached(figures, Row.REDIS_1))
                .hasValue(0.75);
    }

    @Test
    void aSpreadThatWasNotMeasuredLeavesTheGoalOpen() {
        figures.add(Row.REDIS_1, Lane.HANDROLLED, 60_000);

        assertThat(new Goal.WithinSpread(Lane.LETTUCE_NIO).reached(figures, Row.REDIS_1))
                .isEmpty();
    }

    @Test
    void aGoalBesideALaneThatWasNotMeasuredIsLeftOpen() {
        figures.add(Row.CALL_1, Lane.HANDROLLED, 1);

        assertThat(new Goal.AtMostTimes(0.8, Lane.BEAM).reached(figures, Row.CALL_1))
                .isEmpty();
    }
}
