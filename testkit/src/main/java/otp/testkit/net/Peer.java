package otp.testkit.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The server's end of one connection, as a test plays it. Text is UTF-8; what is written leaves at once (TCP_NODELAY). All methods
 * but {@link #isEnded} block, reading not longer than the server's limit.
 *
 * <p>To be used by one thread at a time; {@link #close} and {@link #reset} by any.
 */
public final class Peer implements AutoCloseable {
    private static final int LONGEST_SHOWN = 1_000;

    private final Socket socket;
    private final Duration limit;
    private volatile boolean ended;

    Peer(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.limit = limit;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    }

    // region read
    /**
     * The next bytes that the client sends, as many as asked for.
     *
     * @throws AssertionError if nothing more comes for as long as the limit is, or the client ends the connection; says what had come
     */
    public byte[] read(int count) {
        byte[] bytes = new byte[count];
        int have = 0;
        try {
            InputStream in = socket.getInputStream();
            while (have < count) {
                int more = in.read(bytes, have, count - have);
                if (more < 0) {
                    ended = true;
                    throw new AssertionError("The client ended the connection after %d of %d bytes: %s"
                            .formatted(have, count, shown(bytes, have)));
                }
                have += more;
            }
            return bytes;
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "The client sent %d of %d bytes, then none for %s: %s"
                            .formatted(have, count, limit, shown(bytes, have)),
                    e);
        } catch (IOException e) {
            throw new AssertionError(
                    "The connection broke (%s) after %d of %d bytes: %s"
                            .formatted(e.getMessage(), have, count, shown(bytes, have)),
                    e);
        }
    }

    /**
     * Reads as many bytes as these are, and fails unless they are these.
     *
     * @throws AssertionError if others come, or {@link #read} fails
     */
    public void expect(byte[] wanted) {
        byte[] came = read(wanted.length);
        if (!Arrays.equals(wanted, came)) {
            throw new AssertionError("Expected from the client: %s%nIt sent:                  %s"
                    .formatted(shown(wanted, wanted.length), shown(came, came.length)));
        }
    }

    /** As {@link #expect(byte[])}, with text. */
    public void expect(String wanted) {
        expect(wanted.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Waits until the client ends the connection, whether it closes or resets it. What it still sends is thrown away.
     *
     * @throws AssertionError if it does not within the limit
     */
    public void awaitEnd() {
        long end = System.nanoTime() + limit.toNanos();
        byte[] buffer = new byte[8192];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(
                            "The client has gone on sending for " + limit + ": it should end the connection");
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The client has not ended the connection within " + limit, e);
        } catch (IOException e) {
            // A reset is an end.
        }
        ended = true;
    }

    /** Whether the connection is known to be over: the test ended it, or saw that the client did. */
    public boolean isEnded() {
        return ended;
    }
    // endregion

    // region write
    /**
     * Sends bytes, all at once: several answers joined reach the client as they are, or in pieces that the network chooses.
     *
     * @throws UncheckedIOException if the connection is over
     */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + shown(bytes, bytes.length), e);
        }
    }

    /** As {@link #write(byte[])}, with text. */
    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes in pieces, which end before each of the given places.
     *
     * @param between runs after each piece but the last. TCP may join again what is sent quickly: a test that must have them apart
     *     waits here until the client has seen the piece, or for a pause of its own
     * @param places where to cut: ascending, above 0 and below the number of bytes
     * @throws IllegalArgumentException if the places are not so
     */
    public void writeCut(byte[] bytes, Runnable between, int... places) {
        int from = 0;
        for (int place : places) {
            if (place <= from || place >= bytes.length) {
                throw new IllegalArgumentException("Cannot cut %d bytes at %s: expected ascending places from 1 to %d"
                        .formatted(bytes.length, Arrays.toString(places), bytes.length - 1));
            }
            from = place;
        }
        from = 0;
        for (int place : places) {
            write(Arrays.copyOfRange(bytes, from, place));
            between.run();
            from = place;
        }
        write(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** Sends bytes one by one. {@code between} as with {@link #writeCut}. */
    public void writeSlowly(byte[] bytes, Runnable between) {
        writeCut(bytes, between, IntStream.range(1, bytes.length).toArray());
    }
    // endregion

    // region end
    /** Ends the connection in order (FIN): the client reads what was sent, then the end. Does nothing if it is over. */
    @Override
    public void close() {
        end(false);
    }

    /** Ends the connection hard (RST): what is on the way may be lost, the client's reads and writes fail. */
    public void reset() {
        end(true);
    }

    /** Sends no more (FIN) but goes on reading: a connection closed halfway. */
    public void closeHalf() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot end the sending half", e);
        }
    }

    private void end(boolean hard) {
        try {
            ended = true;
            if (hard && !socket.isClosed()) socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot end a connection", e);
        }
    }
    // endregion

    /** Bytes as a Java programmer would write them in a string. */
    private static String shown(byte[] bytes, int count) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(count, LONGEST_SHOWN); i++) {
            byte b = bytes[i];
            switch (b) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (b >= ' ' && b < 127) {
                        text.append((char) b);
                    } else {
                        text.append("\\x%02x".formatted(b));
                    }
                }
            }
        }
        return text.append(count > LONGEST_SHOWN ? "\"…" : "\"").toString();
    }
}
