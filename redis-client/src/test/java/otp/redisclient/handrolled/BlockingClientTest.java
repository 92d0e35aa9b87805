package otp.redisclient.handrolled;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ServerRef;
import otp.redisclient.BlockingContract;
import otp.redisclient.CommandsContract;
import otp.redisclient.ConnectionException.Reason;
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

        @Tag("X5")
        @Test
        void aReplyThatNobodyHasAskedForIsNotTheNextCallers() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            asked.peer().write("+PONG\r\n");
            get(asked.reply());
            asked.peer().write("+SURPRISE\r\n");
            assertFails(ask(asked.client(), PING), Reason.DISCONNECTED);
            asked.peer().awaitEnd();
        }
    }
}
