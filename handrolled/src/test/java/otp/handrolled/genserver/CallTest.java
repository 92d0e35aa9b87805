package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Requests;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

class CallTest extends ServerTest {
    @Test
    @Tag("G7")
    void eachCallerGetsItsOwnAnswerWhateverTheOrderOfTheAnswers() throws Exception {
        var server = start(Scripted.withState(""));
        var firstFrom = new CompletableFuture<From<String>>();
        var first = beside(() -> GenServer.call(server, ask((from, state) -> {
            firstFrom.complete(from);
            return Next.noreply(state);
        })));
        GenServer.reply(
                firstFrom.get(),
                GenServer.call(server, ask((from, state) -> Next.reply(from, "second", state))) + " came before");
        assertThat(first.get()).isEqualTo("second came before");
    }

    @Test
    @Tag("G7")
    void aCallWaitsFiveSecondsAndNotOneNanosecondLess() throws Exception {
        var server = start(Scripted.withState(""));
        var caller = beside(() -> GenServer.call(server, Scripted.silence()));
        clock.awaitWaiting(1);
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(caller.outcome()).isNotDone();
        clock.advance(Duration.ofNanos(1));

        assertThat(caller.exit()).isInstanceOfSatisfying(CallFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT);
            assertThat(failed.function()).isEqualTo("GenServer.call");
            assertThat(failed.target()).isEqualTo(server);
            assertThat(failed.request()).isInstanceOf(Scripted.Ask.class);
            assertThat(failed.timeout()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    @Tag("G7")
    void anEndlessCallSetsNoTimer() throws Exception {
        var server = start(Scripted.withState(""));
        var taken = new CompletableFuture<From<String>>();
        var caller = beside(() -> GenServer.call(
                server,
                ask((from, state) -> {
                    taken.complete(from);
                    return Next.noreply(state);
                }),
                Timeouts.INFINITY));
        From<String> from = taken.get();
        assertThat(clock.waiting()).isZero();
        clock.advance(Duration.ofDays(100_000));
        from.reply("at last");

        assertThat(caller.get()).isEqualTo("at last");
    }

    @Test
    @Tag("G7")
    void aServerThatCallsItselfFailsAtOnce() throws Exception {
        var server = start(Scripted.withState(""));
        String reason = GenServer.call(server, ask((from, state) -> {
            ServerRef<Scripted.Message> me = ServerRef.of(self());
            return Next.reply(
                    from, exitOf(() -> GenServer.call(me, Scripted.state())).toString(), state);
        }));
        assertThat(reason).startsWith("{calling_self, {GenServer.call, [" + server);
    }

    @Test
    @Tag("G7")
    void callingItselfInInitFailsTheStart() throws Exception {
        node.run(() -> {
            var outcome = GenServer.start(Scripted.withInit(() -> {
                GenServer.call(ServerRef.<Scripted.Message>of(self()), Scripted.state());
                return Init.ok("never");
            }));
            assertThat(causeOf(exitOf(outcome::get))).isEqualTo(ExitReason.CALLING_SELF);
        });
    }

    @Test
    @Tag("G7")
    @Tag("P6")
    void aNegativeTimeoutIsRefusedAndTheServerHearsNothing() {
        var server = start(Scripted.withState("as it was"));
        assertThatThrownBy(() ->
                        GenServer.call(server, ask((from, _) -> Next.reply(from, "", "changed")), Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a timeout of zero or more");
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("as it was");
    }

    @Test
    @Tag("G8")
    void aCallToADeadServerFailsAtOnceWithNoproc() {
        var server = start(Scripted.withState(""));
        GenServer.stop(server);
        assertThat(exitOf(() -> GenServer.call(server, Scripted.state(), Timeouts.INFINITY)))
                .isInstanceOfSatisfying(CallFailed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(ExitReason.NOPROC);
                    assertThat(failed.toString())
                            .startsWith("{noproc, {GenServer.call, [" + server)
                            .endsWith(":infinity]}}");
                });
    }

    @Test
    @Tag("G8")
    void aCallToANameThatNobodyHasFailsAtOnceWithNoproc() throws Exception {
        node.run(() -> assertThat(causeOf(
                        exitOf(() -> GenServer.call(ServerRef.<Scripted.Message>named("nobody"), Scripted.state()))))
                .isEqualTo(ExitReason.NOPROC));
    }

    @Test
    @Tag("G8")
    void aServerThatCrashesInACallFailsTheCallAtOnceWithItsReason() {
        var server = start(Scripted.withState(""));
        var error = new IllegalStateException("boom");
        ExitReason reason = exitOf(() -> GenServer.call(
                server,
                ask((_, _) -> {
                    throw error;
                }),
                Timeouts.INFINITY));
        assertThat(causeOf(reason)).isEqualTo(new ExitReason.Crash(error));
    }

    @Test
    @Tag("G8")
    void aServerThatIsKilledFailsTheCallsItHasTakenAndThoseItHasNot() throws Exception {
        var server = start(Scripted.withState(""));
        var busy = new CompletableFuture<Pid>();
        var taken = beside(() -> GenServer.call(server, ask((_, state) -> {
            busy.complete(self());
            receive(_ -> null);
            return Next.noreply(state);
        })));
        busy.get();
        var waiting = beside(() -> GenServer.call(server, Scripted.state()));
        clock.awaitWaiting(2);
        node.exit(server.pid(), ExitReason.KILL);

        assertThat(causeOf(taken.exit())).isEqualTo(ExitReason.KILLED);
        assertThat(causeOf(waiting.exit())).isEqualTo(ExitReason.KILLED);
    }

    @Test
    @Tag("G9")
    void anAnswerAfterTheTimeoutReachesNeitherTheMailboxNorTheNextCall() throws Exception {
        var server = start(Scripted.withState("next"));
        var late = new CompletableFuture<From<String>>();
        var caller = beside(() -> {
            ExitReason reason = exitOf(() -> GenServer.call(
                    server,
                    ask((from, state) -> {
                        late.complete(from);
                        return Next.noreply(state);
                    }),
                    SECOND));
            GenServer.reply(late.get(), "late");
            String next = GenServer.call(server, Scripted.state());
            return causeOf(reason) + ", then " + next + ", then " + flush();
        });
        late.get();
        clock.awaitWaiting(1);
        clock.advance(SECOND);

        assertThat(caller.get()).isEqualTo("timeout, then next, then []");
        Requests.awaitNoneHeldBy(server.pid());
    }

    @Test
    @Tag("G9")
    @Tag("M4")
    void aTimeoutLeavesNoMonitorBehind() throws Exception {
        var server = start(Scripted.withState(""));
        var caller = beside(() -> {
            exitOf(() -> GenServer.call(server, Scripted.silence(), SECOND));
            GenServer.stop(server);
            return info(self()).orElseThrow().monitors() + ", " + flush();
        });
        clock.awaitWaiting(1);
        clock.advance(SECOND);
        assertThat(caller.get()).isEqualTo("[], []");
    }

    @Test
    @Tag("G9")
    void aCallWithTimeoutZeroFailsUnlessTheAnswerIsThere() {
        var server = start(Scripted.withState(""));
        assertThat(causeOf(exitOf(() -> GenServer.call(server, Scripted.silence(), Duration.ZERO))))
                .isEqualTo(ExitReason.TIMEOUT);
    }

    @Test
    @Tag("G8")
    @Tag("P7")
    void aCallDoesNotLookAtTheCallersMailbox() throws Exception {
        var server = start(Scripted.withState("found"));
        node.run(() -> {
            for (int i = 0; i < 500_000; i++) {
                send(self(), i);
            }
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo("found");
            assertThat(info(self()).orElseThrow().handled()).isZero();
        });
    }

    @Test
    @Tag("G8")
    void aCallerThatIsKilledWhileItWaitsIsForgotten() throws Exception {
        var server = start(Scripted.withState("up"));
        var taken = new CompletableFuture<From<String>>();
        var caller = beside(() -> GenServer.call(server, ask((from, state) -> {
            taken.complete(from);
            return Next.noreply(state);
        })));
        From<String> from = taken.get();
        node.exit(caller.pid(), ExitReason.KILL);
        assertThat(caller.exit()).isEqualTo(ExitReason.KILLED);
        from.reply("to nobody");

        Requests.awaitNoneHeldBy(server.pid());
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
    }

    @Test
    @Tag("G7")
    void aCallerThatIsInterruptedExits() throws Exception {
        var server = start(Scripted.withState("up"));
        var caller = beside(() -> GenServer.call(server, Scripted.silence(), SECOND));
        clock.awaitWaiting(1);
        Requests.threadOf(caller.pid()).interrupt();

        assertThat(caller.exit()).isEqualTo(ExitReason.term("interrupted"));
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
        Requests.awaitNoneHeldBy(server.pid());
    }

    @Test
    @Tag("G12")
    void anExitInACallbackIsTheReasonTheCallerGets() {
        var server = start(Scripted.withState(""));
        assertThat(causeOf(exitOf(() -> GenServer.call(server, ask((_, _) -> exit(BOOM))))))
                .isEqualTo(BOOM);
    }
}
