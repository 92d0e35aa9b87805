package otp.redisclient.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.BulkString;

class CommandTest {
    private static String wire(Command command) {
        return new String(command.encoded(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aCommandIsAnArrayOfBulkStrings() {
        assertThat(wire(Command.of("SET", "key", "value")))
                .isEqualTo("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n");
        assertThat(wire(Command.of("PING"))).isEqualTo("*1\r\n$4\r\nPING\r\n");
        assertThat(wire(Command.of("GET", ""))).isEqualTo("*2\r\n$3\r\nGET\r\n$0\r\n\r\n");
    }

    // B23
    @Test
    void lengthsAreBytesAndNotCharacters() {
        assertThat(wire(Command.of("GET", "ü€😀"))).contains("$9\r\n");
    }

    @Test
    void bytesAreTakenAsTheyAre() {
        byte[] bytes = {0, (byte) 0xff, '\r', '\n', '$'};
        assertThat(wire(Command.of("GET", (Object) bytes))).endsWith("$5\r\n\u0000\u00ff\r\n$\r\n");
    }

    @Test
    void numbersAreWrittenInDigits() {
        assertThat(wire(Command.of("X", 1, -2L, 0.5)))
                .isEqualTo("*4\r\n$1\r\nX\r\n$1\r\n1\r\n$2\r\n-2\r\n$3\r\n0.5\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 99, 100, 999, 1_000, 123_456})
    void whatIsWrittenCanBeReadAgain(int length) {
        byte[] value = new byte[length];
        assertThat(new Parser().feed(Command.of("SET", "k", value).encoded()))
                .containsExactly(new Array(List.of(BulkString.of("SET"), BulkString.of("k"), new BulkString(value))));
    }

    @Test
    void aPipelineIsItsCommandsOneAfterTheOther() {
        assertThat(Command.encode(List.of(Command.of("A"), Command.of("B"))))
                .isEqualTo(Wire.bytes("*1\r\n$1\r\nA\r\n*1\r\n$1\r\nB\r\n"));
    }

    @Test
    @SuppressWarnings({"DataFlowIssue", "NullAway"})
    void whatIsNoArgumentIsRefusedAndNamed() {
        assertThatThrownBy(() -> Command.of("SET", "k", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected a String, byte[] or number as argument 2 of SET, got null: Redis has no null to send");
        assertThatThrownBy(() -> Command.of("SET", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a String, byte[] or number as argument 1 of SET, got: java.util.");
    }

    @Test
    void aCommandHasAName() {
        assertThatThrownBy(() -> Command.of("")).hasMessage("expected the name of a command, got an empty string");
        assertThatThrownBy(() -> Command.ofParts(List.of()))
                .hasMessage("expected a list that begins with the name of a command, got: []");
    }

    @Test
    void halfASurrogatePairIsRefusedAndDoesNotBecomeAQuestionMark() {
        assertThatThrownBy(() -> Command.of("GET", "a\ud800b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a text that UTF-8 can write, got one with half a surrogate pair");
        assertThat(wire(Command.of("GET", "why?"))).endsWith("$4\r\nwhy?\r\n");
    }

    @Test
    void itsTextDoesNotTellPasswords() {
        assertThat(Command.of("auth", "secret")).hasToString("AUTH and 1 more");
    }
}
