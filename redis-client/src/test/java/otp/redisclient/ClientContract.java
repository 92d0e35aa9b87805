package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.net.Peer;

/**
 * What the contracts share. Each test has a lane of its own.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class ClientContract<C> {
    /** For callers that are to be answered, however slow the machine is. */
    protected static final Duration LONG = Duration.ofHours(1);

    protected static final Command PING = Command.of("PING");
    protected static final RedisValue PONG = new RedisValue.SimpleString("PONG");

    private static final int SECONDS = 20;

    protected Lane<C> lane;

    /** A lane, with nothing started in it. */
    protected abstract Lane<C> open() throws Exception;

    @BeforeEach
    void openLane() throws Exception {
        lane = open();
    }

    @AfterEach
    void closeLane() throws Exception {
        lane.close();
    }

    protected final CompletionStage<RedisValue> ask(C client, Command command) throws Exception {
        return lane.command(client, command, LONG);
    }

    protected final CompletionStage<RedisValue> ask(C client, String name, Object... arguments) throws Exception {
        return ask(client, Command.of(name, arguments));
    }

    protected final RedisValue command(C client, String name, Object... arguments) throws Exception {
        return get(ask(client, name, arguments));
    }

    protected final List<RedisValue> pipeline(C client, Command... commands) throws Exception {
        return get(lane.pipeline(client, List.of(commands), LONG));
    }

    protected static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** What a stage fails with, which it must. */
    protected static Throwable failure(CompletionStage<?> stage) throws Exception {
        try {
            throw new AssertionError("expected a failure, got: " + get(stage));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    protected static void assertFails(CompletionStage<?> stage, Reason reason) throws Exception {
        assertThat(failure(stage))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    /** The server's end has just been asked this. */
    protected static void expect(Peer peer, Command... commands) {
        peer.expect(Command.encode(List.of(commands)));
    }

    protected static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
