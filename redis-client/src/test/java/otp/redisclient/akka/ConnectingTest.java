package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.redisclient.ConnectionException.Reason.NOT_CONNECTED;
import static otp.redisclient.ConnectionException.Reason.OVERLOADED;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.SimpleString;
import otp.testkit.net.Peer;

class ConnectingTest extends OnAServer {
    private static final String AUTH = "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n";
    private static final String SELECT = "*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n";

    private ConnectionOptions withPassword() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port(), null, "secret", 3));
    }

    @Test
    void saysWhoItIsAndWhichDatabaseItWantsBeforeAnythingElse() throws Exception {
        ActorRef<Message> client = start(withPassword());
        CompletionStage<RedisValue> pong = command(client, "PING");
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        peer.write("+OK\r\n+OK\r\n");
        peer.expect(PING);
        peer.write("+PONG\r\n");
        assertThat(get(pong)).isEqualTo(new SimpleString("PONG"));
    }

    @Test
    void givesTheUserIfThereIsOne() {
        start(ConnectionOptions.of(new RedisUri("127.0.0.1", server.port(), "ann", "secret", 0)));
        server.accept().expect("*3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$6\r\nsecret\r\n");
    }

    @Test
    void aWrongPasswordIsAFailedAttemptWithTheServersWords() throws Exception {
        ActorRef<Message> client = start(withPassword());
        CompletionStage<?> connected = Redis.connected(client, LONG, kit.scheduler());
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        peer.write("-WRONGPASS invalid\r\n-NOAUTH Authentication required.\r\n");
        ConnectionException failure = failure(connected);
        assertThat(failure.reason()).isEqualTo(NOT_CONNECTED);
        assertThat(failure).hasMessageContaining("the server refused AUTH: WRONGPASS invalid");
        peer.awaitEnd();
    }

    @Test
    void moreThanTheGreetingsAnswersIsAFailedAttempt() throws Exception {
        ActorRef<Message> client = start(withPassword());
        CompletionStage<?> connected = Redis.connected(client, LONG, kit.scheduler());
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        peer.write("+OK\r\n+OK\r\n+OK\r\n");
        assertThat(failure(connected)).hasMessageContaining("expected 2 answers to begin with, got 3");
    }

    @Test
    void aServerThatHangsUpInTheGreetingIsAFailedAttempt() throws Exception {
        ActorRef<Message> client = start(withPassword());
        CompletionStage<?> connected = Redis.connected(client, LONG, kit.scheduler());
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        peer.close();
        assertThat(failure(connected)).hasMessageContaining("has closed the connection before it has let us in");
    }

    @Test
    void aServerThatIsSilentInTheGreetingIsAFailedAttempt() throws Exception {
        ActorRef<Message> client = start(withPassword().withConnectTimeout(Duration.ofSeconds(7)));
        CompletionStage<?> connected = Redis.connected(client, LONG, kit.scheduler());
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        time.timePasses(Duration.ofSeconds(7));
        assertThat(failure(connected)).hasMessageContaining("has not let us in within PT7S");
        peer.awaitEnd();
    }

    @Test
    void whoGreetsWithWhatIsNoRespIsNamed() throws Exception {
        ActorRef<Message> client = start(withPassword());
        CompletionStage<?> connected = Redis.connected(client, LONG, kit.scheduler());
        Peer peer = server.accept();
        peer.expect(AUTH + SELECT);
        peer.write("HTTP/1.1 400 Bad Request\r\n");
        assertThat(failure(connected))
                .hasMessageContaining("has sent what is no RESP")
                .hasMessageContaining("Is that a Redis");
    }

    @Test
    @Tag("X10")
    void aRefusedConnectionIsAFailedAttempt() throws Exception {
        server.refuse();
        ActorRef<Message> client = start(options());
        ConnectionException failure = failure(Redis.connected(client, LONG, kit.scheduler()));
        assertThat(failure.reason()).isEqualTo(NOT_CONNECTED);
        assertThat(failure).hasMessageContaining("Connection refused");
    }

    @Test
    void aNameThatNobodyKnowsIsAFailedAttempt() throws Exception {
        ActorRef<Message> client = start(ConnectionOptions.of(new RedisUri("no-such-host.invalid", 6379)));
        assertThat(failure(Redis.connected(client, LONG, kit.scheduler())))
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void oneMoreRequestThanCanWaitIsRefusedWhileItConnects() throws Exception {
        assertRefusesOneMoreThanItHasRoomFor(start(withPassword()));
    }

    @Test
    void oneMoreRequestThanCanWaitIsRefusedWhileTheServerIsSilent() throws Exception {
        assertRefusesOneMoreThanItHasRoomFor(connected().client());
    }

    @Test
    void oneMoreRequestThanCanWaitIsRefusedByTheBlockingClient() throws Exception {
        ActorRef<Message> client = start(BlockingClient.create(options()));
        command(client, "PING"); // is sent, and waits not in the line
        assertRefusesOneMoreThanItHasRoomFor(client);
    }

    private static void assertRefusesOneMoreThanItHasRoomFor(ActorRef<Message> client) throws Exception {
        for (int i = 0; i < Pending.LIMIT; i++) command(client, "PING");
        ConnectionException failure = failure(command(client, "PING"));
        assertThat(failure.reason()).isEqualTo(OVERLOADED);
        assertThat(failure).hasMessageContaining("there is room for 50000");
    }
}
