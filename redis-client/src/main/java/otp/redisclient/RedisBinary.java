package otp.redisclient;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/** The program that {@link LocalRedis} starts: the one in the jar of embedded-redis, or one that is installed. */
final class RedisBinary {
    private static final Logger log = LoggerFactory.getLogger(LocalRedis.class);
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");
    private static final long SECONDS_FOR_VERSION = 10;

    private RedisBinary() {}

    /**
     * The first that there is.
     *
     * @param embedded the program of the jar
     * @param path the variable PATH, or null
     * @throws LocalRedisException if there is none; one sentence that says what to do
     */
    static Path find(Optional<Path> embedded, @Nullable String path) {
        return embedded.or(() -> onPath(path))
                .orElseThrow(() -> new LocalRedisException(
                        "There is no Redis to be had here (none comes for %s on %s, and neither redis-server nor valkey-server is on the PATH): install one of the two, or start one elsewhere, such as with docker compose up -d --wait, and name it in REDIS_URL, such as redis://127.0.0.1:6379"
                                .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))));
    }

    /**
     * Writes the program for this machine into a folder. Empty if there is none for it, or none that runs: the one for Linux needs
     * glibc, which Alpine has not.
     */
    static Optional<Path> embedded(Path directory) {
        try {
            Path program = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .toPath();
            return runs(program) ? Optional.of(program) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.info("There is no embedded Redis for this machine: {}", e.toString());
            return Optional.empty();
        }
    }

    private static boolean runs(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            boolean ended = process.waitFor(SECONDS_FOR_VERSION, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalRedisException("Interrupted while trying " + program, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<Path> onPath(@Nullable String path) {
        if (path == null) return Optional.empty();
        for (String name : NAMES) {
            for (String folder : path.split(File.pathSeparator)) {
                for (String ending : List.of("", ".exe")) {
                    Optional<Path> program = executable(folder, name + ending);
                    if (program.isPresent()) return program;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> executable(String folder, String name) {
        try {
            Path program = Path.of(folder, name).toAbsolutePath();
            return Files.isRegularFile(program) && Files.isExecutable(program)
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty(); // something odd on the PATH is none of our business
        }
    }
}
