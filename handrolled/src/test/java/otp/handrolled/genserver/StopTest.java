package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

class StopTest extends ServerTest {
    @Test
    @Tag("G11")
    void aStopWithAnAnswerRunsTerminateThenAnswersThenExits() throws Exception {
        node.run(() -> {
            Pid test = self();
            var server = GenServer.start(Scripted.withState("").onTerminate((_, _) -> send(test, "terminated")))
                    .get();
            var monitor = monitor(server.pid());
            String answer = GenServer.call(server, ask((from, state) -> Next.stop(BOOM, from, "answer", state)));
            assertThat(answer).isEqualTo("answer");
            expect("terminated");
            assertThat(downOf(monitor)).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("G11")
    void theAnswerOfAStopIsNotSentWhileTerminateRuns() throws Exception {
        var server = start(Scripted.withState("")
                .onTerminate((_, _) -> receive(m -> m.equals("go on") ? () -> "" : null, SECOND, () -> "")));
        var caller = beside(() -> GenServer.call(
                server, ask((from, state) -> Next.stop(ExitReason.NORMAL, from, "answer", state)), Timeouts.INFINITY));
        clock.awaitWaiting(1);
        assertThat(caller.outcome()).isNotDone();
        clock.advance(SECOND);
        assertThat(caller.get()).isEqualTo("answer");
    }

    @Test
    @Tag("G11")
    @Tag("G19")
    void theAnswerOfAStopIsSentAlsoWhenTerminateThrows() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("").onTerminate((_, _) -> exit(BOOM)))
                    .get();
            var monitor = monitor(server.pid());
            assertThat(GenServer.call(
                            server, ask((from, state) -> Next.stop(ExitReason.NORMAL, from, "answer", state))))
                    .isEqualTo("answer");
            assertThat(downOf(monitor)).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("G12")
    void aStopWithoutAnAnswerMakesTheCallerExitWithItsReason() {
        for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, BOOM)) {
            var server = start(Scripted.withState(""));
            assertThat(causeOf(exitOf(() -> GenServer.call(server, ask((_, state) -> Next.stop(reason, state))))))
                    .isEqualTo(reason);
        }
    }

    @Test
    @Tag("G20")
    void stopReturnsWhenTheServerIsGone() throws Exception {
        node.run(() -> {
            var reasons = new ArrayList<ExitReason>();
            var server = GenServer.start(
                            node,
                            Scripted.withState("").onTerminate((reason, _) -> reasons.add(reason)),
                            Options.named("s"))
                    .get();
            var monitor = monitor(server.pid());
            GenServer.stop(server);
            assertThat(node.whereis("s")).isEmpty();
            assertThat(reasons).containsExactly(ExitReason.NORMAL);
            assertThat(downOf(monitor)).isEqualTo(ExitReason.NORMAL);
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("G20")
    void stopWithAReasonEndsTheServerWithIt() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("")).get();
            var monitor = monitor(server.pid());
            GenServer.stop(server, BOOM, SECOND);
            assertThat(downOf(monitor)).isEqualTo(BOOM);
        });
    }

    @Test
    @Tag("G20")
    void messagesThatWereSentBeforeAStopAreHandled() {
        var handled = new ArrayList<String>();
        var server = start(Scripted.withState("").onTerminate((_, state) -> handled.add("terminated with " + state)));
        GenServer.cast(server, new Scripted.Do(_ -> Next.noreply("the last cast")));
        GenServer.stop(server);
        assertThat(handled).containsExactly("terminated with the last cast");
    }

    @Test
    @Tag("G20")
    void stoppingADeadServerExitsWithNoproc() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        assertThat(exitOf(() -> GenServer.stop(server, BOOM, SECOND)))
                .isEqualTo(new ExitReason.CallFailed(ExitReason.NOPROC, "GenServer.stop", server, BOOM, SECOND))
                .hasToString("{noproc, {GenServer.stop, [" + server + ", boom, 1000]}}");
    }

    @Test
    @Tag("G20")
    void stoppingADeadServerWithNoprocExitsToo() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        assertThat(causeOf(exitOf(() -> GenServer.stop(server, ExitReason.NOPROC, SECOND))))
                .isEqualTo(ExitReason.NOPROC);
    }

    @Test
    @Tag("G20")
    void stoppingANameThatNobodyHasExitsWithNoproc() throws Exception {
        node.run(() -> assertThat(causeOf(exitOf(() -> GenServer.stop(ServerRef.named("nobody")))))
                .isEqualTo(ExitReason.NOPROC));
    }

    @Test
    @Tag("G20")
    void aServerThatStopsItselfExitsWithCallingSelf() {
        var server = start(Scripted.withState(""));
        ExitReason reason = causeOf(exitOf(() -> GenServer.call(server, ask((_, state) -> {
            GenServer.stop(ServerRef.of(self()));
            return Next.noreply(state);
        }))));
        assertThat(causeOf(reason)).isEqualTo(ExitReason.CALLING_SELF);
        assertThat(reason).hasToString("{calling_self, {GenServer.stop, [" + server + ", normal, :infinity]}}");
    }

    @Test
    @Tag("G20")
    void aServerThatEndsWithAnotherReasonMakesStopExitWithThatOne() {
        var server = start(Scripted.withState("").onTerminate((_, _) -> exit(ExitReason.term("other"))));
        assertThat(causeOf(exitOf(() -> GenServer.stop(server, BOOM, SECOND)))).isEqualTo(ExitReason.term("other"));
    }

    @Test
    @Tag("G20")
    void aStopThatTakesTooLongExitsWithTimeoutAndTheServerGoesOnStopping() throws Exception {
        var server = start(Scripted.withState("").onTerminate((_, _) -> receive(_ -> null, SECOND, () -> "")));
        var timedOut = new CompletableFuture<ExitReason>();
        var end = beside(() -> {
            Ref monitor = monitor(server.pid());
            timedOut.complete(exitOf(() -> GenServer.stop(server, BOOM, SECOND.dividedBy(2))));
            return downOf(monitor);
        });
        clock.awaitWaiting(2);
        clock.advance(SECOND.dividedBy(2));
        assertThat(timedOut.get(10, TimeUnit.SECONDS).toString())
                .startsWith("{timeout, {GenServer.stop, [")
                .endsWith(", 500]}}");
        clock.advance(SECOND);
        assertThat(end.get()).isEqualTo(BOOM);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    @Tag("G20")
    void aBadTimeoutLeavesTheServerAlive(long nanos) {
        var server = start(Scripted.withState("up"));
        assertThatThrownBy(() -> GenServer.stop(server, BOOM, Duration.ofNanos(nanos)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
    }
}
