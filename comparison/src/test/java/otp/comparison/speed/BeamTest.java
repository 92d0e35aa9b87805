package otp.comparison.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeamTest {
    @Test
    void theScriptDoesAsMuchInABatchAsTheBenchmarksDo() throws IOException {
        assertThat(amounts("speed.exs", "Speed"))
                .containsExactlyElementsOf(Stream.of(
                                "@calls " + grouped(Sizes.CALLS),
                                "@casts " + grouped(Sizes.CASTS),
                                "@spawns " + grouped(Sizes.SPAWNS),
                                "@ring " + grouped(Sizes.RING),
                                "@hops " + grouped(Sizes.HOPS),
                                "@idle " + grouped(Sizes.IDLE),
                                "@events " + grouped(Sizes.EVENTS),
                                "@crashes " + grouped(Sizes.CRASHES),
                                "@restarts " + grouped(Sizes.RESTARTS),
                                "@restarting " + grouped(Sizes.RESTARTING),
                                "@children " + grouped(Sizes.CHILDREN),
                                "@keys " + grouped(Sizes.KEYS),
                                "@stride " + grouped(Sizes.STRIDE),
                                "@reads " + grouped(Sizes.READS),
                                "@writes " + grouped(Sizes.WRITES),
                                "@sweep " + grouped(Sizes.SWEEP),
                                "@gets " + grouped(Sizes.GETS),
                                "@puts " + grouped(Sizes.PUTS),
                                "@fetchers " + grouped(Sizes.FETCHERS))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = Row.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAND_OVER", "IDLE_COMPACT", "IDLE_NAMED_COMPACT"})
    void theScriptMeasuresEveryRowThatIsNotAboutTheJvm(Row row) throws IOException {
        String script = row.group == Group.REDIS ? "redis.exs" : "speed.exs";
        assertThat(Files.readString(Path.of(script))).contains("\"" + row.key + "\"");
    }

    @Test
    void theScriptForRedisDoesAsMuchInABatchAsTheBenchmarksDo() throws IOException {
        assertThat(amounts("redis.exs", "Redis"))
                .containsExactly(
                        "@keys " + grouped(Sizes.REDIS_KEYS),
                        "@lone " + grouped(Sizes.LONE_GETS),
                        "@shared " + grouped(Sizes.SHARED_GETS),
                        "@pipelined " + grouped(Sizes.PIPELINED),
                        "@members " + grouped(Sizes.MEMBERS));
    }

    /** The numbers that a module of a script has names for. */
    private static List<String> amounts(String script, String module) throws IOException {
        String text = Files.readString(Path.of(script));
        return Pattern.compile("^  @[a-z]+ [0-9_]+$", Pattern.MULTILINE)
                .matcher(text.substring(text.indexOf("defmodule " + module + " do")))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
    }

    private static String grouped(int amount) {
        return String.format(java.util.Locale.ROOT, "%,d", amount).replace(',', '_');
    }
}
