package otp.comparison.scenario.akka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.comparison.scenario.Scenarios;
import otp.testkit.log.LogCapture;

/** What would go on for ever in OTP is a recursion on Akka: the stack ends it, and with it the actor system. */
class FatalErrorTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    /** A machine that gives itself one event after the other, and a supervisor whose child never starts again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Main: machine(M, state_functions, [{init, {a, 0, [{next_event, internal, x}]}},"
                        + " {on, a, {internal, x}, {keep_state_and_data, [{next_event, internal, x}]}}])",
                "Main: supervisor(S, {one_for_one, 1000000000, 5}, [{'A', [{starts, [ok, {error, no}]}]}])\nA: exit(x)"
            })
    void anEndOfTheActorSystemIsNoTrace(String steps) {
        assertThatThrownBy(() -> Director.play(Scenarios.parse("a.scn", "A title.\nrows: P1\n\n" + steps + "\n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("expected actors that fail with exceptions, got: java.lang.StackOverflowError");
    }
}
