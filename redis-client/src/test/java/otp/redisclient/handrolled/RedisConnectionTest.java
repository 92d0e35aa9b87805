package otp.redisclient.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.redisclient.Backoff;
import otp.redisclient.CommandsContract;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.Lane;
import otp.redisclient.ReconnectingContract;
import otp.redisclient.RedisUri;
import otp.redisclient.handrolled.RedisConnection.State;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;

class RedisConnectionTest {
    @Nested
    class WithRedis extends CommandsContract<ServerRef<Request>> {
        @Override
        protected Lane<ServerRef<Request>> open() {
            return new OnANode(RedisConnection::start);
        }
    }

    @Nested
    class WithAnyServer extends ReconnectingContract<ServerRef<Request>> {
        @RegisterExtension
        final LogCapture log = LogCapture.of("otp");

        private final OnANode node = new OnANode(RedisConnection::start);

        @Override
        protected Lane<ServerRef<Request>> open() {
            return node;
        }

        @Override
        protected ConnectionException awaitEnd(ServerRef<Request> client) throws Exception {
            return (ConnectionException) ((ExitReason.Term) node.awaitExit(client)).term();
        }

        @Tag("X10")
        @Test
        void aStartThatWaitsForTheConnectionReturnsWhenItIsThere() throws Exception {
            OnStart<ServerRef<Request>> started = RedisConnection.startConnected(node.node, options(), Options.NONE);
            Peer peer = server.accept();
            CompletionStage<RedisValue> reply = ask(started.get(), PING);
            expect(peer, PING);
            peer.write("+PONG\r\n");
            assertThat(get(reply)).isEqualTo(PONG);
        }

        @Tag("X10")
        @Test
        void aStartThatWaitsForAConnectionThatCannotBeMadeFails() {
            server.refuse();
            OnStart<ServerRef<Request>> started = RedisConnection.startConnected(node.node, options(), Options.NONE);
            assertThat(started)
                    .isInstanceOfSatisfying(
                            OnStart.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .isInstanceOfSatisfying(
                                            ExitReason.Term.class,
                                            term -> assertThat(term.term())
                                                    .isInstanceOfSatisfying(
                                                            ConnectionException.class,
                                                            e -> assertThat(e)
                                                                    .hasMessageContaining("refused")
                                                                    .extracting(ConnectionException::reason)
                                                                    .isEqualTo(Reason.NOT_CONNECTED))));
        }

        @Tag("X12")
        @Test
        void ifItIsKilledItsCallersExitWithItsReason() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            node.node.exit(asked.client().pid(), ExitReason.KILL);
            assertThat(failure(asked.reply()))
                    .isInstanceOfSatisfying(
                            ProcessExit.class,
                            exit -> assertThat(exit.reason())
                                    .isInstanceOfSatisfying(
                                            ExitReason.CallFailed.class,
                                            failed ->
                                                    assertThat(failed.reason()).isEqualTo(ExitReason.KILLED)));
            asked.peer().awaitEnd();
        }

        @Tag("X12")
        @Test
        void whoAsksAClientThatIsNotThereExits() {
            ServerRef<Request> client = node.start(options());
            Redis.stop(client);
            assertThatThrownBy(() -> Redis.command(client, "PING"))
                    .isInstanceOf(ProcessExit.class)
                    .hasMessageContaining("noproc");
        }

