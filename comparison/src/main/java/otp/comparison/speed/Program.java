package otp.comparison.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of its own process, with an end: what it prints, or an error that says what it said. */
record Program(List<String> command, Duration atMost) {

    /** One on this same JVM and class path. */
    static Program java(Class<?> main, List<String> jvmArguments, List<String> arguments, Duration atMost) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Program(command, atMost);
    }

    /** Runs it and returns what it printed, by lines. Blocks. */
    List<String> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var watchdog = new Watchdog(process, atMost)) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("expected " + command.getFirst() + " to end with 0, got " + code
                        + (watchdog.barked() ? " (ended after " + atMost.toSeconds() + " s)" : "") + ". It said:\n"
                        + output);
            }
            return output.lines().toList();
        }
    }

    /** Ends a process that takes too long, and one whose starter has failed. */
    private static final class Watchdog implements AutoCloseable {
        private final Process process;
        private final Thread thread;
        private volatile boolean barked;

        Watchdog(Process process, Duration atMost) {
            this.process = process;
            this.thread = Thread.startVirtualThread(() -> {
                try {
                    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                        barked = true;
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        boolean barked() {
            return barked;
        }

        @Override
        public void close() {
            thread.interrupt();
            process.destroyForcibly();
        }
    }
}
