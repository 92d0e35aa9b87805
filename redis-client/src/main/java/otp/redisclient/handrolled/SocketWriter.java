package otp.redisclient.handrolled;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.redisclient.resp.Command;

/**
 * Writes to one socket. A write waits when the server is slow to read, and then this process waits and not the client. What has
 * come meanwhile, from however many callers, goes out in one piece: the busier, the fewer writes, each of which costs more than
 * all else that is done for a command.
 */
final class SocketWriter implements ProcessBody {
    private static final int BUFFER = 32 << 10;

    private record Write(List<Command> commands) {}

    private static final Clauses<@Nullable Write> ANY = message -> message instanceof Write write ? () -> write : null;

    private final Line line;
    private final byte[] buffer = new byte[BUFFER];
    private int size;

    private SocketWriter(Line line) {
        this.line = line;
    }

    /** Starts one for the owner of the line, which is the caller. */
    static Pid startLink(Line line) {
        return spawnLink("redis writer", new SocketWriter(line));
    }

    /** Writes commands after all those before. Returns at once. */
    static void write(Pid writer, List<Command> commands) {
        send(writer, new Write(commands));
    }

    @Override
    public void run() {
        try {
            while (true) {
                gatherAll(receive(ANY));
                // Whoever is about to ask comes along in the same write, if it may run first. That costs a lone caller
                // next to nothing, and saves fifty callers a fifth of their time.
                Thread.yield();
                gatherAll(next());
                flush();
            }
        } catch (IOException e) {
            // The owner is linked: it ends too, and with it the connection.
            exit(new ExitReason.ShutdownWith("cannot write to the server: " + e.getMessage()));
        }
    }

    private static @Nullable Write next() {
        return receive(ANY, Duration.ZERO, () -> null);
    }

    private void gatherAll(@Nullable Write first) throws IOException {
        for (Write write = first; write != null; write = next()) {
            for (Command command : write.commands) {
                gather(command.encoded());
            }
        }
    }

    private void gather(byte[] bytes) throws IOException {
        if (bytes.length > buffer.length - size) {
            flush();
        }
        if (bytes.length > buffer.length) {
            line.write(bytes, 0, bytes.length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void flush() throws IOException {
        line.write(buffer, 0, size);
        size = 0;
    }
}
