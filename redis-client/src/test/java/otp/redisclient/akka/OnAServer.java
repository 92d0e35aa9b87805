package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;
import otp.testkit.net.ScriptedServer;

/** A connection to a server that a test plays, in a system whose time passes only when it is told. */
abstract class OnAServer {
    static final Duration LONG = Duration.ofHours(1);
    static final String PING = "*1\r\n$4\r\nPING\r\n";

    /** Probes wait as long as all else here, on a machine however busy. */
    private static final Config PATIENT =
            ConfigFactory.parseString("akka.actor.testkit.typed.single-expect-default = 20 s");

    /** One for all tests: what a test starts, it stops. */
    static final ActorTestKit kit =
            ActorTestKit.create(ManualTime.config().withFallback(PATIENT).withFallback(ConfigFactory.load()));

    static final ManualTime time = ManualTime.get(kit.system());

    @Order(1)
    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    @Order(2)
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    final ScriptedServer server = ScriptedServer.listen();
    private final List<ActorRef<Message>> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(kit::stop);
        server.close();
    }

    ConnectionOptions options() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port()));
    }

    ActorRef<Message> start(ConnectionOptions options) {
        return start(RedisConnection.create(options));
    }

    ActorRef<Message> start(Behavior<Message> behavior) {
        ActorRef<Message> client = kit.spawn(behavior);
        clients.add(client);
        return client;
    }

    /** One that is connected, and the server's end of it. */
    record Both(ActorRef<Message> client, Peer peer) {}

    Both connected(ConnectionOptions options) throws Exception {
        ActorRef<Message> client = start(options);
        Peer peer = server.accept();
        awaitConnected(client);
        return new Both(client, peer);
    }

    Both connected() throws Exception {
        return connected(options());
    }

    static void awaitConnected(ActorRef<Message> client) throws Exception {
        assertThat(get(Redis.connected(client, LONG, kit.scheduler()))).isEqualTo(Done.getInstance());
    }

    static CompletionStage<RedisValue> command(ActorRef<Message> client, String name, Object... arguments) {
        return Redis.command(client, Command.of(name, arguments), LONG, kit.scheduler());
    }

    static CompletionStage<List<RedisValue>> pipeline(ActorRef<Message> client, Command... commands) {
        return Redis.pipeline(client, List.of(commands), LONG, kit.scheduler());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Why a stage has failed, which it must by itself: the caller's time does not pass. */
    static ConnectionException failure(CompletionStage<?> stage) throws Exception {
        try {
            throw new AssertionError("expected a failure, got " + get(stage));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ConnectionException.class);
            return (ConnectionException) e.getCause();
        }
    }
}
