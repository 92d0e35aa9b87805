package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.Int;
import otp.testkit.net.Peer;
import otp.testkit.net.ScriptedServer;

/**
 * What every client does with whatever a server may send, or not send.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class RepliesContract<C> extends ClientContract<C> {
    protected final ScriptedServer server = ScriptedServer.listen();

    @AfterEach
    void closeServer() {
        server.close();
    }

    protected final ConnectionOptions options() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port()));
    }

    /** A client that has asked for something, and the server's end. */
    protected record Asked<C>(C client, Peer peer, CompletionStage<RedisValue> reply) {}

    protected final Asked<C> asked(Command command) throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> reply = ask(client, command);
        Peer peer = server.accept();
        expect(peer, command);
        return new Asked<>(client, peer, reply);
    }

    // B13
    @Tag("X1")
    @Test
    void aReplyMayComeByteByByte() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.writeSlowly(utf8("*3\r\n:1\r\n$5\r\nhello\r\n$-1\r\n"), Thread::yield);
        assertThat(get(asked.reply).asList()).containsExactly(new Int(1), BulkString.of("hello"), RedisValue.Null.NULL);
    }

    // B13
    @Tag("X1")
    @Tag("X4")
    @Test
    protected void allRepliesOfAPipelineMayComeTogether() throws Exception {
        C client = lane.start(options());
        CompletionStage<List<RedisValue>> replies = lane.pipeline(client, List.of(PING, PING, PING), LONG);
        Peer peer = server.accept();
        expect(peer, PING, PING, PING);
        peer.write("+a\r\n:2\r\n$1\r\nc\r\n");
        assertThat(get(replies)).containsExactly(new RedisValue.SimpleString("a"), new Int(2), BulkString.of("c"));
    }

    @Tag("X4")
    @Test
    void aPipelineIsAnsweredWhenItHasAllItsReplies() throws Exception {
        C client = lane.start(options());
        CompletionStage<List<RedisValue>> replies = lane.pipeline(client, List.of(PING, PING), LONG);
        Peer peer = server.accept();
        expect(peer, PING, PING);
        peer.write("+a\r\n");
        assertThat(replies.toCompletableFuture()).isNotDone();
        peer.write("+b\r\n");
        assertThat(get(replies)).hasSize(2);
    }

    @Tag("X2")
    @Test
    void newsOfRespThreeIsNoReply() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.write(">2\r\n+invalidate\r\n*0\r\n+PONG\r\n");
        assertThat(get(asked.reply)).isEqualTo(PONG);
    }

    @Tag("X3")
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n", "$3\r\nabcd\r\n", "*99999999999999999999\r\n", "$-7\r\n"})
    protected void whatIsNoRespEndsTheConnection(String garbage) throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.write(garbage);
        assertFails(asked.reply, Reason.DISCONNECTED);
        asked.peer.awaitEnd();
    }

    @Tag("X8")
    @Test
    void aCallerHearsThatTheServerHasClosed() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.close();
        assertFails(asked.reply, Reason.DISCONNECTED);
    }

    @Tag("X8")
    @Test
    void aCallerHearsThatTheConnectionWasReset() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.reset();
        assertFails(asked.reply, Reason.DISCONNECTED);
    }

    @Tag("X8")
    @Test
    void halfAReplyIsNone() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.write("$10\r\nhalf");
        asked.peer.closeHalf();
        assertFails(asked.reply, Reason.DISCONNECTED);
        asked.peer.awaitEnd();
    }

    @Tag("X8")
    @Test
    void ofAPipelineThatHasNotAllItsRepliesThereAreNone() throws Exception {
        C client = lane.start(options());
        CompletionStage<List<RedisValue>> replies = lane.pipeline(client, List.of(PING, PING), LONG);
        Peer peer = server.accept();
        expect(peer, PING, PING);
        peer.write("+PONG\r\n");
        peer.close();
        assertFails(replies, Reason.DISCONNECTED);
    }

    @Tag("X6")
    @Test
    void aServerThatIsSilentIsATimeout() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> reply = lane.command(client, PING, Duration.ofSeconds(1));
        expect(server.accept(), PING);
        lane.pass(Duration.ofSeconds(1));
        assertFails(reply, Reason.TIMEOUT);
    }

    @Tag("X14")
    @Test
    void aClientThatIsStoppedClosesItsSocket() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer.write("+PONG\r\n");
        get(asked.reply);
        lane.stop(asked.client);
        asked.peer.awaitEnd();
    }
}
