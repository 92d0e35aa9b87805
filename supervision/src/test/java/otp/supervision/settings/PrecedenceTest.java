package otp.supervision.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who overrides whom. A JVM cannot change its own environment, so each test starts one. */
class PrecedenceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aVariableThatTheFileNamesIsTakenAndASystemPropertyIsStronger() throws Exception {
        var environment = Map.of("SUPERVISION_MAX_RESTARTS", "7", "SUPERVISION_PERIOD", "7 s");
        assertThat(settings(environment, "-Dsupervision.groups.period=8 s")).isEqualTo(settings(7, 8));
    }

    @Test
    void aVariableIsOnlyAsStrongAsTheFileThatNamesItSoThatApplicationConfOverridesIt() throws Exception {
        Path file = Files.writeString(folder.resolve("application.conf"), "supervision.groups.max-restarts = 2");
        var environment = Map.of("SUPERVISION_MAX_RESTARTS", "7", "CONFIG_FORCE_supervision_groups_period", "9 s");
        assertThat(settings(environment, "-Dconfig.file=" + file))
                .as("without -Dconfig.override_with_env_vars=true nobody looks at CONFIG_FORCE_")
                .isEqualTo(settings(2, 5));
    }

    @Test
    void aVariableThatIsForcedIsStrongerThanASystemProperty() throws Exception {
        var environment = Map.of("CONFIG_FORCE_supervision_groups_max__restarts", "9");
        assertThat(settings(environment, "-Dconfig.override_with_env_vars=true", "-Dsupervision.groups.max-restarts=8"))
                .isEqualTo(settings(9, 5));
    }

    private static String settings(int maxRestarts, int seconds) {
        return new GroupSettings(maxRestarts, Duration.ofSeconds(seconds)).toString();
    }

    /** What a JVM says that is started with this. */
    private static String settings(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), ShowSettings.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the developer's own shell has set is not what this test is about.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SUPERVISION_")
                        || name.startsWith("CONFIG_FORCE_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process jvm = builder.start();
        try {
            String said = new String(jvm.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(jvm.waitFor()).as(said).isZero();
            return said;
        } finally {
            jvm.destroyForcibly();
        }
    }
}
