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

        assertThat(ringLine("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +0.75  met");
    }

    @Test
    void aGoalThatIsMissedStandsOut() {
        figures.add(Row.RING, Lane.BEAM, 400);
        figures.add(Row.RING, Lane.HANDROLLED, 500);

        assertThat(ringLine("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +1.25  MISSED");
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

        assertThat(ringLine("at most 1.00 x BEAM")).matches(" +at most 1.00 x BEAM +-  not measured");
    }

    @Test
    void tablesHaveColumnsOfTheirOwn() {
        figures.add(Row.READ_1, Lane.MAP, 4.2);

        assertThat(line("Caffeine")).matches(" +BEAM +Caffeine +ConcHashMap +handrolled  unit");
        assertThat(line("table read, 1")).matches("table read, 1 reader +\\[170] +- +4.2 +-  ns");
    }

    @Test
    void whatIsSmallIsShownToATenth() {
        figures.add(Row.CRASH_TO_LIVE, Lane.AKKA, 9.06);
        figures.add(Row.CRASH_TO_LIVE, Lane.HANDROLLED, 101.4);

        assertThat(line("crash to")).matches("crash to new live child +- +9.1 +- +- +101  us");
    }

    private String table() {
        return new Table(figures).toString();
    }

    /** The first line that contains this, from the row of the ring on. */
    private String ringLine(String part) {
        return table().lines()
                .dropWhile(line -> !line.startsWith(Row.RING.title))
                .filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow();
    }

    /** The first line that contains this. */
    private String line(String part) {
        return table().lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}
