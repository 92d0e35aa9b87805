package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A JVM that has started a Redis and ends without closing it: no server stays behind, nor its guard, nor its folder. */
class KilledProgramTest {
    private static final long SECONDS = 30;

    @Test
    void aKilledJvmLeavesNoServer() throws Exception {
        try (var program = new Running()) {
            program.jvm.destroyForcibly();
            program.assertThatNothingIsLeft();
        }
    }

    @Test
    void aJvmThatJustEndsLeavesNoServer() throws Exception {
        try (var program = new Running()) {
            program.jvm.getOutputStream().close();
            program.assertThatNothingIsLeft();
        }
    }

    @Test
    void aKilledGuardTakesItsServerWithIt() throws Exception {
        try (var redis = LocalRedis.own()) {
            List<ProcessHandle> processes = redis.processes().stream()
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .toList();
            processes.getLast().destroyForcibly();
            for (ProcessHandle process : processes) process.onExit().get(SECONDS, TimeUnit.SECONDS);
            assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
        }
    }

    /** Another JVM that holds two servers until its input ends. */
    public static final class Program {
        public static void main(String[] arguments) throws IOException {
            var redises = List.of(LocalRedis.own(), LocalRedis.own());
            for (LocalRedis redis : redises) {
                System.out.println(redis.directory());
                redis.processes().forEach(System.out::println);
            }
            System.out.println("ready");
            System.in.read();
            System.exit(0);
        }
    }

    private static final class Running implements AutoCloseable {
        final Process jvm;
        final List<String> lines;

        Running() throws IOException {
            jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
            lines = Stream.generate(() -> line(output))
                    .takeWhile(line -> !line.equals("ready"))
                    .toList();
            assertThat(lines).hasSize(6);
        }

        private static String line(BufferedReader output) {
            try {
                String line = output.readLine();
                return line == null ? "ready" : line;
            } catch (IOException e) {
                throw new AssertionError("The program cannot be read", e);
            }
        }

        void assertThatNothingIsLeft() throws Exception {
            for (String line : lines) {
                if (line.chars().allMatch(Character::isDigit)) {
                    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(line));
                    if (process.isPresent()) process.get().onExit().get(SECONDS, TimeUnit.SECONDS);
                }
            }
            assertThat(lines.get(0))
                    .satisfies(folder -> assertThat(Path.of(folder)).doesNotExist());
            assertThat(lines.get(3))
                    .satisfies(folder -> assertThat(Path.of(folder)).doesNotExist());
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
        }
    }
}
