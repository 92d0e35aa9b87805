package otp.redisclient.handrolled;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import otp.handrolled.process.ServerRef;
import otp.redisclient.BlockingContract;
import otp.redisclient.CommandsContract;
import otp.redisclient.Lane;

class BlockingClientTest {
    @Nested
    class WithRedis extends CommandsContract<ServerRef<Request>> {
        @Override
        protected Lane<ServerRef<Request>> open() {
            return new OnANode(BlockingClient::start, true);
        }
    }

    @Nested
    class WithAnyServer extends BlockingContract<ServerRef<Request>> {
        @Override
        protected Lane<ServerRef<Request>> open() {
            return new OnANode(BlockingClient::start, true);
        }

        @Override
        protected void advance(Duration time) {
            ((OnANode) lane).advance(time);
        }
    }
}
