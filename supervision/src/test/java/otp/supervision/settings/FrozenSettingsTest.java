package otp.supervision.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trap: a setting in a static field. Each test has the class as a JVM has it that has just started. */
@Tag("B28")
class FrozenSettingsTest {
    private static final String MAX_RESTARTS = "supervision.groups.max-restarts";

    @RegisterExtension
    final SystemProperties properties = new SystemProperties();

    private final FreshClass frozen = FreshClass.of(FrozenSettings.class);

    private static GroupSettings restarts(int max) {
        return new GroupSettings(max, Duration.ofSeconds(5));
    }

    @Test
    void aSettingInAStaticFieldStaysWhatItWasAtTheFirstUse() {
        var live = new LiveSettings<>(GroupSettings::of);
        assertThat(frozen.get("groups")).isEqualTo(restarts(3));
        properties.seen(MAX_RESTARTS, 8);
        assertThat(live.reload()).isEqualTo(restarts(8));
        assertThat(frozen.get("groups")).isEqualTo(restarts(3));
    }

    @Test
    void theFirstUseIsTheMomentAndNotTheStartOfTheProgram() {
        GroupSettings.load();
        properties.seen(MAX_RESTARTS, 8);
        assertThat(frozen.get("groups")).isEqualTo(restarts(8));
    }

    @Test
    void aWrongSettingFailsTheFirstUseAndThenEveryUseEvenWhenTheSettingWasPutRight() {
        properties.seen(MAX_RESTARTS, "many");
        assertThatThrownBy(() -> frozen.get("groups"))
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("got: many, from system properties");
        properties.seen(MAX_RESTARTS, 8);
        assertThat(GroupSettings.load()).isEqualTo(restarts(8));
        assertThatThrownBy(() -> frozen.get("groups"))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("Could not initialize class otp.supervision.settings.FrozenSettings");
    }

    /** In Elixir the value would still be the one of the build. */
    @Test
    void theNextStartOfTheJvmSeesTheNewSetting() {
        assertThat(frozen.get("groups")).isEqualTo(restarts(3));
        properties.seen(MAX_RESTARTS, 8);
        assertThat(FreshClass.of(FrozenSettings.class).get("groups")).isEqualTo(restarts(8));
    }
}
