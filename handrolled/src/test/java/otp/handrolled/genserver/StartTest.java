package otp.handrolled.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

class StartTest extends ServerTest {
    private static final IllegalStateException CRASH = new IllegalStateException("boom");

    @Test
    @Tag("G1")
    void theStarterWaitsUntilInitHasReturned() throws Exception {
        node.run(() -> {
            Pid test = self();
            Processes.spawn(() -> {
                GenServer.startLink(Scripted.withInit(() -> {
                    send(test, self());
                    receive(_ -> () -> "go on");
                    return Init.ok("ready");
                }));
                send(test, "started");
            });
            Pid inInit = receive(message -> () -> (Pid) message);
            assertThat(flush()).isEmpty();
            send(inInit, "go on");
            expect("started");
        });
    }

    @Test
    @Tag("G1")
    void aServerStartedWithALinkIsLinkedAndOneStartedWithoutIsNot() throws Exception {
        node.run(() -> {
            var linked = GenServer.startLink(Scripted.withState("")).get();
            GenServer.start(Scripted.withState(""));
            assertThat(info(self()).orElseThrow().links()).containsExactly(linked.pid());
        });
    }

    static Stream<Arguments> startsThatDoNotSucceed() {
        return Stream.of(
                Arguments.of("stop", code(() -> Init.stop(BOOM)), BOOM),
                Arguments.of(
                        "exception",
                        code(() -> {
                            throw CRASH;
                        }),
                        new ExitReason.Crash(CRASH)),
                Arguments.of("exit", code(() -> exit(BOOM)), BOOM),
                Arguments.of("bad return", code(() -> null), new ExitReason.BadReturnValue(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("startsThatDoNotSucceed")
    @Tag("G1")
    @Tag("G2")
    @Tag("G13")
    void theStarterGetsTheReasonAndAnExitMessageIfItTrapsExits(String how, Scripted.InitCode init, ExitReason reason)
            throws Exception {
        node.run(() -> {
            trapExit(true);
            assertThat(GenServer.startLink(Scripted.withInit(init))).isEqualTo(new OnStart.Failed<>(reason));
            assertThat(flush()).singleElement().isInstanceOfSatisfying(Exit.class, exit -> {
                assertThat(exit.reason()).isEqualTo(reason);
                assertThat(isAlive(exit.from())).isFalse();
            });
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("startsThatDoNotSucceed")
    @Tag("G1")
    void aStarterThatDoesNotTrapExitsDiesOfTheLink(String how, Scripted.InitCode init, ExitReason reason)
            throws Exception {
        node.run(() -> {
            var starter = Processes.spawnMonitor(() -> {
                GenServer.startLink(Scripted.withInit(init));
                receive(_ -> null);
            });
            assertThat(downOf(starter.ref())).isEqualTo(reason);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("startsThatDoNotSucceed")
    @Tag("G1")
    void withoutALinkTheStarterOnlyGetsTheReason(String how, Scripted.InitCode init, ExitReason reason)
            throws Exception {
        node.run(() -> {
            assertThat(GenServer.start(Scripted.withInit(init))).isEqualTo(new OnStart.Failed<>(reason));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("G2")
    void anIgnoredServerExitsNormally() throws Exception {
        node.run(() -> {
            trapExit(true);
            assertThat(GenServer.startLink(Scripted.withInit(Init::ignore))).isEqualTo(new OnStart.Ignored<>());
            assertThat(flush()).singleElement().extracting("reason").isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    @Tag("G2")
    void aStarterThatDoesNotTrapExitsSurvivesAnIgnoredServer() throws Exception {
        node.run(() -> {
            assertThat(GenServer.startLink(Scripted.withInit(Init::ignore))).isEqualTo(new OnStart.Ignored<>());
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("G2")
    @Tag("G17")
    void terminateDoesNotRunWhenInitHasNotSucceeded() throws Exception {
        node.run(() -> {
            Pid test = self();
            for (Scripted.InitCode init : List.<Scripted.InitCode>of(
                    Init::ignore,
                    () -> Init.stop(BOOM),
                    () -> exit(BOOM),
                    () -> {
                        throw CRASH;
                    },
                    () -> null)) {
                GenServer.start(Scripted.withInit(init).onTerminate((_, _) -> send(test, "terminated")));
            }
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("G1")
    void aServerKilledInInitFailsWithKilledAndLeavesNoExitMessage() throws Exception {
        node.run(() -> {
            trapExit(true);
            OnStart<?> outcome = GenServer.startLink(Scripted.withInit(() -> {
                exit(self(), ExitReason.KILL);
                return Init.ok("never");
            }));
            assertThat(outcome).isEqualTo(new OnStart.Failed<>(ExitReason.KILLED));
            assertThat(flush()).isEmpty();
        });
    }

    @Test
    @Tag("G1")
    void aThreadThatIsNoProcessCanStartAServerButNotLinkWithIt() {
        assertThat(GenServer.call(start(Scripted.withState("up")), Scripted.state()))
                .isEqualTo("up");
        assertThatThrownBy(() -> GenServer.startLink(Scripted.withState("up")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not a process");
    }

    private static Scripted.InitCode code(Scripted.InitCode code) {
        return code;
    }
}
