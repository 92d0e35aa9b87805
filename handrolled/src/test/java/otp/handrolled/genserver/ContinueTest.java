package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

@Tag("G6")
class ContinueTest extends ServerTest {
    @Test
    void continueAfterInitRunsBeforeAMessageThatIsInTheMailboxAlready() throws Exception {
        node.run(() -> {
            Pid test = self();
            GenServer.start(Scripted.withInit(() -> {
                        send(self(), "queued");
                        return Init.ok("").continueWith("continue");
                    })
                    .onContinue((what, state) -> tell(test, what, state))
                    .onInfo((what, state) -> tell(test, what, state)));
            expect("continue");
            expect("queued");
        });
    }

    @Test
    void theStarterHasItsAnswerBeforeTheContinueRuns() throws Exception {
        node.run(() -> {
            Pid test = self();
            var server = GenServer.start(Scripted.withInit(() -> Init.ok("").continueWith("continue"))
                            .onContinue((_, state) -> {
                                receive(message -> message.equals("go on") ? () -> "" : null);
                                return tell(test, "continued", state);
                            }))
                    .get();
            assertThat(flush()).isEmpty();
            send(server.pid(), "go on");
            expect("continued");
        });
    }

    @Test
    void continuesChainAndAllRunBeforeAnyMessage() throws Exception {
        node.run(() -> {
            Pid test = self();
            GenServer.start(Scripted.withInit(() -> {
                        send(self(), "queued");
                        return Init.ok("").continueWith(1);
                    })
                    .onContinue((what, state) -> {
                        send(test, what);
                        return (int) what < 3 ? Next.noreply(state).continueWith((int) what + 1) : Next.noreply(state);
                    })
                    .onInfo((what, state) -> tell(test, what, state)));
            for (Object message : List.of(1, 2, 3, "queued")) {
                expect(message);
            }
        });
    }

    @Test
    void castInfoAndContinueMayContinue() throws Exception {
        node.run(() -> {
            Pid test = self();
            var server = GenServer.start(Scripted.withState("")
                            .onContinue((what, state) -> tell(test, what, state))
                            .onInfo((_, state) -> Next.noreply(state).continueWith("after info")))
                    .get();
            GenServer.cast(server, new Scripted.Do(state -> Next.noreply(state).continueWith("after cast")));
            send(server.pid(), "info");
            expect("after cast");
            expect("after info");
        });
    }

    @Test
    void aCallIsAnsweredBeforeItContinues() throws Exception {
        node.run(() -> {
            Pid test = self();
            var server = GenServer.start(Scripted.withState("").onContinue((_, state) -> {
                        receive(message -> message.equals("go on") ? () -> "" : null);
                        return tell(test, "continued", state);
                    }))
                    .get();
            String answer = GenServer.call(
                    server,
                    ask((from, state) -> Next.reply(from, "answer", state).continueWith("")));
            assertThat(answer).isEqualTo("answer");
            assertThat(flush()).isEmpty();
            send(server.pid(), "go on");
            expect("continued");
        });
    }

    @Test
    void aContinueMayStopTheServer() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withInit(() -> {
                                send(self(), "never handled");
                                return Init.ok("").continueWith("stop");
                            })
                            .onContinue((_, state) -> {
                                receive(message -> message.equals("go on") ? () -> "" : null);
                                return Next.stop(ExitReason.SHUTDOWN, state);
                            }))
                    .get();
            var monitor = monitor(server.pid());
            send(server.pid(), "go on");
            assertThat(downOf(monitor)).isEqualTo(ExitReason.SHUTDOWN);
            assertThat(log.lines()).isEmpty();
        });
    }

    @Test
    void withoutAHandleContinueTheServerCrashesAndSaysWhatIsMissing() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("")).get();
            var monitor = monitor(server.pid());
            GenServer.cast(server, new Scripted.Do(state -> Next.noreply(state).continueWith("more")));
            assertThat(downOf(monitor))
                    .isInstanceOfSatisfying(
                            ExitReason.Crash.class,
                            crash -> assertThat(crash.error())
                                    .isInstanceOf(UnsupportedOperationException.class)
                                    .hasMessageContaining("continueWith(more)")
                                    .hasMessageContaining("override it"));
        });
    }

    private static Next<String> tell(Pid test, Object what, String state) {
        send(test, what);
        return Next.noreply(state);
    }
}
