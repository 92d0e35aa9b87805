package otp.redisclient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small program that outlives the JVM that has started it, by just so long as it takes to end that JVM's server. The server is
 * its child, not the JVM's, so that there is no moment in which a server runs and nobody watches. It needs nothing but itself
 * and a JDK.
 *
 * <p>Whatever ends the JVM, SIGKILL as well, the operating system then closes the pipe to this program's input: its end is the
 * sign to kill the server and to delete its folder. Each line of the input is a port to start a server on; what happens is said,
 * a line each: {@code started <process id>}, {@code failed <why>}, {@code exited <code>}.
 *
 * <p>Arguments: the server's folder, then its command, to which {@code --port <port>} is added.
 */
final class Guard {
    private static final long SECONDS_TO_DIE = 10;

    private final Path directory;
    private final List<String> command;
    private @Nullable Process server;
    private boolean over;

    private Guard(Path directory, List<String> command) {
        this.directory = directory;
        this.command = command;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        var guard = new Guard(Path.of(all.getFirst()), all.subList(1, all.size()));
        // A hook: Ctrl-C in a terminal comes to this process as well, and before the end of the input.
        Runtime.getRuntime().addShutdownHook(new Thread(guard::end, "end"));
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String port = input.readLine(); port != null; port = input.readLine()) guard.start(port);
        }
    }

    private synchronized void start(String port) {
        if (over) return;
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--port", port));
        try {
            Process started = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(log(directory).toFile()))
                    .start();
            started.getOutputStream().close();
            server = started;
            say("started " + started.pid());
            started.onExit().thenAccept(ended -> say("exited " + ended.exitValue()));
        } catch (IOException e) {
            say("failed " + e);
        }
    }

    private synchronized void end() {
        over = true;
        try {
            Process running = server;
            if (running != null) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly().waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
            }
            delete(directory);
        } catch (InterruptedException | IOException e) {
            say("failed " + e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Where the server's output goes. */
    static Path log(Path directory) {
        return directory.resolve("server.log");
    }

    /** Deletes a folder and all that is in it; one that is gone is well. */
    static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) return;
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
