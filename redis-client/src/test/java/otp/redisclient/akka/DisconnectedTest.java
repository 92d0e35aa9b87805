package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.redisclient.ConnectionException.Reason.CLOSED;
import static otp.redisclient.ConnectionException.Reason.DISCONNECTED;
import static otp.redisclient.ConnectionException.Reason.TIMEOUT;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.Backoff;
import otp.redisclient.ConnectionException;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.SimpleString;
import otp.testkit.net.Peer;

class DisconnectedTest extends OnAServer {
    private static final Duration FIRST = Backoff.DEFAULT.initial();

    @Test
    @Tag("X8")
    void everyoneWhoWaitsIsTold() throws Exception {
        Both both = connected();
        List<CompletionStage<RedisValue>> all = IntStream.range(0, 100)
                .mapToObj(_ -> command(both.client(), "PING"))
                .toList();
        both.peer().expect(PING.repeat(100));
        both.peer().close();
        for (CompletionStage<RedisValue> one : all)
            assertThat(failure(one).reason()).isEqualTo(DISCONNECTED);
    }

    @Test
    @Tag("X8")
    void whileItIsDownRequestsAreRefusedAtOnce() throws Exception {
        Both both = connected();
        down(both);
        ConnectionException failure = failure(command(both.client(), "PING"));
        assertThat(failure.reason()).isEqualTo(CLOSED);
        assertThat(failure.reason().perhapsDone()).isFalse();
        assertThat(failure).hasMessageContaining("has closed the connection");
    }

    @Test
    @Tag("X5")
    void afterItIsBackNobodyGetsAnAnswerOfBefore() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> before = command(both.client(), "ECHO", "one");
        both.peer().read("*2\r\n$4\r\nECHO\r\n$3\r\none\r\n".length());
        both.peer().close();
        assertThat(failure(before).reason()).isEqualTo(DISCONNECTED);

        time.timePasses(FIRST);
        Peer peer = server.accept();
        awaitConnected(both.client());
        var second = command(both.client(), "ECHO", "two");
        var third = command(both.client(), "ECHO", "three");
        peer.write("$3\r\ntwo\r\n$5\r\nthree\r\n");
        assertThat(get(second).asText()).isEqualTo("two");
        assertThat(get(third).asText()).isEqualTo("three");
    }

    @Test
    void halfAReplyIsNone() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> pong = command(both.client(), "PING");
        both.peer().expect(PING);
        both.peer().write("$10\r\nhalf");
        both.peer().close();
        assertThat(failure(pong).reason()).isEqualTo(DISCONNECTED);

        time.timePasses(FIRST);
        Peer peer = server.accept();
        CompletionStage<RedisValue> again = command(both.client(), "PING");
        peer.write("+PONG\r\n");
        assertThat(get(again)).isEqualTo(new SimpleString("PONG"));
    }

    @Test
    void aResetIsADisconnection() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> pong = command(both.client(), "PING");
        both.peer().expect(PING);
        both.peer().reset();
        assertThat(failure(pong)).hasMessageContaining("broke (Connection reset)");
    }

    @Test
    @Tag("X3")
    void whatIsNoRespIsADisconnectionAfterTheRepliesBeforeIt() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> first = command(both.client(), "PING");
        CompletionStage<RedisValue> second = command(both.client(), "PING");
        both.peer().expect(PING + PING);
        both.peer().write("+PONG\r\n?\r\n");
        assertThat(get(first)).isEqualTo(new SimpleString("PONG"));
        assertThat(failure(second)).hasMessageContaining("has sent what is no RESP");
        both.peer().awaitEnd();
    }

    @Test
    void aReplyThatNobodyHasAskedForIsADisconnection() throws Exception {
        Both both = connected();
        both.peer().write("+SURPRISE\r\n");
        both.peer().awaitEnd();
        assertThat(failure(command(both.client(), "PING")))
                .hasMessageContaining("a reply has come that nobody has asked for");
    }

    @Test
    void newsIsNoReply() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> pong = command(both.client(), "PING");
        both.peer().write(">1\r\n+news\r\n+PONG\r\n");
        assertThat(get(pong)).isEqualTo(new SimpleString("PONG"));
    }

    @Test
    @Tag("X9")
    void theWaitGrowsByHalfWithEachFailedAttempt() throws Exception {
        server.refuse();
        ActorRef<Message> client = start(options());
        Duration wait = FIRST;
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(failure(command(client, "PING")).reason()).isEqualTo(CLOSED);
            time.timePasses(wait.minusMillis(1));
            assertThat(failure(command(client, "PING")).reason())
                    .as("still waiting")
                    .isEqualTo(CLOSED);
            time.timePasses(Duration.ofMillis(1));
            wait = Backoff.DEFAULT.after(wait);
        }
    }

    @Test
    @Tag("X9")
    void theWaitIsTheFirstAgainAfterAConnection() throws Exception {
        server.refuse();
        ActorRef<Message> client = start(options());
        failure(command(client, "PING"));
        time.timePasses(FIRST);
        failure(command(client, "PING"));
        server.listenAgain();
        time.timePasses(Backoff.DEFAULT.after(FIRST));
        Peer peer = server.accept();
        awaitConnected(client);
        down(new Both(client, peer));
        time.timePasses(FIRST);
        server.accept();
    }

    @Test
    @Tag("X5")
    @Tag("X6")
    void aCallerThatTimesOutKeepsItsPlace() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> impatient =
                Redis.command(both.client(), Command.of("ECHO", "one"), Duration.ofSeconds(1), kit.scheduler());
        CompletionStage<RedisValue> patient = command(both.client(), "ECHO", "two");
        both.peer().read("*2\r\n$4\r\nECHO\r\n$3\r\none\r\n".length() * 2);
        time.timePasses(Duration.ofSeconds(1));
        assertThat(failure(impatient).reason()).isEqualTo(TIMEOUT);
        both.peer().write("$3\r\none\r\n$3\r\ntwo\r\n");
        assertThat(get(patient).asText()).isEqualTo("two");
    }

    private static void down(Both both) throws Exception {
        CompletionStage<RedisValue> pong = command(both.client(), "PING");
        both.peer().expect(PING);
        both.peer().close();
        failure(pong);
    }
}
