package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.testkit.net.Peer;

/**
 * What a client does that outlives its connections. The time of its lane must stand still until it is moved.
 *
 * @param <C> how the lane refers to a client
 */
public abstract class ReconnectingContract<C> extends PipelinedContract<C> {
    private static final Command AUTH = Command.of("AUTH", "secret");
    private static final Command ONE = Command.of("ECHO", "one");
    private static final Command TWO = Command.of("ECHO", "two");
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Waits until a client has ended by itself; what it has ended with. */
    protected abstract ConnectionException awaitEnd(C client) throws Exception;

    private ConnectionOptions withPassword() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port(), null, "secret", 0));
    }

    private Peer letIn() {
        Peer peer = server.accept();
        expect(peer, AUTH);
        peer.write("+OK\r\n");
        return peer;
    }

    /** A connection that was made and is lost. */
    private C down() throws Exception {
        Asked<C> asked = asked(PING);
        asked.peer().close();
        assertFails(asked.reply(), Reason.DISCONNECTED);
        return asked.client();
    }

    private void assertIsDown(C client) throws Exception {
        assertFails(ask(client, PING), Reason.CLOSED);
    }

    private void assertAnswers(C client, Peer peer) throws Exception {
        CompletionStage<RedisValue> reply = ask(client, TWO);
        expect(peer, TWO);
        peer.write("$3\r\ntwo\r\n");
        assertThat(get(reply)).isEqualTo(BulkString.of("two"));
    }

    @Tag("X8")
    @Test
    void whileThereIsNoConnectionARequestIsRefusedAtOnce() throws Exception {
        assertIsDown(down());
    }

    // B20: the original never gets to the state in which it would say so.
    @Tag("X8")
    @Test
    void ifNoConnectionCanBeMadeARequestIsRefused() throws Exception {
        server.refuse();
        assertIsDown(lane.start(options()));
    }

    @Tag("X8")
    @Test
    void aRequestWaitsWhileTheConnectionIsBeingMade() throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        CompletionStage<RedisValue> reply = ask(client, ONE);
        assertThat(reply.toCompletableFuture()).isNotDone();
        peer.write("+OK\r\n");
        expect(peer, ONE);
        peer.write("$3\r\none\r\n");
        assertThat(get(reply)).isEqualTo(BulkString.of("one"));
    }

    @Tag("X8")
    @Test
    void requestsThatHaveWaitedAreSentInTheirOrder() throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        CompletionStage<RedisValue> first = ask(client, ONE);
        CompletionStage<RedisValue> second = ask(client, TWO);
        peer.write("+OK\r\n");
        expect(peer, ONE, TWO);
        peer.write("$3\r\none\r\n$3\r\ntwo\r\n");
        assertThat(get(first)).isEqualTo(BulkString.of("one"));
        assertThat(get(second)).isEqualTo(BulkString.of("two"));
    }

    @Tag("X8")
    @Test
    void aRequestThatHasWaitedForNothingIsRefused() throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        CompletionStage<RedisValue> reply = ask(client, ONE);
        peer.close();
        assertFails(reply, Reason.CLOSED);
    }

    // B17: the original does it when nobody waits for it any more.
    @Tag("X8")
    @Test
    void aRequestWhoseCallerHasGivenUpMeanwhileIsNotSent() throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        CompletionStage<RedisValue> impatient = lane.command(client, ONE, Duration.ofSeconds(1));
        CompletionStage<RedisValue> patient = ask(client, TWO);
        lane.pass(Duration.ofSeconds(1));
        assertFails(impatient, Reason.TIMEOUT);
        peer.write("+OK\r\n");
        expect(peer, TWO);
        peer.write("$3\r\ntwo\r\n");
        assertThat(get(patient)).isEqualTo(BulkString.of("two"));
    }

    // B18: from here on, the original gives each reply to the wrong caller.
    @Tag("X5")
    @Tag("X8")
    @Test
    void afterwardsNobodyGetsAReplyToARequestOfBefore() throws Exception {
        Asked<C> before = asked(ONE);
        before.peer().close();
        assertFails(before.reply(), Reason.DISCONNECTED);
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(before.client(), server.accept());
    }

    @Tag("X1")
    @Test
    void afterwardsHalfAReplyOfBeforeIsForgotten() throws Exception {
        Asked<C> before = asked(ONE);
        before.peer().write("$3\r\non");
        before.peer().close();
        assertFails(before.reply(), Reason.DISCONNECTED);
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(before.client(), server.accept());
    }

    @Tag("X9")
    @Test
    void theFirstWaitIsHalfASecond() throws Exception {
        C client = down();
        lane.pass(Backoff.DEFAULT.initial().minus(MILLISECOND));
        assertIsDown(client);
        assertThat(server.connections()).isOne();
        lane.pass(MILLISECOND);
        assertAnswers(client, server.accept());
    }

    @Tag("X9")
    @Test
    void eachFurtherWaitIsHalfAsLongAgainUpToACap() throws Exception {
        var cap = Duration.ofSeconds(2);
        C client = lane.start(withPassword().withBackoff(new Backoff(Backoff.DEFAULT.initial(), cap)));
        for (int wait : new int[] {500, 750, 1_125, 1_688, 2_000, 2_000}) {
            Peer peer = server.accept();
            expect(peer, AUTH);
            peer.close();
            assertIsDown(client);
            int before = server.connections();
            lane.pass(Duration.ofMillis(wait - 1));
            assertIsDown(client);
            assertThat(server.connections())
                    .as("before the wait of " + wait + " ms is over")
                    .isEqualTo(before);
            lane.pass(MILLISECOND);
        }
        assertAnswers(client, letIn());
    }

    @Tag("X9")
    @Test
    void afterAConnectionTheWaitIsTheFirstAgain() throws Exception {
        C client = lane.start(withPassword());
        server.accept().close();
        assertIsDown(client);
        lane.pass(Backoff.DEFAULT.initial());
        Peer peer = letIn();
        assertAnswers(client, peer);
        CompletionStage<RedisValue> lost = ask(client, ONE);
        expect(peer, ONE);
        peer.close();
        assertFails(lost, Reason.DISCONNECTED);
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(client, letIn());
    }

    // B15
    @Tag("X13")
    @Test
    void aServerThatAcceptsAndIsSilentIsGivenUp() throws Exception {
        C client = lane.start(withPassword().withConnectTimeout(Duration.ofSeconds(7)));
        Peer peer = server.accept();
        expect(peer, AUTH);
        CompletionStage<RedisValue> reply = ask(client, ONE);
        lane.pass(Duration.ofSeconds(7));
        assertFails(reply, Reason.CLOSED);
        peer.awaitEnd();
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(client, letIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-WRONGPASS invalid username-password pair\r\n", "HTTP/1.1 400 Bad Request\r\n"})
    void aServerThatDoesNotLetUsInIsAskedAgainLater(String answer) throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        peer.write(answer);
        peer.awaitEnd();
        assertIsDown(client);
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(client, letIn());
    }

    @Tag("X11")
    @Test
    void ifToldSoItEndsWhenTheConnectionIsLost() throws Exception {
        C client = lane.start(options().exitingOnDisconnection());
        CompletionStage<RedisValue> reply = ask(client, PING);
        Peer peer = server.accept();
        expect(peer, PING);
        peer.close();
        assertFails(reply, Reason.DISCONNECTED);
        assertThat(awaitEnd(client).reason()).isEqualTo(Reason.DISCONNECTED);
    }

    @Tag("X11")
    @Test
    void ifToldSoItEndsWhenNoConnectionCanBeMade() throws Exception {
        C client = lane.start(withPassword().exitingOnDisconnection());
        server.accept().close();
        assertThat(awaitEnd(client).reason()).isEqualTo(Reason.NOT_CONNECTED);
    }

    @Tag("X14")
    @Test
    void itCanBeStoppedWhileThereIsNoConnection() throws Exception {
        lane.stop(down());
        assertThat(server.connections()).isOne();
    }

    @Tag("X14")
    @Test
    void itCanBeStoppedWhileItConnects() throws Exception {
        C client = lane.start(withPassword());
        Peer peer = server.accept();
        expect(peer, AUTH);
        lane.stop(client);
        peer.awaitEnd();
    }

    // ---- X17 ----

    private Asked<C> askedWithHealthCheck(Command command) throws Exception {
        C client = lane.start(options().withHealthCheck(INTERVAL));
        CompletionStage<RedisValue> reply = ask(client, command);
        Peer peer = server.accept();
        expect(peer, command);
        return new Asked<>(client, peer, reply);
    }

    @Tag("X17")
    @Test
    void aServerThatOwesAReplyForAWholeIntervalIsNotThereAnyMore() throws Exception {
        Asked<C> asked = askedWithHealthCheck(PING);
        lane.pass(INTERVAL);
        lane.pass(INTERVAL);
        assertFails(asked.reply(), Reason.DISCONNECTED);
        asked.peer().awaitEnd();
        lane.pass(Backoff.DEFAULT.initial());
        assertAnswers(asked.client(), server.accept());
    }

    @Tag("X17")
    @Test
    void aServerThatOwesAReplyForLessIsLeftInPeace() throws Exception {
        Asked<C> asked = askedWithHealthCheck(PING);
        lane.pass(INTERVAL);
        lane.pass(INTERVAL.minus(MILLISECOND));
        asked.peer().write("+PONG\r\n");
        assertThat(get(asked.reply())).isEqualTo(PONG);
        lane.pass(INTERVAL);
        lane.pass(INTERVAL);
        assertAnswers(asked.client(), asked.peer());
    }

    @Tag("X17")
    @Test
    void aServerThatIsSlowAndAnswersOneAfterTheOtherIsThere() throws Exception {
        Asked<C> first = askedWithHealthCheck(ONE);
        CompletionStage<RedisValue> second = ask(first.client(), TWO);
        expect(first.peer(), TWO);
        lane.pass(INTERVAL);
        first.peer().write("$3\r\none\r\n");
        get(first.reply());
        lane.pass(INTERVAL);
        first.peer().write("$3\r\ntwo\r\n");
        assertThat(get(second)).isEqualTo(BulkString.of("two"));
    }

    @Tag("X17")
    @Test
    void aCommandThatMayTakeItsTimeIsWaitedFor() throws Exception {
        Asked<C> asked = askedWithHealthCheck(Command.of("BLPOP", "list", 0));
        for (int i = 0; i < 5; i++) {
            lane.pass(INTERVAL);
        }
        asked.peer().write("*2\r\n$4\r\nlist\r\n$1\r\nx\r\n");
        assertThat(get(asked.reply()).asList()).hasSize(2);
    }
}