        // B16
        @Test
        void aStrayMessageIsLoggedAndChangesNothing() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            node.node.run(() -> send(asked.client().pid(), "stray"));
            asked.peer().write("+PONG\r\n");
            assertThat(get(asked.reply())).isEqualTo(PONG);
            node.pass(Duration.ZERO);
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line.toString()).contains("stray"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"redis socket", "redis writer"})
        void ifOneOfItsOwnProcessesIsKilledTheConnectionIsLostAndMadeAnew(String label) throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            node.node.processes().stream()
                    .filter(pid -> Processes.info(pid).map(ProcessInfo::label).equals(Optional.of(label)))
                    .forEach(pid -> node.node.exit(pid, ExitReason.KILL));
            assertFails(asked.reply(), Reason.DISCONNECTED);
            asked.peer().awaitEnd();
            lane.pass(Backoff.DEFAULT.initial());
            CompletionStage<RedisValue> reply = ask(asked.client(), PING);
            Peer peer = server.accept();
            expect(peer, PING);
            peer.write("+PONG\r\n");
            assertThat(get(reply)).isEqualTo(PONG);
        }

        @Test
        void anExitSignalOfSomebodyElseEndsIt() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            node.node.run(() -> exit(asked.client().pid(), ExitReason.SHUTDOWN));
            assertFails(asked.reply(), Reason.DISCONNECTED);
            assertThat(node.awaitExit(asked.client())).isEqualTo(ExitReason.SHUTDOWN);
            asked.peer().awaitEnd();
        }

        private ConnectionStatus status(ServerRef<Request> client) {
            node.pass(Duration.ZERO);
            return RedisConnection.status(client).orElseThrow();
        }

        @Test
        void itsStatusCanBeReadWithoutAskingIt() throws Exception {
            server.refuse();
            ServerRef<Request> client = node.start(options());
            assertFails(ask(client, PING), Reason.CLOSED);
            assertThat(status(client)).isEqualTo(new ConnectionStatus(State.DISCONNECTED, 0, 0));

            server.listenAgain();
            lane.pass(Backoff.DEFAULT.initial());
            CompletionStage<RedisValue> reply = ask(client, PING);
            Peer peer = server.accept();
            expect(peer, PING);
            assertThat(status(client)).isEqualTo(new ConnectionStatus(State.CONNECTED, 1, 1));

            peer.write("+PONG\r\n");
            get(reply);
            assertThat(status(client).pending()).isZero();

            Redis.stop(client);
            assertThat(RedisConnection.status(client)).isEmpty();
        }

        @Test
        void itsStatusCountsHowOftenItHasConnected() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            asked.peer().close();
            assertFails(asked.reply(), Reason.DISCONNECTED);
            assertThat(status(asked.client())).isEqualTo(new ConnectionStatus(State.DISCONNECTED, 0, 1));
            lane.pass(Backoff.DEFAULT.initial());
            CompletionStage<RedisValue> reply = ask(asked.client(), PING);
            Peer peer = server.accept();
            expect(peer, PING);
            peer.write("+PONG\r\n");
            get(reply);
            assertThat(status(asked.client())).isEqualTo(new ConnectionStatus(State.CONNECTED, 0, 2));
        }

        @Test
        void aHostThatNobodyKnowsIsNamed() throws Exception {
            ServerRef<Request> client = node.start(ConnectionOptions.of(new RedisUri("no-such-host.invalid", 6379)));
            assertThat(failure(ask(client, PING))).hasMessageContaining("there is no host no-such-host.invalid");
        }

        private void assertRefusesOneMoreThanItHasRoomFor(ServerRef<Request> client) throws Exception {
            var refused = new CompletableFuture<Throwable>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i <= Pending.LIMIT; i++) {
                    callers.execute(() -> {
                        try {
                            Redis.command(
                                    client, PING, Timeouts.INFINITY); // a manual clock has no room for so many alarms
                        } catch (ConnectionException e) {
                            refused.complete(e);
                        } catch (ProcessExit killed) {
                            // The others wait until the end of the test.
                        }
                    });
                }
                assertThat(get(refused))
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
                node.node.exit(client.pid(), ExitReason.KILL);
            }
        }

        @Tag("X14")
        @Test
        void itCanBeStoppedWhileTheServerDoesNotRead() throws Exception {
            ServerRef<Request> client = node.start(options());
            CompletionStage<RedisValue> large = ask(client, "SET", "key", new byte[20_000_000]);
            Peer peer = server.accept();
            lane.stop(client);
            assertFails(large, Reason.DISCONNECTED);
            peer.awaitEnd();
        }

        @Test
        void moreThanItHasRoomForAreRefusedWhileTheServerIsSilent() throws Exception {
            assertRefusesOneMoreThanItHasRoomFor(asked(PING).client());
        }

        @Test
        void moreThanItHasRoomForAreRefusedWhileItConnects() throws Exception {
            assertRefusesOneMoreThanItHasRoomFor(
                    node.start(ConnectionOptions.of(new RedisUri("127.0.0.1", server.port(), null, "secret", 0))));
        }

        @Test
        void itsSecretsAreNotLogged() throws Exception {
            server.refuse();
            ServerRef<Request> client =
                    lane.start(ConnectionOptions.of(new RedisUri("127.0.0.1", server.port(), null, "secret", 0)));
            assertFails(ask(client, "SET", "key", "secret"), Reason.CLOSED);
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneSatisfy(line -> assertThat(line.toString()).contains("secret"));
        }
    }
}
