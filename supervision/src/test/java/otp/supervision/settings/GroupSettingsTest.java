package otp.supervision.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSettingsTest {
    private static Config config(String maxRestarts, String period) {
        return ConfigFactory.parseString(
                "supervision.groups { max-restarts = " + maxRestarts + ", period = " + period + " }");
    }

    @Test
    void withoutASettingOfOursTheBudgetIsElixirsDefault() {
        assertThat(GroupSettings.of(ConfigFactory.defaultReference()))
                .isEqualTo(new GroupSettings(3, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1 s, 0, 1",
        "7, 2 minutes, 7, 120",
        "\"7\", 5000 ms, 7, 5",
        "3.0, 1h, 3, 3600",
        "1000000, 5000, 1000000, 5"
    })
    void aWholeNumberAndWholeSecondsAreTaken(String maxRestarts, String period, int restarts, int seconds) {
        assertThat(GroupSettings.of(config(maxRestarts, period)))
                .isEqualTo(new GroupSettings(restarts, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3.7", "many", "\"\"", "3000000000", "[1]", "{}", "true", "\"3 restarts\"", "1e9999"})
    void anythingButAWholeNumberOfRestartsIsRefused(String wrong) {
        assertThatThrownBy(() -> GroupSettings.of(config(wrong, "5 s")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(
                        "expected a whole number, zero or more, for supervision.groups.max-restarts, got: ");
    }

    @Test
    void aWrongSettingIsRefusedInASentenceThatSaysWhereItCameFrom() {
        assertThatThrownBy(() -> GroupSettings.of(config("-1", "5 s")))
                .hasMessage("expected a whole number, zero or more, for supervision.groups.max-restarts, got: -1,"
                        + " from String: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 s", "-5 s", "500 ms", "1.5 s", "soon", "5 sec ago", "\"\"", "[5]", "infinite"})
    void anythingButWholeSecondsIsRefused(String wrong) {
        assertThatThrownBy(() -> GroupSettings.of(config("3", wrong)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(
                        "expected whole seconds with their unit, such as 5 s, for supervision.groups.period,"
                                + " got: ");
    }

    @Test
    void aPeriodWithoutAUnitCountsMillisecondsAndTheRefusalShowsIt() {
        assertThatThrownBy(() -> GroupSettings.of(config("3", "5")))
                .hasMessageContaining("got: 5, which is PT0.005S, from String: 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "supervision.groups { period = 5 s }",
                "supervision.groups { max-restarts = null, period = 5 s }"
            })
    void aSettingThatIsMissingIsRefusedWithWhereItsDefaultShouldHaveComeFrom(String text) {
        assertThatThrownBy(() -> GroupSettings.of(ConfigFactory.parseString(text)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(
                        "for supervision.groups.max-restarts, got: nothing. Its default is in the reference.conf");
    }

    @Test
    void settingsThatATestMakesItselfAreCheckedToo() {
        assertThatThrownBy(() -> new GroupSettings(-1, Duration.ofSeconds(5)))
                .hasMessage("expected maxRestarts of zero or more, got: -1");
        assertThatThrownBy(() -> new GroupSettings(1, Duration.ofMillis(1_500)))
                .hasMessage("expected a period of whole seconds, one or more, got: PT1.5S");
    }

    /** Why maxRestarts is not read with getInt. */
    @Test
    void getIntTakesAFractionForAWholeNumber() {
        assertThat(ConfigFactory.parseString("n = 3.7").getInt("n")).isEqualTo(3);
    }
}
