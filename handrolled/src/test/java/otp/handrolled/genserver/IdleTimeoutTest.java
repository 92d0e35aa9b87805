package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.Timeouts;

@Tag("G16")
class IdleTimeoutTest extends ServerTest {
    private final LinkedBlockingQueue<Object> infos = new LinkedBlockingQueue<>();

    private Scripted recording(Scripted.InitCode init) {
        return Scripted.withInit(init).onInfo((message, state) -> {
            infos.add(message);
            return Next.noreply(state);
        });
    }

    @Test
    void theTimeoutComesWhenNoMessageDoes() throws Exception {
        start(recording(() -> Init.ok("").timeout(SECOND)));
        clock.awaitWaiting(1);
        clock.advance(SECOND.minusNanos(1));
        assertThat(infos).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(infos.take()).isSameAs(GenServer.TIMEOUT);
    }

    @Test
    void anyMessageCallsTheTimeoutOffAndItIsNotSetAgainByItself() throws Exception {
        var server = start(recording(() -> Init.ok("").timeout(SECOND)));
        clock.awaitWaiting(1);
        GenServer.call(server, ask((from, state) -> Next.reply(from, "", state)), Timeouts.INFINITY);
        assertThat(clock.waiting()).isZero();
        clock.advance(Duration.ofDays(1));
        GenServer.call(server, Scripted.state());
        assertThat(infos).isEmpty();
    }

    @Test
    void theTimeoutComesOnceUnlessItIsAskedForAgain() throws Exception {
        var server = start(recording(() -> Init.ok("").timeout(SECOND)));
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        assertThat(infos.take()).isSameAs(GenServer.TIMEOUT);
        GenServer.call(server, Scripted.state(), Timeouts.INFINITY);
        assertThat(clock.waiting()).isZero();
        clock.advance(Duration.ofDays(1));
        GenServer.call(server, Scripted.state());
        assertThat(infos).isEmpty();
    }

    @Test
    void aCallbackThatAsksAgainGetsItAgain() throws Exception {
        start(Scripted.withInit(() -> Init.ok("").timeout(SECOND)).onInfo((message, state) -> {
            infos.add(message);
            return Next.noreply(state).timeout(SECOND);
        }));
        for (int i = 0; i < 3; i++) {
            clock.awaitWaiting(1);
            clock.advance(SECOND);
            assertThat(infos.take()).isSameAs(GenServer.TIMEOUT);
        }
    }

    @Test
    void aTimeoutOfZeroComesOnlyIfNoMessageWaitsAlready() throws Exception {
        var server = start(recording(() -> {
            send(self(), "already here");
            return Init.ok("").timeout(Duration.ZERO);
        }));
        assertThat(infos.take()).isEqualTo("already here");
        GenServer.call(server, ask((from, state) -> Next.reply(from, "", state).timeout(Duration.ZERO)));
        assertThat(infos.take()).isSameAs(GenServer.TIMEOUT);
        assertThat(infos).isEmpty();
    }

    @Test
    void anEndlessTimeoutNeverComes() {
        var server = start(recording(() -> Init.ok("").timeout(Timeouts.INFINITY)));
        clock.advance(Duration.ofDays(100_000));
        GenServer.call(server, Scripted.state());
        assertThat(infos).isEmpty();
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThatThrownBy(() -> Next.noreply("").timeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a timeout of zero or more");
        assertThatThrownBy(() -> Init.ok("").timeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
