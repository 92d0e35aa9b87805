package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;

class TerminateTest extends ServerTest {
    private static final Error CRASH = new AssertionError("boom");

    private record Terminated(ExitReason reason, String state) {}

    private final LinkedBlockingQueue<Terminated> terminated = new LinkedBlockingQueue<>();

    private Scripted recording() {
        return recording(() -> Init.ok("state"));
    }

    private Scripted recording(Scripted.InitCode init) {
        return Scripted.withInit(init)
                .onInfo((message, _) -> Next.noreply(message.toString()))
                .onTerminate((reason, state) -> terminated.add(new Terminated(reason, state)));
    }

    static Stream<Arguments> endsOfACallback() {
        return Stream.of(
                Arguments.of("stop", code(_ -> Next.stop(BOOM, "last")), BOOM, "last"),
                Arguments.of("normal stop", code(_ -> Next.stop(ExitReason.NORMAL, "last")), ExitReason.NORMAL, "last"),
                Arguments.of(
                        "exception",
                        code(_ -> {
                            throw CRASH;
                        }),
                        new ExitReason.Crash(CRASH),
                        "state"),
                Arguments.of("exit", code(_ -> exit(BOOM)), BOOM, "state"),
                Arguments.of("bad return", code(_ -> null), new ExitReason.BadReturnValue(null), "state"));
    }

    private static Scripted.CastCode code(Scripted.CastCode code) {
        return code;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endsOfACallback")
    @Tag("G13")
    @Tag("G17")
    void terminateRunsOnceAndTheServerExitsWithTheReason(
            String how, Scripted.CastCode cast, ExitReason reason, String lastState) throws Exception {
        node.run(() -> {
            var server = GenServer.start(recording()).get();
            var monitor = monitor(server.pid());
            GenServer.cast(server, new Scripted.Do(cast));
            assertThat(downOf(monitor)).isEqualTo(reason);
            assertThat(terminated).containsExactly(new Terminated(reason, lastState));
        });
    }

    @Test
    @Tag("G13")
    void nullFromHandleInfoAndFromHandleContinueAreBadReturnsToo() throws Exception {
        node.run(() -> {
            var info = GenServer.start(Scripted.withState("").onInfo((_, _) -> null))
                    .get();
            var infoMonitor = monitor(info.pid());
            send(info.pid(), "hello");
            assertThat(downOf(infoMonitor)).isEqualTo(new ExitReason.BadReturnValue(null));

            var goesOn = GenServer.start(Scripted.withState("").onContinue((_, _) -> null))
                    .get();
            var monitor = monitor(goesOn.pid());
            GenServer.cast(goesOn, new Scripted.Do(state -> Next.noreply(state).continueWith("x")));
            assertThat(downOf(monitor)).isEqualTo(new ExitReason.BadReturnValue(null));
        });
    }

    @Test
    @Tag("G17")
    void terminateDoesNotRunWhenTheServerIsKilled() throws Exception {
        var server = start(recording(() -> {
            trapExit(true);
            return Init.ok("state");
        }));
        node.exit(server.pid(), ExitReason.KILL);
        node.close();
        assertThat(terminated).isEmpty();
    }

    @Test
    @Tag("G17")
    void terminateDoesNotRunOnAnExitSignalThatIsNotTrapped() {
        var server = start(recording());
        node.exit(server.pid(), ExitReason.SHUTDOWN);
        node.close();
        assertThat(terminated).isEmpty();
    }

    @Test
    @Tag("G17")
    void aServerKilledInACallbackIsNotHeardAnyMoreWhateverTheCallbackReturns() throws Exception {
        for (Scripted.CastCode last : new Scripted.CastCode[] {
            state -> Next.stop(BOOM, state),
            state -> {
                throw CRASH;
            },
            _ -> null,
            Next::noreply
        }) {
            var busy = new CompletableFuture<Pid>();
            var goOn = new CountDownLatch(1);
            var server = start(recording());
            GenServer.cast(server, new Scripted.Do(state -> {
                busy.complete(self());
                awaitUninterruptibly(goOn);
                return last.run(state);
            }));
            node.exit(busy.get(), ExitReason.KILL);
            goOn.countDown();
        }
        node.close();
        assertThat(terminated).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException killed) {
                // Code that does not care: what this test needs.
            }
        }
    }

    @Test
    @Tag("G18")
    void theParentsExitEndsATrappingServerAfterWhatWasSentBeforeIt() throws Exception {
        for (ExitReason reason : new ExitReason[] {BOOM, ExitReason.SHUTDOWN, ExitReason.NORMAL}) {
            var server = new CompletableFuture<ServerRef<Scripted.Message>>();
            Pid parent = node.spawn(() -> {
                server.complete(GenServer.startLink(recording(() -> {
                            trapExit(true);
                            return Init.ok("state");
                        }))
                        .get());
                send(server.get().pid(), "sent before");
                exit(reason);
            });
            node.run(() -> downOf(parent));
            assertThat(terminated.take()).isEqualTo(new Terminated(reason, "sent before"));
        }
    }

    @Test
    @Tag("G18")
    void aServerThatDoesNotTrapExitsOutlivesANormalEndOfItsParent() throws Exception {
        var server = new CompletableFuture<ServerRef<Scripted.Message>>();
        Pid parent = node.spawn(
                () -> server.complete(GenServer.startLink(recording()).get()));
        node.run(() -> downOf(parent));
        assertThat(GenServer.call(server.get(), Scripted.state())).isEqualTo("state");
    }

    @Test
    @Tag("G18")
    void anExitThatIsNotTheParentsGoesToHandleInfo() throws Exception {
        node.run(() -> {
            var server = GenServer.startLink(recording(() -> {
                        trapExit(true);
                        return Init.ok("state");
                    }))
                    .get();
            Pid stranger = node.spawn(() -> exit(server.pid(), BOOM));
            downOf(stranger);
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo(new Exit(stranger, BOOM).toString());
            assertThat(terminated).isEmpty();
        });
    }

    @Test
    @Tag("G18")
    void whoStartedAServerWithoutALinkIsNotItsParent() throws Exception {
        node.run(() -> {
            var server = GenServer.start(recording(() -> {
                        trapExit(true);
                        return Init.ok("state");
                    }))
                    .get();
            exit(server.pid(), BOOM);
            assertThat(GenServer.call(server, Scripted.state())).isEqualTo(new Exit(self(), BOOM).toString());
        });
    }

    @Test
    @Tag("G19")
    void whatTerminateThrowsReplacesTheReason() throws Exception {
        node.run(() -> {
            var server = GenServer.start(Scripted.withState("").onTerminate((_, _) -> {
                        throw CRASH;
                    }))
                    .get();
            var monitor = monitor(server.pid());
            GenServer.cast(server, new Scripted.Do(state -> Next.stop(ExitReason.NORMAL, state)));
            assertThat(downOf(monitor)).isEqualTo(new ExitReason.Crash(CRASH));
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.error()).isSameAs(CRASH));
        });
    }
}
