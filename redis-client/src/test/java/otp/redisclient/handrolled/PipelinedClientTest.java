package otp.redisclient.handrolled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.redisclient.CommandsContract;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.Lane;
import otp.redisclient.PipelinedContract;
import otp.testkit.log.LogCapture;

class PipelinedClientTest {
    @Nested
    class WithRedis extends CommandsContract<ServerRef<Request>> {
        @Override
        protected Lane<ServerRef<Request>> open() {
            return new OnANode(PipelinedClient::start);
        }
    }

    @Nested
    class WithAnyServer extends PipelinedContract<ServerRef<Request>> {
        @RegisterExtension
        final LogCapture log = LogCapture.of("otp");

        private final OnANode node = new OnANode(PipelinedClient::start);

        @Override
        protected Lane<ServerRef<Request>> open() {
            return node;
        }

        @Test
        void itEndsWithItsConnection() throws Exception {
            Asked<ServerRef<Request>> asked = asked(PING);
            asked.peer().close();
            assertFails(asked.reply(), Reason.DISCONNECTED);
            assertThat(node.awaitExit(asked.client()))
                    .isInstanceOfSatisfying(
                            ExitReason.Term.class,
                            term -> assertThat(term.term()).isInstanceOf(ConnectionException.class));
        }

        @Test
        void ifNoConnectionCanBeMadeItsCallersExitWithIt() throws Exception {
            server.refuse();
            ServerRef<Request> client = lane.start(options());
            assertThat(failure(ask(client, PING))).isInstanceOf(ProcessExit.class);
        }
    }
}
