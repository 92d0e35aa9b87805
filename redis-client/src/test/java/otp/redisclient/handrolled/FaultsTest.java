package otp.redisclient.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.FaultsContract;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;

class FaultsTest extends FaultsContract<ServerRef<Request>> {
    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    private final Node node = Node.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected ServerRef<Request> start(ConnectionOptions options) {
        return RedisConnection.start(node, options, Options.NONE).get();
    }

    @Override
    protected List<RedisValue> pipeline(ServerRef<Request> client, List<Command> commands, Duration timeout) {
        return Redis.pipeline(client, commands, timeout);
    }

    @Override
    protected void stop(ServerRef<Request> client) {
        Redis.stop(client);
    }

    @Override
    protected void assertNothingIsLeft() {
        assertThat(node.processes()).isEmpty();
        // A thread that was in the socket when its process was ended takes a moment to come out of it.
        await().untilAsserted(() -> assertThat(node.lingering()).isEmpty());
    }
}
