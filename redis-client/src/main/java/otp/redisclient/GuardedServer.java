package otp.redisclient;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that runs under a {@link Guard}: this JVM's end of it. Not thread-safe but for {@link #process}: {@link LocalRedis}
 * sees to it.
 */
final class GuardedServer {
    private static final Duration GUARD_ANSWERS = Duration.ofSeconds(30);
    private static final Duration DIES = Duration.ofSeconds(10);
    private static final int TAIL = 4000;

    /** One life of the server: from the word to the guard to its exit code. */
    record Run(CompletableFuture<ProcessHandle> started, CompletableFuture<Integer> exited) {
        Run() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        /** All that waits on it fails, and should the server live, it does so no longer: there is nobody to watch it. */
        void abandon(Exception why) {
            started.thenAccept(ProcessHandle::destroyForcibly);
            started.completeExceptionally(why);
            exited.completeExceptionally(why);
        }
    }

    private final Path directory;
    private final Process guard;
    private volatile Run run = new Run();

    private GuardedServer(Path directory, Process guard) {
        this.directory = directory;
        this.guard = guard;
    }

    /** Starts the guard, not yet the server. The folder is the guard's from then on, to delete as well. */
    static GuardedServer of(Path directory, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx16m",
                "-cp",
                ownClasses(),
                Guard.class.getName(),
                directory.toString()));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .redirectError(directory.resolve("guard.log").toFile());
        // Meant for this JVM: an agent or a debugger's port would be in the guard's way.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        var server = new GuardedServer(directory, builder.start());
        // A platform thread: it reads a pipe, and would hold a virtual thread's carrier.
        Thread.ofPlatform().daemon().name("guard-of-redis").start(server::listen);
        return server;
    }

    private static String ownClasses() {
        try {
            return new File(Guard.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new LocalRedisException("Cannot tell where the classes of this program are", e);
        }
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) heard(line);
            run.abandon(new IOException("the guard of the server has ended"));
        } catch (IOException e) {
            run.abandon(e);
        }
    }

    private void heard(String line) {
        Run now = run;
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "started" -> {
                long id = Long.parseLong(words[1]);
                ProcessHandle.of(id)
                        .ifPresentOrElse(
                                now.started::complete,
                                () -> now.started.completeExceptionally(new IOException("it ended at once")));
            }
            case "exited" -> now.exited.complete(Integer.parseInt(words[1]));
            default -> now.abandon(new IOException(line));
        }
    }

    /** Has the server started, and waits for its process, not for more. */
    Run start(int port) throws IOException {
        Run begun = new Run();
        run = begun;
        try {
            guard.getOutputStream().write((port + "\n").getBytes(StandardCharsets.UTF_8));
            guard.getOutputStream().flush();
            begun.started.get(GUARD_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            return begun;
        } catch (ExecutionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException("The server does not start: " + why.getMessage(), why);
        } catch (TimeoutException e) {
            throw new IOException("The server's guard has not answered for " + GUARD_ANSWERS.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The server's process, if it runs. */
    Optional<ProcessHandle> process() {
        Run now = run;
        if (now.exited.isDone() || now.started.isCompletedExceptionally()) return Optional.empty();
        return Optional.ofNullable(now.started.getNow(null));
    }

    /** Ends the server, if it runs, and waits until it is gone; asks it first, unless it shall be by force. */
    void end(boolean byForce) {
        Run now = run;
        process().ifPresent(handle -> {
            if (byForce) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
            if (!isOver(now, DIES)) {
                handle.destroyForcibly();
                if (!isOver(now, DIES)) {
                    throw new LocalRedisException(
                            "The server " + handle.pid() + " cannot be ended, not by force either");
                }
            }
        });
    }

    /** Waits for the end of a life, not longer than the limit. */
    static boolean isOver(Run life, Duration limit) {
        try {
            life.exited.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Ends server and guard, and waits until both are gone, and their folder. */
    void close() throws IOException {
        guard.getOutputStream().close();
        try {
            if (!guard.waitFor(2 * DIES.toSeconds(), TimeUnit.SECONDS)) guard.destroyForcibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            process().ifPresent(ProcessHandle::destroyForcibly);
        }
        Guard.delete(directory); // if the guard could not
    }

    /** The last of what server and guard have printed. */
    String output() {
        var text = new StringBuilder();
        for (Path log : List.of(Guard.log(directory), directory.resolve("guard.log"))) {
            try {
                if (Files.exists(log)) text.append(Files.readString(log, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                text.append("(cannot read ")
                        .append(log)
                        .append(": ")
                        .append(e.getMessage())
                        .append(')');
            }
        }
        return text.substring(Math.max(0, text.length() - TAIL)).strip();
    }

    Path directory() {
        return directory;
    }

    long guardId() {
        return guard.pid();
    }

    private static LocalRedisException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LocalRedisException("Interrupted while waiting for a server", e);
    }
}
