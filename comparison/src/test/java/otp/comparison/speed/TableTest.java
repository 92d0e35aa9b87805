package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Figures figures = new Figures();

    @Test
    void aRowShowsTheMedianOfEachLane() {
        for (double figure : new double[] {90, 110, 100}) {
            figures.add(Row.RING, Lane.BEAM, figure);
        }

        assertThat(line("ring of 1,000")).matches("ring of 1,000, a hop +100 +- +- +- +-  ns");
    }

    @Test
    void belowSeveralRoundsStandTheLeastAndTheMost() {
        figures.add(Row.RING, Lane.HANDROLLED, 310);
        figures.add(Row.RING, Lane.HANDROLLED, 290);

        assertThat(line("least-most")).endsWith("290-310");
    }

    @Test
    void belowOneRoundThereIsNoSpread() {
        figures.add(Row.RING, Lane.HANDROLLED, 310);

        assertThat(table()).doesNotContain("least-most");
    }

    @Test
    void aGoalThatIsMetSaysByHowMuch() {
        figures.add(Row.RING, Lane.BEAM, 400);
        figures.add(Row.RING, Lane.HANDROLLED, 300);

        assertThat(line("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +0.75  met");
    }

    @Test
    void aGoalThatIsMissedStandsOut() {
        figures.add(Row.RING, Lane.BEAM, 400);
        figures.add(Row.RING, Lane.HANDROLLED, 500);

        assertThat(line("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +1.25  MISSED");
    }

    @Test
    void aLimitShowsTheFigureItself() {
        figures.add(Row.IDLE, Lane.HANDROLLED, 850.4);

        assertThat(line("at most 1,000")).matches(" +at most 1,000 +850  met");
    }

    @Test
    void withoutTheBeamItsRecordedFigureIsShownAsOneFromElsewhere() {
        figures.add(Row.RING, Lane.HANDROLLED, 300);

        assertThat(line("ring of 1,000")).contains("[419]");
        assertThat(table()).contains("[..] recorded on another machine");
    }

    @Test
    void noRatioIsTakenOfAFigureFromElsewhere() {
        figures.add(Row.RING, Lane.HANDROLLED, 300);

        assertThat(line("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +-  not measured");
    }

    private String table() {
        return new Table(figures).toString();
    }

    /** The first line that contains this. */
    private String line(String part) {
        return table().lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}
