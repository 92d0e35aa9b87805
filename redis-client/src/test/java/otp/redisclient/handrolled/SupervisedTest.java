package otp.redisclient.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;
import otp.testkit.net.ScriptedServer;

/** A connection as the child of a supervisor. */
class SupervisedTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final ScriptedServer server = ScriptedServer.listen();
    private final Node node = Node.start();
    private final ServerRef<Request> redis = ServerRef.named(node, new ServerName.Local("redis"));

    @AfterEach
    void close() {
        node.close();
        server.close();
    }

    private ConnectionOptions options() {
        return ConnectionOptions.of(new RedisUri("127.0.0.1", server.port()));
    }

    /** Runs code in a process that has a supervisor with the connection as its only child. */
    private interface Code {
        void run(ServerRef<Supervisor.Message> supervisor) throws Exception;
    }

    private void supervised(Code code) throws Exception {
        node.run(() -> {
            var child = RedisConnection.childSpec("redis", options(), Options.named("redis"));
            ServerRef<Supervisor.Message> supervisor =
                    Supervisor.startLink(List.of(child), Flags.oneForOne()).get();
            code.run(supervisor);
        });
    }

    @Tag("X14")
    @Test
    void itsSocketIsClosedWhenTheSupervisorStops() throws Exception {
        supervised(supervisor -> {
            Peer peer = server.accept();
            Supervisor.stop(supervisor);
            peer.awaitEnd();
        });
        assertThat(redis.whereis()).isNull();
    }

    // Also the sockets of the dead go: the next one has a connection of its own.
    @Test
    void ifItIsKilledAnotherTakesItsPlace() throws Exception {
        supervised(_ -> {
            Peer first = server.accept();
            exit(redis.pid(), ExitReason.KILL);
            first.awaitEnd();
            Peer second = server.accept();
            CompletableFuture<RedisValue> reply = CompletableFuture.supplyAsync(() -> Redis.command(redis, "PING"));
            second.expect("*1\r\n$4\r\nPING\r\n");
            second.write("+PONG\r\n");
            assertThat(reply.get(20, TimeUnit.SECONDS).asText()).isEqualTo("PONG");
        });
    }

    // B15: a supervisor that waited for the server could not start its other children.
    @Tag("X10")
    @Test
    void theSupervisorDoesNotWaitForTheServer() throws Exception {
        server.refuse();
        supervised(_ -> assertThat(RedisConnection.status(redis)).isPresent());
    }

    @Tag("X10")
    @Test
    void aStartThatWaitsForTheConnectionFailsWithoutIt() throws Exception {
        server.refuse();
        OnStart<ServerRef<Request>> started = node.run(() -> {
            trapExit(true); // it is linked: who does not trap exits goes with it
            return RedisConnection.startLinkConnected(options(), Options.named("redis"));
        });
        assertThat(started).isInstanceOf(OnStart.Failed.class);
        assertThat(redis.whereis()).isNull();
    }

    @Test
    void ofTwoWithOneNameTheSecondIsNotStarted() throws Exception {
        Pid first = RedisConnection.start(node, options(), Options.named("redis"))
                .get()
                .pid();
        assertThat(RedisConnection.start(node, options(), Options.named("redis")))
                .isEqualTo(new OnStart.Failed<>(new ExitReason.AlreadyStarted(first)));
    }

    @Tag("X12")
    @Test
    void whoAsksByANameThatNobodyHasExits() {
        assertThatThrownBy(() -> Redis.command(redis, "PING"))
                .isInstanceOf(ProcessExit.class)
                .hasMessageContaining("noproc");
    }
}
