package otp.redisclient.handrolled;

import static otp.handrolled.process.Processes.disown;
import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.self;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Clock;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.handrolled.BlockingClient.State;
import otp.redisclient.resp.ParseError;

/**
 * The first client: it sends a request, waits for the replies, and takes the next request. That is {@code :gen_tcp} in passive mode,
 * and the simplest that can work. Callers queue in its mailbox, so one slow command holds up all that come after it; that is what
 * {@link PipelinedClient} is for.
 *
 * <p>It connects when there is something to send. When the time of a request is over, or anything is wrong with the connection, it
 * closes it: a reply that comes late must not be the next caller's (B14).
 */
public final class BlockingClient implements GenServer<State, Request> {
    /**
     * What it remembers.
     *
     * @param line the connection, if there is one
     */
    record State(@Nullable Line line) {}

    private final ConnectionOptions options;

    private BlockingClient(ConnectionOptions options) {
        this.options = options;
    }

    /**
     * Starts a client that is linked to the caller. It connects with the first request.
     *
     * @param options where to, and how; back-off and health check are for {@link RedisConnection}
     * @param server its name
     * @return the client, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> startLink(ConnectionOptions options, Options server) {
        return GenServer.startLink(new BlockingClient(options), server);
    }

    /**
     * Starts one without a link, on any node and from any thread.
     *
     * @param node where
     * @param options where to, and how
     * @param server its name
     * @return the client, or {@link ExitReason.AlreadyStarted}
     */
    public static OnStart<ServerRef<Request>> start(Node node, ConnectionOptions options, Options server) {
        return GenServer.start(node, new BlockingClient(options), server);
    }

    @Override
    public Init<State> init() {
        return Init.ok(new State(null));
    }

    @Override
    public Next<State> handle(Request request, State state) {
        Clock clock = self().node().clock();
        if (request.isOver(clock)) {
            return Next.noreply(state); // it has waited behind others for too long, and nobody waits for its replies
        }
        Line line = state.line == null ? new Line() : state.line;
        Answer answer = state.line == null ? connected(line, request, clock) : exchanged(line, request, clock);
        return Next.reply(request.from(), answer, new State(line.isOpen() ? line : null));
    }

    private Answer connected(Line line, Request request, Clock clock) {
        own(line);
        long connectBy = Math.min(request.deadline(), Timeouts.deadline(clock, options.connectTimeout()));
        try (var _ = line.closedAt(connectBy, clock)) {
            line.connect(options);
        } catch (IOException | ParseError | UnexpectedReplyException e) {
            return failed(line, request.isOver(clock) ? Reason.TIMEOUT : Reason.NOT_CONNECTED, e);
        }
        return exchanged(line, request, clock);
    }

    // region exchange
    private static Answer exchanged(Line line, Request request, Clock clock) {
        try (var _ = line.closedAt(request.deadline(), clock)) {
            return new Answer.Replies(line.exchange(request.commands()));
        } catch (IOException | ParseError | UnexpectedReplyException e) {
            return failed(line, request.isOver(clock) ? Reason.TIMEOUT : Reason.DISCONNECTED, e);
        }
    }

    private static Answer failed(Line line, Reason reason, Exception e) {
        line.close();
        disown(self(), line);
        return new Answer.Failed(reason, Line.describe(e));
    }
    // endregion
}
