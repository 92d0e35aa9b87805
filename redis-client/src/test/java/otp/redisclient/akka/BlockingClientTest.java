package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.BlockingContract;
import otp.redisclient.CommandsContract;
import otp.redisclient.Lane;
import otp.redisclient.akka.OnASystem.Client;
import otp.redisclient.resp.RedisValue;
import otp.testkit.log.LogCapture;
import otp.testkit.net.Peer;

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

        /** It comes as a message, whether anybody asks or not. From scratch, where nobody reads meanwhile, the next caller hears of it. */
        @Tag("X5")
        @Test
        void aReplyThatNobodyHasAskedForEndsTheConnectionAndTheNextCallerHasAnother() throws Exception {
            Asked<Client> asked = asked(PING);
            asked.peer().write("+PONG\r\n");
            get(asked.reply());
            asked.peer().write("+SURPRISE\r\n");
            asked.peer().awaitEnd();
            CompletionStage<RedisValue> next = ask(asked.client(), PING);
            Peer second = server.accept();
            expect(second, PING);
            second.write("+PONG\r\n");
            assertThat(get(next)).isEqualTo(PONG);
        }
    }
}
