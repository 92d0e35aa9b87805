package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.testkit.net.Peer;

/**
 * What every client does that sends what it is asked without waiting for earlier replies.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class PipelinedContract<C> extends RepliesContract<C> {
    private static final Command ONE = Command.of("ECHO", "one");
    private static final Command TWO = Command.of("ECHO", "two");

    // B13
    @Tag("X5")
    @Test
    void theRepliesToTwoCallersMayComeTogether() throws Exception {
        Asked<C> first = asked(ONE);
        CompletionStage<RedisValue> second = ask(first.client(), TWO);
        expect(first.peer(), TWO);
        first.peer().write("$3\r\none\r\n$3\r\ntwo\r\n");
        assertThat(get(first.reply())).isEqualTo(BulkString.of("one"));
        assertThat(get(second)).isEqualTo(BulkString.of("two"));
    }

    @Tag("X5")
    @Test
    void repliesAreGivenOutInTheOrderOfTheRequestsWhateverTheirLength() throws Exception {
        Asked<C> first = asked(ONE);
        CompletionStage<List<RedisValue>> pipeline = lane.pipeline(first.client(), List.of(TWO, TWO), LONG);
        CompletionStage<RedisValue> last = ask(first.client(), ONE);
        expect(first.peer(), TWO, TWO, ONE);
        first.peer().write("+1\r\n+2\r\n+3\r\n+4\r\n");
        assertThat(get(first.reply()).asText()).isEqualTo("1");
        assertThat(get(pipeline).stream().map(RedisValue::asText)).containsExactly("2", "3");
        assertThat(get(last).asText()).isEqualTo("4");
    }

    @Tag("X5")
    @Tag("X6")
    @Test
    void aCallerThatHasGivenUpKeepsItsPlace() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> impatient = lane.command(client, ONE, Duration.ofSeconds(1));
        Peer peer = server.accept();
        expect(peer, ONE);
        CompletionStage<RedisValue> patient = ask(client, TWO);
        expect(peer, TWO);
        lane.pass(Duration.ofSeconds(1));
        assertFails(impatient, Reason.TIMEOUT);
        peer.write("$3\r\none\r\n$3\r\ntwo\r\n");
        assertThat(get(patient)).isEqualTo(BulkString.of("two"));
    }

    // A write waits for the server, and only the write.
    @Tag("X13")
    @Test
    void aServerThatDoesNotReadHoldsUpNobodyButItself() throws Exception {
        C client = lane.start(options());
        CompletionStage<RedisValue> large = ask(client, Command.of("SET", "key", new byte[20_000_000]));
        Peer peer = server.accept();
        CompletionStage<RedisValue> impatient = lane.command(client, PING, Duration.ofSeconds(1));
        lane.pass(Duration.ofSeconds(1));
        assertFails(impatient, Reason.TIMEOUT);
        peer.reset();
        assertFails(large, Reason.DISCONNECTED);
    }

    @Tag("X8")
    @Test
    void everybodyWhoWaitsHearsThatTheConnectionIsGone() throws Exception {
        Asked<C> first = asked(PING);
        var others = new ArrayList<CompletionStage<RedisValue>>();
        for (int i = 0; i < 50; i++) {
            others.add(ask(first.client(), PING));
            expect(first.peer(), PING);
        }
        first.peer().close();
        assertFails(first.reply(), Reason.DISCONNECTED);
        for (CompletionStage<RedisValue> other : others) {
            assertFails(other, Reason.DISCONNECTED);
        }
    }

    @Tag("X3")
    @Test
    void theRepliesBeforeGarbageCount() throws Exception {
        Asked<C> first = asked(PING);
        CompletionStage<RedisValue> second = ask(first.client(), PING);
        expect(first.peer(), PING);
        first.peer().write("+PONG\r\n?");
        assertThat(get(first.reply())).isEqualTo(PONG);
        assertFails(second, Reason.DISCONNECTED);
    }

    // B16
    @Tag("X5")
    @Test
    protected void aReplyThatNobodyHasAskedForEndsTheConnection() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer().write("+PONG\r\n");
        get(asked.reply());
        asked.peer().write("+SURPRISE\r\n");
        asked.peer().awaitEnd();
    }

    @Tag("X14")
    @Test
    void whoWaitsWhenTheClientIsStoppedHearsThatTheConnectionIsGone() throws Exception {
        Asked<C> asked = asked(PING);
        lane.stop(asked.client());
        assertFails(asked.reply(), Reason.DISCONNECTED);
        asked.peer().awaitEnd();
    }
}
