package otp.observer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, as a terminal would start it. */
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private Program(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader();
        this.errors = errors;
    }

    static Program start(Class<?> main, List<String> options) throws IOException {
        var errors = Files.createTempFile("program", ".err");
        var command = new ArrayList<>(hearingCtrlC());
        command.addAll(javaCommand(main, options));
        return new Program(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    static List<String> javaCommand(Class<?> main, List<String> options) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1", // it does not run for long
                "-Dlogback.configurationFile=logback.xml"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /**
     * A shell that runs these tests in the background lets all its descendants ignore SIGINT, and a JVM abides by that. So it is
     * switched on again, where there is GNU's {@code env}; elsewhere it is hoped that nobody has switched it off.
     */
    private static List<String> hearingCtrlC() {
        var prefix = List.of("env", "--default-signal=INT");
        try {
            Process probe = new ProcessBuilder(List.of("env", "--default-signal=INT", "true"))
                    .redirectErrorStream(true)
                    .start();
            return probe.waitFor() == 0 ? prefix : List.of();
        } catch (IOException noEnv) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next line of its output; null at the end. Blocks. */
    String line() throws IOException {
        return output.readLine();
    }

    /** All lines until it has ended. Blocks. */
    List<String> remainingLines() {
        return output.lines().toList();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Whether a process has ended; also one whose exit code nobody has asked for yet, which Linux goes on to list. */
    static boolean hasEnded(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        return !process.isAlive()
                || (Files.exists(stat) && Files.readString(stat).contains(") Z "));
    }

    /** Sends a signal, such as {@code INT}, the way the command {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the program has not ended after 30 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
