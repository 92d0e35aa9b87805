package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class TimedTest {
    @Test
    void eachRowAndLaneIsTimedOnce() {
        assertThat(Timed.all().stream().map(timed -> timed.row() + " " + timed.lane()))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachFigureHasItsColumn() {
        assertThat(Timed.all()).allMatch(timed -> timed.row().group.lanes.contains(timed.lane()));
    }

    @Test
    void eachIsABenchmarkThatExists() {
        assertThat(Timed.all())
                .allMatch(timed -> Stream.of(timed.jmh().benchmark().getMethods())
                        .anyMatch(method -> method.getName().equals(timed.jmh().method())
                                && method.isAnnotationPresent(Benchmark.class)));
    }

    @Test
    void eachGoalIsMeasuredBesideALaneThatTheTableShows() {
        List<Goal> strays = Stream.of(Row.values())
                .flatMap(row -> row.goals.stream().filter(goal -> switch (goal) {
                    case Goal.AtMostTimes(var _, var lane) -> !row.group.lanes.contains(lane);
                    case Goal.WithinSpread(var lane) -> !row.group.lanes.contains(lane);
                    case Goal.AtMost _ -> false;
                }))
                .toList();

        assertThat(strays).isEmpty();
    }
}
