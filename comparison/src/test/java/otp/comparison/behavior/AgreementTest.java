package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    exited normal                     | exited stopped
                    exited shutdown                   | exited stopped
                    exited {shutdown, done}           | exited stopped
                    exited {boom, stacktrace}         | exited {boom, stacktrace}
                    1 recv(_) -> {'EXIT', A, [1, 2]}  | 1 recv(_) -> {'EXIT', A, '?'}
                    terminates shutdown               | terminates '?'
                    [{'EXIT', A, normal}, {b, killed}] | [{'EXIT', A, stopped}, {b, '?'}]
                    """)
    void whatAkkaDoesNotSayMayBeAnything(String otp, String akka) {
        assertThat(Agreement.agree("A\n  " + otp + "\n", "A\n  " + akka + "\n")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    exited killed                     | exited stopped
                    exited boom                       | exited stopped
                    exited boom                       | exited death_pact
                    exited normal                     | exited normal2
                    1 recv(_) -> {'EXIT', A, boom}    | 1 recv(_) -> {'DOWN', A, '?'}
                    1 recv(_) -> timeout              | 1 recv(_) : waits
                    """)
    void whatAkkaSaysMustBeTheSame(String otp, String akka) {
        assertThat(Agreement.agree("A\n  " + otp + "\n", "A\n  " + akka + "\n")).isFalse();
    }

    @Test
    void sectionsMayComeInAnyOrder() {
        assertThat(Agreement.agree("A\n  1 x\nB\n  2 y\n", "B\n  2 y\nA\n  1 x\n"))
                .isTrue();
    }

    @Test
    void linesMayNot() {
        assertThat(Agreement.agree("A\n  1 x\n  2 y\n", "A\n  2 y\n  1 x\n")).isFalse();
    }

    @Test
    void aLineMoreIsADifference() {
        assertThat(Agreement.agree("A\n  1 x\n", "A\n  1 x\n  2 y\n")).isFalse();
        assertThat(Agreement.agree("A\n  1 x\n  2 y\n", "A\n  1 x\n")).isFalse();
    }

    @Test
    void aSectionMoreIsADifference() {
        assertThat(Agreement.agree("A\n  1 x\n", "A\n  1 x\nB\n  2 y\n")).isFalse();
        assertThat(Agreement.agree("A\n  1 x\nB\n  2 y\n", "A\n  1 x\n")).isFalse();
    }
}
