package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.isAlive;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.spawn;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be right is refused at once, by an error that says what was expected. */
@SuppressWarnings("NullAway")
class BadInputTest extends ProcessTest {
    private static void refused(ThrowingCallable call, String says) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessageContaining(says);
    }

    @Test
    void nothingIsNoBody() throws Exception {
        String says = "expected the body of a process, got null";
        refused(() -> node.spawn(null), says);
        refused(() -> node.spawn("label", null), says);
        refused(() -> node.run((Callable<?>) null), "expected code to run as a process, got null");
        refused(() -> node.run((ProcessBody) null), "expected code to run as a process, got null");
        node.run(() -> {
            refused(() -> spawn(null), says);
            refused(() -> Processes.spawnLink(null), says);
            refused(() -> Processes.spawnMonitor(null), says);
            assertThat(ProcessInfo.of(self()).links()).isEmpty();
            assertThat(ProcessInfo.of(self()).monitors()).isEmpty();
            assertThat(node.processes()).containsExactly(self());
        });
    }

    @Test
    void nothingIsNoMessage() throws Exception {
        node.run(() -> {
            String says = "expected a message, got null";
            Processes.register(self(), "me");
            refused(() -> send(self(), null), says);
            refused(() -> send("me", null), says);
            refused(() -> send(Processes.alias(), null), says);
            refused(() -> sendAfter(self(), null, SECOND), says);
            refused(() -> sendAfter("me", null, SECOND), says);
            assertThat(flush()).isEmpty();
            assertThat(clock.waiting()).isZero();
        });
    }

    @Test
    void nothingIsNoReasonToExit() throws Exception {
        node.run(() -> {
            Pid pid = spawn(ProcessTest::idle);
            Processes.link(pid);
            refused(() -> exit(pid, null), "expected an exit reason, got null");
            refused(() -> node.exit(pid, null), "expected an exit reason, got null");
            refused(() -> exit(null), "expected an exit reason, got null");
            assertThat(isAlive(pid)).isTrue();
            assertThat(ProcessInfo.of(pid).links()).containsExactly(self());
        });
    }

    @Test
    void aReceiveWithoutClausesIsRefusedBeforeItWaits() throws Exception {
        node.run(() -> {
            refused(() -> receive(null), "expected the clauses of a receive, got null");
            refused(() -> receive(null, SECOND, () -> 1), "expected the clauses of a receive, got null");
            refused(() -> receive(message -> null, SECOND, null), "expected what to run when the time is up, got null");
        });
    }

    static Stream<Arguments> onlyForProcesses() {
        return Stream.<Object[]>of(
                        new Object[] {"self()", (ThrowingCallable) Processes::self},
                        new Object[] {"spawn()", (ThrowingCallable) () -> spawn(() -> {})},
                        new Object[] {"spawnLink()", (ThrowingCallable) () -> Processes.spawnLink(() -> {})},
                        new Object[] {"spawnMonitor()", (ThrowingCallable) () -> Processes.spawnMonitor(() -> {})},
                        new Object[] {"receive()", (ThrowingCallable) () -> receive(message -> null)},
                        new Object[] {"hibernate()", (ThrowingCallable) Processes::hibernate},
                        new Object[] {"send(name, message)", (ThrowingCallable) () -> send("name", 1)},
                        new Object[] {"trapExit()", (ThrowingCallable) () -> Processes.trapExit(true)},
                        new Object[] {"monitor()", (ThrowingCallable) () -> Processes.monitor("name")},
                        new Object[] {"demonitor()", (ThrowingCallable) () -> Processes.demonitor(new Ref())},
                        new Object[] {"alias()", (ThrowingCallable) Processes::alias},
                        new Object[] {"unalias()", (ThrowingCallable) () -> Processes.unalias(new Ref())},
                        new Object[] {"whereis()", (ThrowingCallable) () -> Processes.whereis("name")},
                        new Object[] {"unregister()", (ThrowingCallable) () -> Processes.unregister("name")},
                        new Object[] {"list()", (ThrowingCallable) Processes::list})
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("onlyForProcesses")
    void whatOnlyAProcessCanDoSaysSoOnAnotherThread(String function, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(function + " was called on ")
                .hasMessageContaining("which is not a process")
                .hasMessageContaining("node.run(() -> ...)");
    }

    @Test
    void linkingOnAThreadThatIsNoProcessSaysSoAndLinksNothing() {
        Pid pid = node.spawn(ProcessTest::idle);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Processes.link(pid), () -> Processes.unlink(pid), () -> Processes.monitor(pid))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("is not a process");
        }
        assertThat(ProcessInfo.of(pid).links()).isEmpty();
        assertThat(ProcessInfo.of(pid).monitoredBy()).isEmpty();
    }

    @Test
    void aClosedNodeStartsNothingAndSaysWhatToDo() {
        node.close();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> node.spawn(() -> {}), () -> node.run(() -> {}), () -> node.run(() -> 1))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this node is closed")
                    .hasMessageContaining("Node.start()");
        }
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void aManualClockGoesNeitherBackNorBeyondWhatItCanShow() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: PT-0.000000001S");
        assertThatThrownBy(() -> clock.advance(Timeouts.INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a duration within the 292 years");
        clock.advance(Duration.ofDays(100_000));
        assertThatThrownBy(() -> clock.advance(Duration.ofDays(100_000))).isInstanceOf(IllegalArgumentException.class);
        assertThat(clock.now()).isEqualTo(Duration.ofDays(100_000).toNanos());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("P11")
    void aTextThatIsAnAtomWithAMeaningIsThatAtomAndNoReasonThatOnlyPrintsAlike(ExitReason.Atom atom) {
        assertThat(ExitReason.term(atom.toString())).isSameAs(atom);
        assertThat(ExitReason.term(atom)).isSameAs(atom);
        assertThatThrownBy(() -> new ExitReason.Term(atom.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a term that means nothing to OTP, got: \"" + atom
                        + "\", which is an atom with a meaning. Use ExitReason." + atom.name()
                        + ", or ExitReason.term, which gives it");
    }
}
