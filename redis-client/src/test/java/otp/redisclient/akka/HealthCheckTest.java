package otp.redisclient.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.redisclient.ConnectionException.Reason.DISCONNECTED;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;
import otp.redisclient.resp.RedisValue.SimpleString;

@Tag("X17")
class HealthCheckTest extends OnAServer {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private Both checked() throws Exception {
        return connected(options().withHealthCheck(INTERVAL));
    }

    @Test
    void aLongPipelineIsWellAsLongAsItGoesOn() {
        var pending = new Pending();
        var health = new HealthCheck(pending);
        var ping = Command.of("PING");
        TestProbe<StatusReply<List<RedisValue>>> caller = kit.createTestProbe();
        pending.add(new Redis.Request(List.of(ping, ping, ping), LONG, caller.ref()));
        assertThat(health.isWell()).isTrue();
        pending.take(SimpleString.OK);
        assertThat(health.isWell()).isTrue();
        pending.take(SimpleString.OK);
        assertThat(health.isWell()).isTrue();
        assertThat(health.isWell()).isFalse();
    }

    @Test
    void whatCameBehindABlockingCommandIsDueWhenThatIsAnswered() throws Exception {
        Both both = checked();
        CompletionStage<RedisValue> popped = command(both.client(), "BLPOP", "list", 0);
        CompletionStage<RedisValue> pong = command(both.client(), "PING");
        for (int i = 0; i < 5; i++) time.timePasses(INTERVAL);
        both.peer().write("*-1\r\n");
        get(popped);
        time.timePasses(INTERVAL);
        time.timePasses(INTERVAL);
        assertThat(failure(pong).reason()).isEqualTo(DISCONNECTED);
    }

    @Test
    void aSlowCallerDoesNotKeepASilentConnection() throws Exception {
        Both both = checked();
        CompletionStage<RedisValue> impatient =
                Redis.command(both.client(), Command.of("PING"), Duration.ofSeconds(1), kit.scheduler());
        both.peer().expect(PING);
        time.timePasses(Duration.ofSeconds(1));
        failure(impatient);
        time.timePasses(INTERVAL);
        time.timePasses(INTERVAL);
        both.peer().awaitEnd();
    }
}
