package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.testkit.net.Peer;

/**
 * What a client does that sends one request at a time, and connects when there is one.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class BlockingContract<C> extends RepliesContract<C> {
    private static final Command ONE = Command.of("ECHO", "one");
    private static final Command TWO = Command.of("ECHO", "two");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Moves the time, and waits for nobody. */
    protected abstract void advance(Duration time);

    private void assertAnswersTwo(C client) throws Exception {
        CompletionStage<RedisValue> reply = ask(client, TWO);
        Peer peer = server.accept();
        expect(peer, TWO);
        peer.write("$3\r\ntwo\r\n");
        assertThat(get(reply)).isEqualTo(BulkString.of("two"));
    }

    // B14
    @Tag("X6")
    @Test
    void aReplyThatComesTooLateIsNotTheNextCallers() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> impatient = lane.command(client, ONE, SECOND);
        Peer peer = server.accept();
        expect(peer, ONE);
        lane.pass(SECOND);
        assertFails(impatient, Reason.TIMEOUT);
        peer.awaitEnd();
        assertAnswersTwo(client);
    }

    @Test
    void whoHasGivenUpInTheQueueIsNotSentAnyMore() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> slow = ask(client, ONE);
        Peer peer = server.accept();
        expect(peer, ONE);
        CompletionStage<RedisValue> impatient = lane.command(client, PING, SECOND);
        CompletionStage<RedisValue> patient = ask(client, TWO);
        advance(SECOND);
        assertFails(impatient, Reason.TIMEOUT);
        peer.write("$3\r\none\r\n");
        assertThat(get(slow)).isEqualTo(BulkString.of("one"));
        expect(peer, TWO);
        peer.write("$3\r\ntwo\r\n");
        assertThat(get(patient)).isEqualTo(BulkString.of("two"));
    }

    @Test
    void aLostConnectionIsMadeAnewForTheNextRequest() throws Exception {
        Asked<C> asked = asked(ONE);
        asked.peer().close();
        assertFails(asked.reply(), Reason.DISCONNECTED);
        assertAnswersTwo(asked.client());
    }

    @Test
    void aServerThatRefusesIsSaidAtOnceAndAskedAgain() throws Exception {
        server.refuse();
        C client = lane.start(options());
        assertFails(ask(client, ONE), Reason.NOT_CONNECTED);
        server.listenAgain();
        assertAnswersTwo(client);
    }

    @Test
    void aServerThatDoesNotLetUsInIsGivenUpAfterTheConnectTimeout() throws Exception {
        var uri = new RedisUri("127.0.0.1", server.port(), null, "secret", 0);
        C client = lane.start(ConnectionOptions.of(uri).withConnectTimeout(SECOND));
        CompletionStage<RedisValue> reply = ask(client, ONE);
        Peer peer = server.accept();
        expect(peer, Command.of("AUTH", "secret"));
        lane.pass(SECOND);
        assertFails(reply, Reason.NOT_CONNECTED);
        peer.awaitEnd();
    }

    // A server that does not read: the deadline ends the write too.
    @Test
    void aRequestThatTheServerDoesNotReadIsGivenUpInTime() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> reply =
                lane.command(client, Command.of("SET", "key", new byte[20_000_000]), SECOND);
        Peer peer = server.accept();
        lane.pass(SECOND);
        assertFails(reply, Reason.TIMEOUT);
        peer.awaitEnd();
    }
}
