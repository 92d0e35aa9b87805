package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.genserver.Scripted.ask;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Requests;
import otp.handrolled.process.ServerRef;

class BadInputTest extends ServerTest {
    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    static List<Scripted.CallCode> throwsAnything() {
        return List.of(
                (_, _) -> {
                    throw new IllegalStateException("boom");
                },
                (_, _) -> {
                    throw new IOException("checked, and not declared");
                },
                (_, _) -> {
                    throw new AssertionError("an Error");
                },
                (_, _) -> {
                    throw new LinkageError("a fatal one");
                },
                (_, _) -> {
                    throw new InterruptedException("interrupted");
                },
                (_, _) -> {
                    throw new Throwable("neither an Exception nor an Error");
                },
                (_, _) -> Next.noreply("" + endless(0)));
    }

    @ParameterizedTest
    @MethodSource("throwsAnything")
    @Tag("G8")
    @Tag("G17")
    void whateverACallbackThrowsEndsTheServerAloneAndTellsTheCallerWhy(Scripted.CallCode code) throws Exception {
        var bystander = start(Scripted.withState("unharmed"));
        var terminated = new CompletableFuture<ExitReason>();
        var server = start(Scripted.withState("").onTerminate((reason, _) -> terminated.complete(reason)));
        ExitReason reason = causeOf(exitOf(() -> GenServer.call(server, ask(code))));
        assertThat(reason).isInstanceOf(ExitReason.Crash.class).isEqualTo(terminated.get());
        assertThat(isAlive(server.pid())).isFalse();
        assertThat(GenServer.call(bystander, Scripted.state())).isEqualTo("unharmed");
    }

