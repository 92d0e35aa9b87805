package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;

class StartTimeoutTest extends ServerTest {
    private static final Options WITHIN_A_SECOND = Options.named("slow").withTimeout(SECOND);

    private record Outcome(OnStart<ServerRef<Scripted.Message>> start, List<Object> mailbox) {}

    @Test
    @Tag("G5")
    void aStartThatTakesTooLongFailsWithTimeoutAndLeavesNothingBehind() throws Exception {
        var slow = new CompletableFuture<Pid>();
        var starter = beside(() -> {
            trapExit(true);
            var start = GenServer.startLink(
                    Scripted.withInit(() -> {
                        slow.complete(self());
                        return receive(_ -> null);
                    }),
                    WITHIN_A_SECOND);
            return new Outcome(start, flush());
        });
        clock.awaitWaiting(1);
        clock.advance(SECOND);

        assertThat(starter.get()).isEqualTo(new Outcome(new OnStart.Failed<>(ExitReason.TIMEOUT), List.of()));
        assertThat(isAlive(slow.get())).isFalse();
        assertThat(node.whereis("slow")).isEmpty();
    }

    @Test
    @Tag("G5")
    void aStartWithinItsTimeSucceedsAndTheTimeoutIsOver() throws Exception {
        var starter = beside(() -> GenServer.start(
                node,
                Scripted.withInit(() -> {
                    receive(_ -> null, SECOND.minusNanos(1), () -> "enough");
                    return Init.ok("up");
                }),
                WITHIN_A_SECOND));
        clock.awaitWaiting(2);
        clock.advance(SECOND.minusNanos(1));
        ServerRef<Scripted.Message> server = starter.get().get();
        clock.advance(Duration.ofDays(1));

        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
    }

    @Test
    @Tag("G5")
    void withoutATimeoutAStartMayTakeForEver() throws Exception {
        var starter = beside(() -> GenServer.start(Scripted.withInit(() -> {
            receive(_ -> null, Duration.ofDays(1000), () -> "enough");
            return Init.ok("up");
        })));
        clock.awaitWaiting(1);
        clock.advance(Duration.ofDays(1000));

        assertThat(starter.get()).isInstanceOf(OnStart.Ok.class);
    }

    @Test
    @Tag("G5")
    @Tag("G23")
    void theNameOfAStartThatTookTooLongCanBeUsedAtOnce() throws Exception {
        var starter = beside(() -> {
            GenServer.start(node, Scripted.withInit(() -> receive(_ -> null)), WITHIN_A_SECOND);
            return GenServer.start(node, Scripted.withState("second"), WITHIN_A_SECOND)
                    .get();
        });
        clock.awaitWaiting(1);
        clock.advance(SECOND);

        assertThat(starter.get().pid())
                .isEqualTo(new ServerName.Local("slow").whereis(node).orElseThrow());
    }
}
