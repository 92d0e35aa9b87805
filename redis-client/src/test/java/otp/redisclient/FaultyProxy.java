package otp.redisclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between clients and a Redis, and does to what the Redis says whatever networks do. Also when there is no Redis: then
 * it accepts and closes.
 */
final class FaultyProxy implements AutoCloseable {
    /** What it can do. All but the last three happen once, to the next reply that passes. */
    enum Fault {
        /** The connection is reset. */
        RESET,
        /** It is closed in the middle of what is being said. */
        CUT,
        /** The server's half is closed in the middle; what the client says still passes. */
        HALF_CLOSE,
        /** Something comes in between that is no RESP. */
        GARBAGE,
        /** Nothing passes, until {@link #heal}: then what was held back comes late. New connections are accepted, and silent. */
        SILENCE,
        /** Each byte passes by itself, until {@link #heal}. */
        SLOWNESS,
        /** All is well. */
        NONE;

        private boolean stays() {
            return this == SILENCE || this == SLOWNESS || this == NONE;
        }
    }

    // Without a line break, and with no type of RESP in it: wherever it falls, it is an error and not another value.
    private static final byte[] GARBAGE = "\0?!no RESP".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SILENCE_SECONDS = 10;

    private final RedisUri target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();

    FaultyProxy(RedisUri target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        Thread.ofVirtual().start(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    void inject(Fault next) {
        lock.lock();
        try {
            fault.set(next);
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void heal() {
        inject(Fault.NONE);
    }

    /** How many sockets are open, a connection of a client having two. */
    int open() {
        return sockets.size();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that was gone before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        sockets.add(server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(target.host(), target.port()));
        } catch (IOException e) {
            end(client, server);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, server, false));
        pass(server, client, true);
    }

    private void pass(Socket from, Socket to, boolean faulty) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!faulty) {
                    to.getOutputStream().write(buffer, 0, length);
                } else if (!passReplies(buffer, length, to)) {
                    return; // the other direction goes on until the client ends it
                }
            }
        } catch (IOException e) {
            // The end of one end is the end of both.
        }
        end(from, to);
    }

    /** Returns false when no more replies are to pass. */
    private boolean passReplies(byte[] bytes, int length, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        Fault now = fault.get();
        if (!now.stays() && !fault.compareAndSet(now, Fault.NONE)) {
            now = Fault.NONE; // another connection has it
        }
        switch (now) {
            case NONE -> out.write(bytes, 0, length);
            case RESET -> {
                client.setSoLinger(true, 0);
                throw new IOException("reset");
            }
            case CUT -> {
                out.write(bytes, 0, length / 2);
                throw new IOException("cut");
            }
            case HALF_CLOSE -> {
                out.write(bytes, 0, length / 2);
                client.shutdownOutput();
                return false;
            }
            case GARBAGE -> {
                out.write(bytes, 0, length / 2);
                out.write(GARBAGE);
                out.write(bytes, length / 2, length - length / 2);
            }
            case SILENCE -> {
                awaitNoise();
                out.write(bytes, 0, length);
            }
            case SLOWNESS -> {
                for (int i = 0; i < length; i++) {
                    out.write(bytes, i, 1);
                }
            }
        }
        return true;
    }

    private void awaitNoise() {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(LONGEST_SILENCE_SECONDS);
            while (fault.get() == Fault.SILENCE && nanos > 0) {
                nanos = healed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed.
            }
            sockets.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        heal();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