    @ParameterizedTest
    @MethodSource("throwsAnything")
    @Tag("G1")
    void whateverInitThrowsFailsTheStart(Scripted.CallCode code) {
        var outcome = GenServer.start(
                node,
                Scripted.withInit(() -> {
                    code.run(anyFrom(), "");
                    return Init.ok("never");
                }),
                Options.NONE);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        OnStart.Failed.class,
                        failed -> assertThat(failed.reason()).isInstanceOf(ExitReason.Crash.class));
    }

    private From<String> anyFrom() throws Exception {
        var from = new CompletableFuture<From<String>>();
        var server = start(Scripted.withState(""));
        GenServer.<Scripted.Message, String>call(server, f -> {
            from.complete(f);
            return new Scripted.Ask(f, (_, state) -> Next.reply(f, "", state));
        });
        return from.get();
    }

    @Test
    @Tag("G15")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aMessageOfTheWrongTypeCrashesTheServerAndFailsItsCaller() throws Exception {
        var called = start(Scripted.withState(""));
        ExitReason reason = exitOf(() -> GenServer.call((ServerRef) called, from -> "no such message"));
        assertThat(causeOf(reason))
                .isInstanceOfSatisfying(
                        ExitReason.Crash.class,
                        crash -> assertThat(crash.error()).isInstanceOf(ClassCastException.class));

        var casted = start(Scripted.withState(""));
        node.run(() -> {
            var monitor = monitor(casted.pid());
            GenServer.cast((ServerRef) casted, "no such message");
            assertThat(downOf(monitor)).isInstanceOf(ExitReason.Crash.class);
        });
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullWhereAMessageOrCallbacksAreExpectedIsRefusedByName() {
        var server = start(Scripted.withState("up"));
        assertThatThrownBy(() -> GenServer.call(server, _ -> null)).hasMessage("expected a request, got null");
        assertThatThrownBy(() -> GenServer.start(node, null, Options.NONE))
                .hasMessage("expected the callbacks of a server, got null");
        assertThatThrownBy(() -> Next.stop(null, "")).hasMessage("expected an exit reason to stop with, got null");
        assertThatThrownBy(() -> Init.stop(null)).hasMessage("expected an exit reason to stop with, got null");
        assertThatThrownBy(() -> Next.noreply("").continueWith(null))
                .hasMessage("expected something to continue with, got null");
        assertThatThrownBy(() -> GenServer.stop(server, null, SECOND))
                .hasMessage("expected an exit reason to stop with, got null");
        assertThatThrownBy(() -> node.exit(server.pid(), null)).hasMessage("expected an exit reason, got null");
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
    }

    @Test
    @Tag("G17")
    @SuppressWarnings("NullAway")
    void answeringToNullEndsTheServerWithTerminate() throws Exception {
        var terminated = new CompletableFuture<ExitReason>();
        var server = start(Scripted.withState("").onTerminate((reason, _) -> terminated.complete(reason)));
        GenServer.cast(server, new Scripted.Do(state -> Next.reply(null, "", state)));
        assertThat(terminated.get())
                .isInstanceOfSatisfying(
                        ExitReason.Crash.class,
                        crash -> assertThat(crash.error())
                                .hasMessageContaining("expected the address that the message carries"));
    }

    @Test
    @Tag("G10")
    void anAnswerToADeadCallerIsDropped() throws Exception {
        var server = start(Scripted.withState("up"));
        var from = new CompletableFuture<From<String>>();
        var caller = beside(() -> GenServer.call(server, ask((f, state) -> {
            from.complete(f);
            return Next.noreply(state);
        })));
        from.get();
        node.exit(caller.pid(), ExitReason.KILL);
        caller.exit();
        GenServer.cast(server, new Scripted.Do(state -> Next.reply(from.get(), "nobody hears it", state)));
        assertThat(GenServer.call(server, Scripted.state())).isEqualTo("up");
        Requests.awaitNoneHeldBy(server.pid());
    }

    @Test
    @Tag("L11")
    void aCallbackMayCatchItsOwnExitButNotAKill() throws Exception {
        var server = start(Scripted.withState(""));
        String caught = GenServer.call(server, ask((from, state) -> {
            try {
                return exit(BOOM);
            } catch (Throwable exit) {
                return Next.reply(from, "caught " + ((ProcessExit) exit).reason(), state);
            }
        }));
        assertThat(caught).isEqualTo("caught boom");

        var waiting = new CompletableFuture<Boolean>();
        var caller = beside(() -> GenServer.call(server, ask((from, state) -> {
            waiting.complete(true);
            try {
                receive(_ -> null);
            } catch (Throwable kill) {
                // Taken for an ordinary failure, as careless code does.
            }
            return Next.reply(from, "still here", state);
        })));
        waiting.get();
        node.exit(server.pid(), ExitReason.KILL);
        assertThat(causeOf(caller.exit())).isEqualTo(ExitReason.KILLED);
    }

    @Test
    @Tag("G17")
    void aServerThatIsInterruptedWhileItWaitsEndsInOrderAndIsLogged() throws Exception {
        var terminated = new CompletableFuture<ExitReason>();
        var server = start(Scripted.withState("").onTerminate((reason, _) -> terminated.complete(reason)));
        Requests.threadOf(server.pid()).interrupt();
        assertThat(terminated.get()).isEqualTo(ExitReason.term("interrupted"));
        log.await(line -> line.message().contains("** interrupted"));
    }

    @Test
    @Tag("G17")
    void aCallbackThatIsInterruptedSeesAnInterruptedException() throws Exception {
        var server = start(Scripted.withState(""));
        var waiting = new CompletableFuture<Thread>();
        var caller = beside(() -> GenServer.call(server, ask((from, state) -> {
            waiting.complete(Thread.currentThread());
            try {
                new CompletableFuture<String>().get();
                return Next.noreply(state);
            } catch (InterruptedException interrupted) {
                return Next.reply(from, "woken in " + self(), state);
            }
        })));
        waiting.get().interrupt();
        assertThat(caller.get()).isEqualTo("woken in " + server);
        assertThat(isAlive(server.pid())).isTrue();
    }
}
