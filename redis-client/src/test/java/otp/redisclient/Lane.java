package otp.redisclient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/**
 * How the contracts reach the client of one lane.
 *
 * @param <C> how the lane refers to a client
 */
public interface Lane<C> extends AutoCloseable {
    /** A new client. It may be connected by then, be connecting, or connect later. */
    C start(ConnectionOptions options) throws Exception;

    /**
     * Asks, and returns when the client has the command: of two that are asked one after the other, the first is the first. The
     * stage fails with a {@link RedisException}.
     *
     * @throws IllegalArgumentException if that is no command for this client
     */
    CompletionStage<RedisValue> command(C client, Command command, Duration timeout) throws Exception;

    /** The same for a pipeline. */
    CompletionStage<List<RedisValue>> pipeline(C client, List<Command> commands, Duration timeout) throws Exception;

    /** Stops a client, and waits until that is done. */
    void stop(C client) throws Exception;

    /** Moves the time of clients and callers, once they have done what is to be done, and waits until what falls due has been done. */
    void pass(Duration time) throws Exception;

    /** Stops all that was started. */
    @Override
    void close();
}
