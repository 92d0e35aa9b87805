package otp.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP server on the loopback whose side of each conversation a test plays, line by line:
 *
 * <pre>{@code
 * try (var server = ScriptedServer.listen()) {
 *     client.connect(server.port());
 *     Peer peer = server.accept();
 *     peer.expect("PING\r\n");
 *     peer.write("+PO");
 *     peer.reset();
 * }
 * }</pre>
 *
 * <p>Every connection is accepted at once and then stays silent until the test speaks to it, so that a test decides what a client
 * meets: nobody listening ({@link #refuse}), a server that is silent ({@link #accept} and no more), or whatever its {@link Peer}
 * does. All waits are for an event and bounded; one that is over is an {@link AssertionError} that says what was waited for.
 *
 * <p>Thread-safe: a test may play several connections from several threads.
 */
public final class ScriptedServer implements AutoCloseable {
    /** How long a wait may take unless the test says otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int BACKLOG = 1024;

    private final Duration limit;
    private final int port;
    private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket listener; // guarded by this
    private @Nullable Thread acceptor; // guarded by this
    private volatile int lastPort; // where the connection comes from after which no other is accepted

    private ScriptedServer(Duration limit) {
        this.limit = limit;
        this.port = open(0);
    }

    /** Listens on a free port; waits are bounded by {@link #LIMIT}. */
    public static ScriptedServer listen() {
        return listen(LIMIT);
    }

    /**
     * Listens on a free port.
     *
     * @param limit how long a wait may take, at least a millisecond
     */
    public static ScriptedServer listen(Duration limit) {
        if (limit.toMillis() < 1)
            throw new IllegalArgumentException("A wait takes at least a millisecond, not " + limit);
        return new ScriptedServer(limit);
    }

    /** Where it listens; the same after {@link #refuse} and {@link #listenAgain}. */
    public int port() {
        return port;
    }

    /**
     * The oldest connection that was not taken yet, waited for.
     *
     * @throws AssertionError if none comes within the limit
     */
    public Peer accept() {
        try {
            Peer peer = accepted.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (peer != null) return peer;
        } catch (InterruptedException e) {
            throw interrupted("a connection", e);
        }
        throw new AssertionError(
                "No connection came to port %d within %s; %d had come before".formatted(port, limit, connections()));
    }

    /** How many connections have come since the beginning, taken by {@link #accept} or not. */
    public int connections() {
        return peers.size();
    }

    /** How many connections the clients have not ended, nor the test. What the client has done is noticed by reading. */
    public int open() {
        return (int) peers.stream().filter(peer -> !peer.isEnded()).count();
    }

    /** Listens no more: a client that connects is refused. The connections that are there stay. Does nothing if it is so. */
    public synchronized void refuse() {
        ServerSocket listening = listener;
        Thread accepting = acceptor;
        if (listening == null || accepting == null) return;
        try (listening;
                var last = new Socket()) {
            // Who has connected before counts as accepted: connections come in their order, so with our own the last of
            // them is here.
            last.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            lastPort = last.getLocalPort();
            last.connect(listening.getLocalSocketAddress());
            accepting.join(limit.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening on port " + port, e);
        } catch (InterruptedException e) {
            throw interrupted("the end of listening", e);
        }
        listener = null;
        acceptor = null;
    }

    /** Listens on the same port as before. Does nothing if it listens. */
    public synchronized void listenAgain() {
        if (listener == null) open(port);
    }

    /** Listens no more and ends all connections. */
    @Override
    public void close() {
        refuse();
        peers.forEach(Peer::close);
    }

    private synchronized int open(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true); // or the connections of before would keep the port for minutes
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
            listener = socket;
            lastPort = 0;
            acceptor = Thread.ofVirtual()
                    .name("scripted-server-" + socket.getLocalPort())
                    .start(() -> acceptAll(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + wanted + " of the loopback", e);
        }
    }

    private void acceptAll(ServerSocket from) {
        while (true) {
            try {
                Socket socket = from.accept();
                if (socket.getPort() == lastPort) {
                    socket.close();
                    return;
                }
                var peer = new Peer(socket, limit);
                peers.add(peer);
                accepted.add(peer);
            } catch (IOException e) {
                // Shows as a connection that does not come.
                if (from.isClosed()) return;
            }
        }
    }

    static AssertionError interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("Interrupted while waiting for " + what, e);
    }
}
