package otp.comparison.scenario.handrolled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Scenarios;
import otp.testkit.log.LogCapture;

/** What cannot be played ends, and says why; nothing is passed over. */
class DirectorTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final LogCapture log = LogCapture.of("otp");

    /** A machine that gives itself one event after the other, and a supervisor whose child never starts again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Main: machine(M, state_functions, [{init, {a, 0, [{next_event, internal, x}]}},"
                        + " {on, a, {internal, x}, {keep_state_and_data, [{next_event, internal, x}]}}])",
                "Main: supervisor(S, {one_for_one, 1000000000, 5}, [{'A', [{starts, [ok, {error, no}]}]}])\nA: exit(x)"
            })
    void aScenarioThatNeverComesToRestEnds(String steps) {
        assertThatThrownBy(() -> Director.play(scenario(steps), SHORT))
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("expected everybody to come to rest within PT0.3S, got: ");
    }

    @Test
    void afterOneThatHangsTheNextIsPlayed() throws Exception {
        aScenarioThatNeverComesToRestEnds("Main: supervisor(S, {one_for_one, 1000000000, 5},"
                + " [{'A', [{starts, [ok, {error, no}]}]}])\nA: exit(x)");

        assertThat(Director.play(scenario("Main: send(Main, x)"), SHORT)).isEqualTo("""
                Main
                  1 send(Main, x) -> x
                  mailbox [x]
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    trap_exit(treu)                                        | expected true or false, got: treu
                    demonitor(Main, [info])                                | expected [flush], got: [info]
                    alias([explicit])                                      | expected [reply], got: [explicit]
                    monitor(Main, [{alias, x}])                            | expected [{alias, explicit_unalias |
                    supervisor(S, {one_for_onee, 1, 5}, [])                | expected one of [one_for_one, one_for_all, rest_for_one], got: one_for_onee
                    supervisor(S, {one_for_one, 1, 5, some}, [])           | expected one of [never, any_significant, all_significant], got: some
                    supervisor(S, {one_for_one, 1, 5}, [{a, [permanet]}])  | expected one of [permanent, transient, temporary], got: permanet
                    supervisor(S, {one_for_one, 1, 5}, [{a, [{x, y}]}])    | expected an option of a child, got: {x, y}
                    supervisor(S, {one_for_one, 1, 5}, [{a, [{shutdown, x}]}]) | expected brutal_kill, infinity or milliseconds, got: x
                    supervisor(S, {one_for_one, 1, 5}, [{a, [{starts, [x]}]}]) | expected ok, ignore, {error, ...}, {raise, ...} or {exit, ...}, got: x
                    registry(R, reg, uniq)                                 | expected unique or duplicate, got: uniq
                    machine(M, state_function, [{init, {a, 0, []}}])       | expected state_functions or handle_event_function, got: state_function
                    server(S, [{cal, ping, {reply, pong}}])                | expected a clause of a server, got: cal
                    ets_new(T, t, [sett])                                  | expected an option of a table, got: sett
                    """)
    void whatItDoesNotKnowItSays(String step, String said) {
        assertThatThrownBy(() -> Director.play(scenario("Main: " + step)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aTimerThatATimerSetsIsCountedFromThatMoment() throws Exception {
        String chain = "Main: machine(M, state_functions, [{init, {a, 0, [{{timeout, x}, 30, first}]}},"
                + " {on, a, {{timeout, x}, first}, {keep_state_and_data, [{{timeout, x}, 30, second}]}},"
                + " {on, a, {{timeout, x}, second}, {keep_state_and_data, []}}])\nwait(100)";

        assertThat(Director.play(scenario(chain)))
                .containsSubsequence("{{timeout, x}, first}", "{{timeout, x}, second}");
    }

    private static Scenario scenario(String steps) {
        return Scenarios.parse("a.scn", "A title.\nrows: P1\n\n" + steps + "\n");
    }
}
