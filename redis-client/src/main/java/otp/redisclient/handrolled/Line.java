package otp.redisclient.handrolled;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import otp.handrolled.process.Clock;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OwnedResource;
import otp.handrolled.process.Pid;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Greeting;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.ParseError;
import otp.redisclient.resp.Parser;
import otp.redisclient.resp.RedisValue;

/**
 * A socket and the parser that belongs to it: {@code :gen_tcp} in passive mode. It is closed with the process that owns it, as a port
 * is. All methods but {@link #close} and {@link #isOpen} block, and throw once it is closed, whoever has closed it: that is how a
 * deadline, or the end of the owner, ends them.
 */
final class Line implements OwnedResource {
    private static final int BUFFER = 64 << 10;

    private final Socket socket = new Socket();
    private final Parser parser = new Parser();
    private final byte[] buffer = new byte[BUFFER];

    /** Connects, and says AUTH and SELECT. */
    void connect(ConnectionOptions options) throws IOException {
        socket.setTcpNoDelay(true); // what is written is a whole request, or several
        socket.setKeepAlive(
                true); // a server that is gone without a word shows in the end, also if nobody asks it anything
        socket.connect(new InetSocketAddress(options.uri().host(), options.uri().port()));
        List<Command> greeting = Greeting.of(options.uri());
        if (!greeting.isEmpty()) {
            Optional<String> refused = Greeting.refused(greeting, exchange(greeting));
            if (refused.isPresent()) {
                throw new IOException(refused.get());
            }
        }
    }

    /** Sends commands and waits for as many replies. */
    List<RedisValue> exchange(List<Command> commands) throws IOException {
        checkNothingIsLeft();
        byte[] bytes = Command.encode(commands);
        write(bytes, 0, bytes.length);
        var replies = new ArrayList<RedisValue>(commands.size());
        while (replies.size() < commands.size()) {
            read(reply -> {
                if (!(reply instanceof RedisValue.Push)) {
                    replies.add(reply);
                }
            });
        }
        if (replies.size() > commands.size()) {
            throw new IOException("expected " + commands.size() + " replies, got " + replies.size());
        }
        return List.copyOf(replies);
    }

    /** What is there already is no reply to what has not been sent yet. */
    private void checkNothingIsLeft() throws IOException {
        while (socket.getInputStream().available() > 0) {
            read(reply -> {
                if (!(reply instanceof RedisValue.Push)) {
                    throw new UnexpectedReplyException(reply);
                }
            });
        }
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
    }

    /** Waits for bytes, and gives out the replies that they complete: none or many. */
    void read(Consumer<? super RedisValue> replies) throws IOException {
        InputStream in = socket.getInputStream();
        int length = in.read(buffer);
        if (length < 0) {
            throw new EOFException(
                    parser.isBetweenValues()
                            ? "the server closed the connection"
                            : "the server closed the connection in the middle of a reply");
        }
        parser.feed(buffer, 0, length, replies);
    }

    /** Puts off an end to whatever is being done until {@link Deadline#close} takes it away. */
    interface Deadline extends AutoCloseable {
        @Override
        void close();
    }

    /** Closes the line at an instant of a clock, unless that is taken away before. */
    Deadline closedAt(long instant, Clock clock) {
        if (instant == Clock.NEVER) {
            return () -> {};
        }
        Clock.Alarm alarm = clock.schedule(instant, this::close);
        return () -> {
            if (!alarm.cancel()) {
                close(); // it has rung, or rings just now: let it be closed when this returns
            }
        };
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** Closes the socket; if it is closed nothing happens. Never blocks. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public void ownerExited(Pid owner, ExitReason reason) {
        close();
    }

    /** An exception of this class in words that fit into a sentence. */
    static String describe(Exception e) {
        return switch (e) {
            case UnknownHostException unknown -> "there is no host " + unknown.getMessage();
            case ParseError error -> "the server sent what is no RESP: " + error.getMessage();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
