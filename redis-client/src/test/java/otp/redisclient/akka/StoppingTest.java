package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.redisclient.ConnectionException.Reason.CLOSED;
import static otp.redisclient.ConnectionException.Reason.DISCONNECTED;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.akka.Redis.Message;
import otp.redisclient.resp.RedisValue;
import otp.testkit.net.Peer;

class StoppingTest extends OnAServer {
    static Stream<Arguments> clients() {
        return Stream.of(
                client("blocking", BlockingClient::create),
                client("pipelined", PipelinedClient::create),
                client("connection", RedisConnection::create));
    }

    private static Arguments client(String name, Function<ConnectionOptions, Behavior<Message>> create) {
        return Arguments.argumentSet(name, create);
    }

    /** A client that has sent a PING, and the server's end of it. */
    private record Asking(ActorRef<Message> client, Peer peer, CompletionStage<RedisValue> pong) {}

    private Asking asking(Behavior<Message> behavior) {
        ActorRef<Message> client = start(behavior);
        CompletionStage<RedisValue> pong = command(client, "PING");
        Peer peer = server.accept();
        peer.expect(PING);
        return new Asking(client, peer, pong);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whoWaitsForAReplyIsTold(Function<ConnectionOptions, Behavior<Message>> create) throws Exception {
        Asking asking = asking(create.apply(options()));
        Redis.stop(asking.client, LONG, kit.scheduler());
        assertThat(failure(asking.pong).reason()).isEqualTo(DISCONNECTED);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whoComesAfterwardsIsTold(Function<ConnectionOptions, Behavior<Message>> create) throws Exception {
        ActorRef<Message> client = asking(create.apply(options())).client;
        get(Redis.stop(client, LONG, kit.scheduler()));
        TestProbe<Object> probe = kit.createTestProbe();
        probe.expectTerminated(client);
        ConnectionException failure = failure(command(client, "PING"));
        assertThat(failure.reason()).isEqualTo(CLOSED);
        assertThat(failure).hasMessageContaining("has stopped");
    }

    @Tag("X14")
    @ParameterizedTest
    @MethodSource("clients")
    void anActorStoppedByItsParentClosesItsSocketAndTellsWhoWaits(Function<ConnectionOptions, Behavior<Message>> create)
            throws Exception {
        Asking asking = asking(create.apply(options()));
        kit.stop(asking.client);
        assertThat(failure(asking.pong).reason()).isEqualTo(DISCONNECTED);
        asking.peer.awaitEnd();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void stopsWhileItConnects(Function<ConnectionOptions, Behavior<Message>> create) throws Exception {
        var uri = new RedisUri("127.0.0.1", server.port(), null, "secret", 0);
        ActorRef<Message> client = start(create.apply(ConnectionOptions.of(uri)));
        CompletionStage<RedisValue> pong = command(client, "PING");
        Peer peer = server.accept();
        get(Redis.stop(client, LONG, kit.scheduler()));
        assertThat(failure(pong).reason()).isEqualTo(CLOSED);
        peer.awaitEnd();
    }

    @Test
    void stopsWhileItIsDisconnected() throws Exception {
        server.refuse();
        ActorRef<Message> client = start(options());
        failure(command(client, "PING"));
        assertThat(get(Redis.stop(client, LONG, kit.scheduler()))).isEqualTo(Done.getInstance());
    }

    // What the server does not read holds up the end of the connection, as long as the connect timeout is.
    @Test
    void whoeverStopsItIsAnsweredAlsoWhenTheServerDoesNotRead() throws Exception {
        Both both = connected();
        CompletionStage<RedisValue> large = command(both.client(), "SET", "key", new byte[20_000_000]);
        CompletionStage<Done> one = Redis.stop(both.client(), LONG, kit.scheduler());
        CompletionStage<Done> other = Redis.stop(both.client(), LONG, kit.scheduler());
        CompletionStage<RedisValue> late = command(both.client(), "PING");
        assertThat(failure(large).reason()).isEqualTo(DISCONNECTED);
        assertThat(failure(late).reason()).isEqualTo(CLOSED);
        time.timePasses(options().connectTimeout());
        assertThat(get(one)).isEqualTo(Done.getInstance());
        assertThat(get(other)).isEqualTo(Done.getInstance());
    }

    @Test
    void aPipelinedClientFailsWithItsConnection() throws Exception {
        TestProbe<Throwable> parent = kit.createTestProbe();
        CompletionStage<RedisValue> pong = command(child(parent, PipelinedClient.create(options())), "PING");
        Peer peer = server.accept();
        peer.expect(PING);
        peer.close();
        assertThat(failure(pong).reason()).isEqualTo(DISCONNECTED);
        assertThat(((ConnectionException) parent.receiveMessage()).reason()).isEqualTo(DISCONNECTED);
    }

    @Test
    void aPipelinedClientThatCannotConnectFails() {
        server.refuse();
        TestProbe<Throwable> parent = kit.createTestProbe();
        child(parent, PipelinedClient.create(options()));
        assertThat(((ConnectionException) parent.receiveMessage()).reason())
                .isEqualTo(ConnectionException.Reason.NOT_CONNECTED);
    }

    @Test
    void aRestartedClientConnectsAgain() throws Exception {
        Asking asking =
                asking(Behaviors.supervise(PipelinedClient.create(options())).onFailure(SupervisorStrategy.restart()));
        asking.peer.close();
        failure(asking.pong);
        CompletionStage<RedisValue> pong = command(asking.client, "PING");
        Peer peer = server.accept();
        peer.expect(PING);
        peer.write("+PONG\r\n");
        assertThat(get(pong).asText()).isEqualTo("PONG");
        assertThat(server.connections()).isEqualTo(2);
    }

    /** A child whose parent passes on why it has failed. */
    private ActorRef<Message> child(TestProbe<Throwable> probe, Behavior<Message> behavior) {
        TestProbe<ActorRef<Message>> spawned = kit.createTestProbe();
        kit.spawn(Behaviors.<Message>setup(context -> {
            ActorRef<Message> child = context.spawn(behavior, "client");
            context.watch(child);
            spawned.ref().tell(child);
            return Behaviors.receive(Message.class)
                    .onSignal(ChildFailed.class, failed -> {
                        probe.ref().tell(failed.cause());
                        return Behaviors.same();
                    })
                    .build();
        }));
        return spawned.receiveMessage();
    }
}
