package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Timeouts;

/** A server that only computes and is killed: its code runs on, and nobody who waits for it does. */
class KilledServerTest extends ServerTest {
    @Test
    @Tag("G8")
    @Tag("L5")
    @Tag("P8")
    void aServerThatOnlyComputesIsDeadAtOnceForEverybodyElseWhenItIsKilled() throws Exception {
        var stop = new AtomicBoolean();
        var computing = new CompletableFuture<Boolean>();
        var server = GenServer.start(node, Scripted.withState(""), Options.named("busy"))
                .get();
        GenServer.cast(server, new Scripted.Do(state -> {
            computing.complete(true);
            while (!stop.get()) {
                Thread.onSpinWait(); // never calls the runtime
            }
            return Next.noreply(state);
        }));
        computing.get();
        List<Beside<String>> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(beside(() -> GenServer.call(server, Scripted.state(), Timeouts.INFINITY)));
        }
        awaitMailbox(server.pid(), 100);

        node.exit(server.pid(), ExitReason.KILL);

        for (Beside<String> caller : callers) {
            assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.KILLED);
        }
        assertThat(node.whereis("busy")).isEmpty();
        assertThat(node.lingering()).containsExactly(server.pid());
        stop.set(true);
    }

    @Test
    @Tag("G8")
    void aCallThatWasTakenInAndNotAnsweredFailsWithTheOthers() throws Exception {
        var stop = new AtomicBoolean();
        var server = start(Scripted.withState(""));
        var computing = new CompletableFuture<Boolean>();
        var taken = beside(() -> GenServer.call(
                server,
                ask((from, state) -> {
                    computing.complete(true);
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                    return Next.reply(from, "too late", state);
                }),
                Timeouts.INFINITY));
        computing.get();
        node.exit(server.pid(), ExitReason.KILL);
        assertThat(causeOf(taken.exit())).isEqualTo(ExitReason.KILLED);
        stop.set(true);
    }

    private static void awaitMailbox(Pid pid, int length) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ProcessInfo.of(pid).mailbox() == length);
    }
}
