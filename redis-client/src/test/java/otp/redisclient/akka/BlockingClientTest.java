package otp.redisclient.akka;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.BlockingContract;
import otp.redisclient.CommandsContract;
import otp.redisclient.Lane;
import otp.redisclient.akka.OnASystem.Client;
import otp.testkit.log.LogCapture;

class BlockingClientTest {
    @Nested
    class WithRedis extends CommandsContract<Client> {
        @Override
        protected Lane<Client> open() {
            return new OnASystem(BlockingClient::create);
        }
    }

    @Nested
    class WithAnyServer extends BlockingContract<Client> {
        @Order(1)
        @RegisterExtension
        final LogCapture akka = LogCapture.of("akka");

        @Order(2)
        @RegisterExtension
        final LogCapture log = LogCapture.of("otp");

        @Override
        protected Lane<Client> open() {
            return new OnASystem(BlockingClient::create);
        }

        @Override
        protected void advance(Duration time) {
            ((OnASystem) lane).pass(time);
        }
    }
}
