package otp.comparison.scenario.akka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otp.comparison.scenario.Scenarios;
import otp.testkit.log.LogCapture;

/** What a machine cannot do it says; nothing is passed over. */
class MachineTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    bad                                                         | a handler returns a behavior and nothing else
                    {keep_state_and_data, [{state_timeout, update, x}]}         | a timer that runs keeps its message
                    {keep_state_and_data, [{{timeout, n}, update, x}]}          | a timer that runs keeps its message
                    {keep_state_and_data, [{send, somebody, x}]}                | there is no send by name
                    """)
    void forWhatThereIsNoIdiomItIsNotStarted(String effect, String why) throws Exception {
        assertThat(play(effect))
                .startsWith("Main\n  1 machine(M, ...) : no idiom: " + why)
                .contains("2 cast(M, x) : unbound");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    odd                                                | expected an effect of a state machine, got: odd
                    {keep_state_and_data, [odd]}                       | expected an action of a state machine, got: odd
                    {keep_state_and_data, [{state_timeout, soon, x}]}  | expected milliseconds, infinity or cancel, got: soon
                    {keep_state_and_data, [{next_event, odd, x}]}      | expected the type of an event, got: odd
                    """)
    void whatItDoesNotKnowEndsItAndIsInTheTrace(String effect, String mistake) throws Exception {
        assertThat(play(effect)).contains("\n  exited '" + mistake + "'\n");
    }

    @Test
    void aTimeoutThatWasReplacedDoesNotComeAlthoughItsMessageIsInTheMailbox() throws Exception {
        assertThat(play("{keep_state_and_data, [{{timeout, n}, 0, first}, {{timeout, n}, 0, second}]}"))
                .contains("{{timeout, n}, second}")
                .doesNotContain("{{timeout, n}, first}");
    }

    private static String play(String effect) throws Exception {
        return Director.play(Scenarios.parse("a.scn", """
                A title.
                rows: F1

                Main: machine(M, state_functions, [{init, {a, 0, []}}, {on, a, {cast, x}, %s}])
                Main: cast(M, x)
                """.formatted(effect)));
    }
}
