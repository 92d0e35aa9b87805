package otp.redisclient.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.CommandsContract;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.LocalRedis;
import otp.redisclient.PipelinedContract;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;

/**
 * Our contracts on Lettuce, with a connection that is not made again when it is lost. What it does otherwise stands in place of the
 * contract's test, under its name; what it does beyond that, in {@link ReconnectingLettuceTest}.
 */
class LettuceTest {
    static final ClientOptions AT_MOST_ONCE = settings().autoReconnect(false).build();

    /** Without what it would say first on its own account: a server that a test plays knows only what the test says. */
    static ClientOptions.Builder settings() {
        return ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .pingBeforeActivateConnection(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled());
    }

    @Nested
    class WithRedis extends CommandsContract<StatefulRedisConnection<byte[], byte[]>> {
        @Override
        protected Lane<StatefulRedisConnection<byte[], byte[]>> open() {
            return new OnLettuce(AT_MOST_ONCE);
        }

        /** A command that one writes oneself is not looked at. (The typed methods for them are on a connection of another type.) */
        @Override
        @ParameterizedTest
        @ValueSource(strings = {"SUBSCRIBE", "psubscribe"})
        protected void aCommandThatHasNotOneReplyIsRefused(String name) throws Exception {
            try (var redis = LocalRedis.own()) {
                StatefulRedisConnection<byte[], byte[]> connection = lane.start(ConnectionOptions.of(redis.uri()));
                RedisValue first = get(lane.command(connection, Command.of(name, "one", "two"), LONG));
                RedisValue second = get(lane.command(connection, PING, LONG));
                assertThat(first.asList().get(1).asText()).isEqualTo("one");
                assertThat(second.asList().get(1).asText())
                        .as("the answer to PING")
                        .isEqualTo("two");
            }
        }
    }

    @Nested
    class WithAnyServer extends PipelinedContract<StatefulRedisConnection<byte[], byte[]>> {
        @RegisterExtension
        final LogCapture log = LogCapture.of("io.lettuce");

        @Override
        protected Lane<StatefulRedisConnection<byte[], byte[]>> open() {
            return new OnLettuce(AT_MOST_ONCE);
        }

        /** A simple string is not told from a bulk string. */
        @Override
        @Test
        protected void allRepliesOfAPipelineMayComeTogether() throws Exception {
            StatefulRedisConnection<byte[], byte[]> connection = lane.start(options());
            CompletionStage<List<RedisValue>> replies = lane.pipeline(connection, List.of(PING, PING), LONG);
            Peer peer = server.accept();
            expect(peer, PING, PING);
            peer.write("+a\r\n$1\r\nb\r\n");
            assertThat(get(replies)).containsExactly(RedisValue.BulkString.of("a"), RedisValue.BulkString.of("b"));
        }

        /** What begins with an unknown byte ends the connection, and so does a length below -1. */
        @Override
        @ParameterizedTest
        @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n", "$-7\r\n"})
        protected void whatIsNoRespEndsTheConnection(String garbage) throws Exception {
            super.whatIsNoRespEndsTheConnection(garbage);
        }

        /** But that a string goes on beyond its length is not noticed: two bytes are passed over, whatever they are. */
        @Test
        void whatStandsInPlaceOfTheLineBreakAfterAStringIsPassedOver() throws Exception {
            Asked<StatefulRedisConnection<byte[], byte[]>> asked = asked(PING);
            CompletionStage<RedisValue> next = ask(asked.client(), PING);
            expect(asked.peer(), PING);
            asked.peer().write("$3\r\nabcde+next\r\n");
            assertThat(get(asked.reply()).asText()).isEqualTo("abc");
            assertThat(get(next).asText()).isEqualTo("next");
        }

        /** And a length that does not fit into a number is waited upon: the caller is left to its timeout. */
        @Test
        void aLengthThatIsTooLargeIsWaitedUpon() throws Exception {
            StatefulRedisConnection<byte[], byte[]> connection = lane.start(options());
            CompletionStage<RedisValue> reply = lane.command(connection, PING, Duration.ofSeconds(1));
            Peer peer = server.accept();
            expect(peer, PING);
            peer.write("*99999999999999999999\r\n");
            assertFails(reply, Reason.TIMEOUT);
            assertThat(connection.isOpen()).isTrue();
        }

        /** A reply that nobody has asked for is given to whoever asks next, and so each reply from then on to the wrong one. */
        @Override
        @Test
        protected void aReplyThatNobodyHasAskedForEndsTheConnection() throws Exception {
            Asked<StatefulRedisConnection<byte[], byte[]>> asked = asked(PING);
            asked.peer().write("+PONG\r\n+SURPRISE\r\n");
            get(asked.reply());
            Command get = Command.of("GET", "key");
            CompletionStage<RedisValue> first = ask(asked.client(), get);
            expect(asked.peer(), get);
            asked.peer().write("$3\r\none\r\n");
            CompletionStage<RedisValue> second = ask(asked.client(), get);
            expect(asked.peer(), get);
            asked.peer().write("$3\r\ntwo\r\n");
            assertThat(get(first).asText()).isEqualTo("SURPRISE");
            assertThat(get(second).asText()).isEqualTo("one");
        }
    }
}
