package otp.comparison.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scenario with a mistake is refused, with the file, the line, and what was expected. */
class MistakesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Main: lnik(A)                   | expected one of agent, agent_cast, agent_get,
                    Main: link()                    | expected [1] arguments of link, got: 0
                    Main: link(B)                   | expected a name that an earlier step has bound, got: B
                    B: links()                      | expected one of the processes so far, got: B
                    Main: spawn(A)                  | expected a new name that begins with a capital, got: A
                    Main: spawn(b)                  | expected a new name that begins with a capital, got: b
                    links()                         | expected somebody who does it, as in 'A: links()'
                    Main: wait(5)                   | expected somebody who does it, as in 'A: wait(5)', or 'wait(50)' by nobody
                    Main: send(A, {x)               | expected ',' or '}', got: )
                    Main: send(A, x) y              | expected the end of the line, got: y
                    Main: send(A,                   | expected a term, got: the end of the line
                    Main: R monitor(A)              | expected '=', got: monitor(A)
                    Main: send(A, 'x)               | expected a closing quote, got: 'x)
                    Main: send(A, 99999999999999999999) | expected an integer, got: 99999999999999999999)
                    just words                      | expected '(', got: words
                    """)
    void aStepThatMakesNoSense(String step, String expected) {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", "A title.\nrows: P1\n\nMain: spawn(A)\n" + step + "\n"))
                .isInstanceOf(MistakeException.class)
                .hasMessageStartingWith("a.scn:5: ")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Main: links()", "rows:", "rows: first"})
    void aScenarioThatNamesNoRows(String second) {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", "A title.\n" + second + "\n"))
                .isInstanceOf(MistakeException.class)
                .hasMessage("a.scn:2: expected the rows that it shows, such as 'rows: L2 M1', got: " + second);
    }

    @Test
    void aFileThatEndsTooSoon() {
        assertThatThrownBy(() -> Scenarios.parse("a.scn", "A title.\nrows: P1\n"))
                .hasMessageStartingWith("a.scn:3: expected a title, a line 'rows: ...' and steps");
    }
}
