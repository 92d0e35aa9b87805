package otp.redisclient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis for tests and demonstrations, with nothing to install.
 *
 * <pre>{@code
 * try (var redis = LocalRedis.open()) {
 *     connect(redis.uri());
 * }
 * }</pre>
 *
 * <p>{@link #open} takes, in this order: the server that the variable {@code REDIS_URL} names; the program that comes in the jar of
 * embedded-redis; a {@code redis-server} or {@code valkey-server} on the PATH. A server of its own listens on a port of its own on the
 * loopback, writes only into a temporary folder of its own, keeps nothing over a restart, and is gone when it is closed or when this
 * JVM ends, in whatever way: a {@link Guard} sees to it. What else listens on this machine is never touched.
 *
 * <p>Thread-safe. All methods but {@link #uri} and {@link #isOwn} block, none without a bound.
 */
public final class LocalRedis implements AutoCloseable {
    /** The variable that names a server to be used. */
    public static final String VARIABLE = "REDIS_URL";

    private static final Duration UP = Duration.ofSeconds(30);
    private static final Duration ANSWERS = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int PORTS_TO_TRY = 5;

    private final RedisUri uri;
    private final @Nullable Own own;

    /** A server of our own. Its mark is a setting that no other server has: it tells whose answer a PING was. */
    private record Own(GuardedServer server, String mark) {}

    private LocalRedis(RedisUri uri, @Nullable Own own) {
        this.uri = uri;
        this.own = own;
    }

    // region open
    /**
     * The server that {@code REDIS_URL} names, or else one of its own, which answers by then.
     *
     * @throws LocalRedisException if REDIS_URL is wrong or names none that answers; or if there is none to start, or it does not
     *     start; then the message carries what it has printed
     */
    public static LocalRedis open() {
        return open(System.getenv(VARIABLE));
    }

    static LocalRedis open(@Nullable String url) {
        return url == null || url.isBlank() ? own() : given(url);
    }

    /**
     * A server of its own, whatever {@code REDIS_URL} says: one that a test may stop, pause, and kill.
     *
     * @throws LocalRedisException as {@link #open} throws it
     */
    public static LocalRedis own() {
        return own(Optional.empty());
    }

    /** @param program the server's program; if empty, it is looked for */
    static LocalRedis own(Optional<Path> program) {
        try {
            Path directory = Files.createTempDirectory("otp-redis-");
            try {
                return own(
                        directory,
                        program.orElseGet(
                                () -> RedisBinary.find(RedisBinary.embedded(directory), System.getenv("PATH"))));
            } catch (IOException | RuntimeException e) {
                Guard.delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new LocalRedisException("No Redis could be started: " + e.getMessage(), e);
        }
    }

    private static LocalRedis own(Path directory, Path program) throws IOException {
        String mark = "otp-" + UUID.randomUUID() + ".rdb";
        var command =
                new ArrayList<>(List.of(program.toString(), "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(List.of("--dbfilename", mark, "--save", "", "--appendonly", "no", "--daemonize", "no"));
        GuardedServer server = GuardedServer.of(directory, command);
        try {
            for (int attempt = 1; ; attempt++) {
                var redis = new LocalRedis(new RedisUri("127.0.0.1", freePort()), new Own(server, mark));
                try {
                    redis.start();
                    return redis;
                } catch (LocalRedisException e) {
                    boolean portWasTaken = server.output().contains("ddress already in use");
                    if (!portWasTaken || attempt == PORTS_TO_TRY) throw e;
                }
            }
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A port that was free just now: another program may be faster, so that the start is tried again with another. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static LocalRedis given(String url) {
        RedisUri uri;
        try {
            uri = RedisUri.parse(url);
        } catch (IllegalArgumentException e) {
            throw new LocalRedisException(VARIABLE + " is wrong: " + e.getMessage()
                    + ". Correct it, or unset it: then a Redis is started here.");
        }
        try (var probe = new Probe(uri, ANSWERS)) {
            probe.ping();
        } catch (IOException | RuntimeException e) {
            throw new LocalRedisException(
                    "%s names %s, where no Redis answers (%s): start it, correct the variable, or unset it: then one is started here."
                            .formatted(VARIABLE, uri, e.getMessage()),
                    e);
        }
        return new LocalRedis(uri, null);
    }
    // endregion

    /** Where it is. The same after a restart. */
    public RedisUri uri() {
        return uri;
    }

    /** Whether it was started here, so that it can be stopped. */
    public boolean isOwn() {
        return own != null;
    }

    // region life
    /**
     * Starts it again, empty, on the same port, and waits until it answers. Does nothing if it runs.
     *
     * @throws LocalRedisException if it does not start; with what it has printed
     * @throws UnsupportedOperationException if it is not {@link #isOwn our own}
     */
    public synchronized void start() {
        Own mine = mine("start");
        if (mine.server.process().isPresent()) return;
        try {
            GuardedServer.Run run = mine.server.start(uri.port());
            long end = System.nanoTime() + UP.toNanos();
            IOException why = new IOException("it was not asked yet");
            while (System.nanoTime() < end) {
                // Not a mere pause: a server that ends is noticed at once.
                if (GuardedServer.isOver(run, PAUSE)) throw failed(mine, "It ended before it answered", null);
                try (var probe = new Probe(uri, ANSWERS)) {
                    probe.ping();
                    if (probe.setting("dbfilename").equals(mine.mark)) return;
                    why = new IOException("another server answers on port " + uri.port());
                } catch (IOException e) {
                    why = e;
                }
            }
            mine.server.end(true);
            throw failed(mine, "It does not answer within " + UP.toSeconds() + " s", why);
        } catch (IOException e) {
            throw failed(mine, "It does not start", e);
        }
    }

    private static LocalRedisException failed(Own mine, String what, @Nullable IOException cause) {
        String why = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new LocalRedisException(
                "No Redis could be started. " + what + why + "; this is what it printed:\n" + mine.server.output(),
                cause);
    }

    /**
     * Asks it to end (SIGTERM), and waits until it is gone. Clients see their connections closed. Does nothing if it does not run.
     *
     * @throws UnsupportedOperationException if it is not {@link #isOwn our own}
     */
    public synchronized void stop() {
        mine("stop").server.end(false);
    }

    /**
     * Ends it at once (SIGKILL), and waits until it is gone. Does nothing if it does not run.
     *
     * @throws UnsupportedOperationException if it is not {@link #isOwn our own}
     */
    public synchronized void kill() {
        mine("kill").server.end(true);
    }

    /** {@link #stop}, then {@link #start}. What it held is lost. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Ends it and deletes its folder; a server that {@code REDIS_URL} names is left alone. May be called twice. */
    @Override
    public synchronized void close() {
        if (own == null) return;
        try {
            own.server.close();
        } catch (IOException e) {
            throw new LocalRedisException("The server of " + uri + " is ended, but not all is cleaned up", e);
        }
    }
    // endregion

    private Own mine(String what) {
        if (own == null) {
            throw new UnsupportedOperationException(
                    "%s is the server that %s names: it is not ours to %s. Use LocalRedis.own()"
                            .formatted(uri, VARIABLE, what));
        }
        return own;
    }

    /** The ids of its processes, the server's first: what must be gone in the end. */
    List<Long> processes() {
        Own mine = mine("look into");
        List<Long> ids = new ArrayList<>();
        mine.server.process().ifPresent(handle -> ids.add(handle.pid()));
        ids.add(mine.server.guardId());
        return ids;
    }

    /** The folder that it writes to. */
    Path directory() {
        return mine("look into").server.directory();
    }
}
