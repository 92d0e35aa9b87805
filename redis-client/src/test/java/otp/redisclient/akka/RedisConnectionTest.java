package otp.redisclient.akka;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.CommandsContract;
import otp.redisclient.ConnectionException;
import otp.redisclient.Lane;
import otp.redisclient.ReconnectingContract;
import otp.redisclient.akka.OnASystem.Client;
import otp.testkit.log.LogCapture;

class RedisConnectionTest {
    @Nested
    class WithRedis extends CommandsContract<Client> {
        @Override
        protected Lane<Client> open() {
            return new OnASystem(RedisConnection::create);
        }
    }

    @Nested
    class WithAnyServer extends ReconnectingContract<Client> {
        @Order(1)
        @RegisterExtension
        final LogCapture akka = LogCapture.of("akka");

        @Order(2)
        @RegisterExtension
        final LogCapture log = LogCapture.of("otp");

        private final OnASystem system = new OnASystem(RedisConnection::create);

        @Override
        protected Lane<Client> open() {
            return system;
        }

        @Override
        protected ConnectionException awaitEnd(Client client) throws Exception {
            return (ConnectionException) system.awaitEnd(client);
        }
    }
}
