package otp.redisclient.handrolled;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;

import java.io.IOException;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.resp.ParseError;

/**
 * Owns the socket of one connection, from the attempt to make it to its end: {@code Redix.SocketOwner}. It connects, says AUTH and
 * SELECT, tells its client that it is {@link Connected}, and reads. So the process that callers ask never waits for the network
 * (X13).
 *
 * <p>On the BEAM an active socket sends its owner messages, and {@code active: :once} keeps them from piling up. Here the owner
 * is a process that does nothing but read, blocked on its virtual thread: what it has not read stays in the operating system, which
 * slows the server down. It cannot receive messages meanwhile and need not. To end the connection, end the owner: the socket
 * is closed with its owner, as a port is. When the connection ends by itself, the owner exits with {@code {shutdown, why}}. Either way
 * the client, which is linked and traps exits, hears of it once and after all else.
 */
final class SocketOwner implements ProcessBody {
    private final ConnectionOptions options;
    private final Pid client;

    private SocketOwner(ConnectionOptions options, Pid client) {
        this.options = options;
        this.client = client;
    }

    /** The server has let us in. The client adds and sends requests from now on; the owner answers them. */
    record Connected(Pid owner, Pid writer, Pending pending) {
        /** The order of both is the order of the client's calls: that is what makes the order of the replies mean something. */
        void send(Request request) {
            if (pending.size() >= Pending.LIMIT) {
                request.from().reply(Answer.Failed.overloaded());
            } else {
                pending.add(request);
                SocketWriter.write(writer, request.commands());
            }
        }
    }

    /** Starts to connect, for the calling process. Returns at once. */
    static Pid startLink(ConnectionOptions options) {
        return spawnLink("redis socket", new SocketOwner(options, self()));
    }

    /** The words for why an owner has ended. */
    static String why(ExitReason reason) {
        return reason instanceof ExitReason.ShutdownWith(var why)
                ? why.toString()
                : "the owner of the socket exited: " + reason;
    }

    // region run
    @Override
    public void run() {
        var line = new Line();
        own(line);
        try {
            line.connect(options);
            var connected = new Connected(self(), SocketWriter.startLink(line), new Pending());
            send(client, connected);
            while (true) {
                line.read(connected.pending::take);
            }
        } catch (IOException | ParseError | UnexpectedReplyException e) {
            exit(new ExitReason.ShutdownWith(Line.describe(e)));
        }
    }
    // endregion
}
