package otp.redisclient.akka;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.FaultsContract;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;

class FaultsTest extends FaultsContract<ActorRef<Message>> {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Order(1)
    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    @Order(2)
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    // A late reply is a dead letter. Here are thousands, and none is worth a line.
    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("akka.log-dead-letters = off").withFallback(ConfigFactory.load()));

    private final List<ActorRef<Message>> clients = new ArrayList<>();

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    @Override
    protected ActorRef<Message> start(ConnectionOptions options) {
        ActorRef<Message> client = kit.spawn(RedisConnection.create(options));
        clients.add(client);
        return client;
    }

    @Override
    protected List<RedisValue> pipeline(ActorRef<Message> client, List<Command> commands, Duration timeout)
            throws Exception {
        try {
            return Redis.pipeline(client, commands, timeout, kit.scheduler())
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectionException named ? named : e;
        }
    }

    @Override
    protected void stop(ActorRef<Message> client) throws Exception {
        Redis.stop(client, LONG, kit.scheduler()).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    /** An actor ends after all its children: with it, the owners of its sockets are gone. */
    @Override
    protected void assertNothingIsLeft() {
        TestProbe<Object> probe = kit.createTestProbe();
        clients.forEach(client -> probe.expectTerminated(client, LONG));
    }
}
