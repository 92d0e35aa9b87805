package otp.supervision.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are read anew while the application runs, and what {@code ConfigFactory} remembers. */
class LiveSettingsTest {
    private static final String MAX_RESTARTS = "supervision.groups.max-restarts";

    @RegisterExtension
    final SystemProperties properties = new SystemProperties();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    // ---- ConfigFactory ----

    @Test
    void loadReturnsTheSameConfigEachTime() {
        assertThat(ConfigFactory.load()).isSameAs(ConfigFactory.load());
    }

    @Test
    void aSystemPropertyThatIsSetAfterTheFirstLoadIsNotSeen() {
        ConfigFactory.load();
        properties.set(MAX_RESTARTS, 8);
        assertThat(ConfigFactory.load().getInt(MAX_RESTARTS)).isEqualTo(3);
        assertThat(ConfigFactory.systemProperties().hasPath(MAX_RESTARTS)).isFalse();
    }

    @Test
    void afterInvalidateCachesTheNextLoadSeesItAndAConfigThatSomebodyHoldsDoesNot() {
        Config held = ConfigFactory.load();
        properties.set(MAX_RESTARTS, 8);
        ConfigFactory.invalidateCaches();
        assertThat(ConfigFactory.load().getInt(MAX_RESTARTS)).isEqualTo(8);
        assertThat(held.getInt(MAX_RESTARTS)).isEqualTo(3);
    }

    @Test
    void aFileThatChangesIsReadOnceUntilInvalidateCaches() throws Exception {
        Path file = fileSaying("supervision.groups.max-restarts = 1");
        assertThat(ConfigFactory.load().getInt(MAX_RESTARTS)).isEqualTo(1);
        Files.writeString(file, "supervision.groups.max-restarts = 2");
        assertThat(ConfigFactory.load().getInt(MAX_RESTARTS)).isEqualTo(1);
        ConfigFactory.invalidateCaches();
        assertThat(ConfigFactory.load().getInt(MAX_RESTARTS)).isEqualTo(2);
    }

    // ---- LiveSettings ----

    @Test
    void nowIsWhatWasReadLastAndReloadReadsAnew() throws Exception {
        Path file = fileSaying("supervision.groups.max-restarts = 1");
        var live = new LiveSettings<>(GroupSettings::of);
        Files.writeString(file, "supervision.groups.max-restarts = 2");
        assertThat(live.now().maxRestarts()).isEqualTo(1);
        assertThat(live.reload().maxRestarts()).isEqualTo(2);
        assertThat(live.now().maxRestarts()).isEqualTo(2);
    }

    @Test
    void whoHoldsTheOldSettingsKeepsThem() {
        var live = new LiveSettings<>(GroupSettings::of);
        GroupSettings atStart = live.now();
        properties.set(MAX_RESTARTS, 8);
        live.reload();
        assertThat(atStart.maxRestarts()).isEqualTo(3);
    }

    @Test
    void aReloadThatFindsAWrongSettingIsRefusedAndLeavesAllAsItWas() throws Exception {
        Path file = fileSaying("supervision.groups { max-restarts = 1, period = 1 s }");
        var live = new LiveSettings<>(GroupSettings::of);
        GroupSettings before = live.now();
        Files.writeString(file, "supervision.groups { max-restarts = 2, period = tomorrow }");
        assertThatThrownBy(live::reload)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("supervision.groups.period, got: tomorrow, from ")
                .hasMessageContaining(file.getFileName() + ": 1");
        assertThat(live.now()).isSameAs(before);
    }

    @Test
    void aReloadOfAFileThatCannotBeReadLeavesAllAsItWas() throws Exception {
        Path file = fileSaying("supervision.groups.max-restarts = 1");
        var live = new LiveSettings<>(GroupSettings::of);
        Files.writeString(file, "supervision {{");
        assertThatThrownBy(live::reload).isInstanceOf(ConfigException.Parse.class);
        Files.delete(file);
        assertThatThrownBy(live::reload).isInstanceOf(ConfigException.IO.class);
        assertThat(live.now().maxRestarts()).isEqualTo(1);
    }

    /** A file that -Dconfig.file names. */
    private Path fileSaying(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("live.conf"), text);
        properties.seen("config.file", file);
        return file;
    }
}
