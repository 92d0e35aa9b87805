package otp.redisclient.akka;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.CommandsContract;
import otp.redisclient.Lane;
import otp.redisclient.PipelinedContract;
import otp.redisclient.akka.OnASystem.Client;
import otp.testkit.log.LogCapture;

class PipelinedClientTest {
    @Nested
    class WithRedis extends CommandsContract<Client> {
        @Override
        protected Lane<Client> open() {
            return new OnASystem(PipelinedClient::create);
        }
    }

    @Nested
    class WithAnyServer extends PipelinedContract<Client> {
        @Order(1)
        @RegisterExtension
        final LogCapture akka = LogCapture.of("akka");

        @Order(2)
        @RegisterExtension
        final LogCapture log = LogCapture.of("otp");

        @Override
        protected Lane<Client> open() {
            return new OnASystem(PipelinedClient::create);
        }
    }
}
