package otp.comparison.scenario.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.comparison.scenario.Scenarios;

class RandomScenariosTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachIsAScenario(Kind kind) {
        assertThat(LongStream.range(0, 1000))
                .allSatisfy(seed -> assertThatCode(() -> Scenarios.parse("random", kind.scenario(seed)))
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSameSeedMakesTheSame(Kind kind) {
        String once = kind.scenario(7);
        String again = kind.scenario(7);

        assertThat(again).isEqualTo(once).isNotEqualTo(kind.scenario(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "0", "-1", "99999999999"})
    void aCountThatIsNone(String count) {
        assertThatThrownBy(() -> Search.number("how many", count, 1, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected how many, a number from 1 to 1000, got: " + count);
    }

    @Test
    void aKindThatIsNone() {
        assertThatThrownBy(() -> Kind.named("processes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected all or one of [process, supervisor, statem], got: processes");
    }
}
