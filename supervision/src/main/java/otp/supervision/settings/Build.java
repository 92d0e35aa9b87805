package otp.supervision.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What was known when the module was built, and cannot change afterwards: what {@code Application.compile_env/2} and
 * {@code Mix.Project.config()} are for. Maven has written it into a file beside this class.
 *
 * @param version the version of the module
 */
public record Build(String version) {

    /**
     * Reads what the build wrote. Blocks for as long as that takes.
     *
     * @return what it wrote
     * @throws IllegalStateException if the file is not what a build leaves behind
     */
    public static Build read() {
        var properties = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            properties.load(Objects.requireNonNull(
                    file, "expected build.properties beside the class Build, found none: build the module with Maven"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version", "");
        if (version.isBlank() || version.startsWith("$")) {
            throw new IllegalStateException("expected the version of the build in build.properties, got: \"" + version
                    + "\". Maven fills it in: build the module with Maven");
        }
        return new Build(version);
    }
}
