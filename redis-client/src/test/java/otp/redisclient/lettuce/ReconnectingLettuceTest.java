package otp.redisclient.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.ClientContract;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.RedisUri;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;
import otp.testkit.net.ScriptedServer;

/** What a connection of Lettuce's does that outlives its connection to the server: as it comes, it is not what ours does. */
class ReconnectingLettuceTest extends ClientContract<StatefulRedisConnection<byte[], byte[]>> {
    private static final Command INCR = Command.of("INCR", "key");

    @RegisterExtension
    final LogCapture log = LogCapture.of("io.lettuce");

    private final ScriptedServer server = ScriptedServer.listen();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected Lane<StatefulRedisConnection<byte[], byte[]>> open() {
        return new OnLettuce(LettuceTest.settings().build());
    }

    private ConnectionOptions options() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port()));
    }

    /** Ours is told that the command may have been done, and sends it no second time. */
    @Test
    void aCommandWithoutAReplyIsSentAgainOnTheNextConnection() throws Exception {
        StatefulRedisConnection<byte[], byte[]> connection = lane.start(options());
        CompletionStage<RedisValue> reply = ask(connection, INCR);
        Peer first = server.accept();
        expect(first, INCR);
        first.close();
        Peer second = server.accept();
        expect(second, INCR);
        second.write(":2\r\n");
        assertThat(get(reply).asLong()).isEqualTo(2);
    }

    /** Ours is refused at once. */
    @Test
    void whileThereIsNoConnectionCommandsWaitForOne() throws Exception {
        StatefulRedisConnection<byte[], byte[]> connection = lane.start(options());
        Peer first = server.accept();
        server.refuse();
        first.close();
        CompletionStage<RedisValue> reply = ask(connection, INCR);
        server.listenAgain();
        Peer second = server.accept();
        expect(second, INCR);
        second.write(":1\r\n");
        assertThat(get(reply).asLong()).isOne();
    }

    @Test
    void toldToRejectItRefusesAtOnce() throws Exception {
        try (var strict = new OnLettuce(LettuceTest.settings()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .build())) {
            StatefulRedisConnection<byte[], byte[]> connection = strict.start(options());
            Peer first = server.accept();
            server.refuse();
            first.close();
            log.await(line -> line.message().contains("Cannot reconnect"));
            CompletionStage<RedisValue> reply = strict.command(connection, INCR, LONG);
            assertFails(reply, Reason.DISCONNECTED);
            assertThat(failure(reply)).hasMessageContaining("Commands are rejected");
        }
    }

    /** A caller of ours says each time how long it waits. */
    @Test
    void aCommandTimesOutByItselfAfterAMinute() {
        assertThat(RedisURI.create("redis://localhost").getTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ClientOptions.create().getTimeoutOptions().isTimeoutCommands())
                .isTrue();
    }

    @Test
    void asManyCommandsMayWaitAsThereAreNumbers() {
        assertThat(ClientOptions.create().getRequestQueueSize()).isEqualTo(Integer.MAX_VALUE);
    }
}
