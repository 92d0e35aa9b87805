package otp.redisclient.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final Limits SMALL = new Limits(3, 1_000, 100, 5_000);

    private static void parse(Limits limits, String wire) {
        new Parser(limits).feed(Wire.bytes(wire));
    }

    @Test
    void whatIsJustWithinTheLimitsIsRead() {
        assertThatCode(() -> {
                    parse(SMALL, "*1\r\n*1\r\n*1\r\n:1\r\n");
                    parse(SMALL, "$1000\r\n" + "a".repeat(1_000) + "\r\n");
                    parse(SMALL, "+" + "a".repeat(100) + "\r\n");
                    parse(SMALL, ("*1000\r\n" + ":1\r\n".repeat(1_000)).repeat(10));
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*1\r\n*1\r\n*1\r\n*1\r\n",
                "|0\r\n|0\r\n|0\r\n|0\r\n",
                "*?\r\n%?\r\n~?\r\n$?\r\n",
                "*1\r\n*1\r\n*1\r\n*0\r\n"
            })
    void aReplyThatIsTooDeepIsRefused(String wire) {
        assertThatThrownBy(() -> parse(SMALL, wire))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("expected at most 3 values within one another, got one more. Limits can allow it");
    }

    @Test
    void aReplyThatIsTooDeepIsRefusedByDefault() {
        assertThatThrownBy(() -> parse(Limits.DEFAULT, "*1\r\n".repeat(1_000_000)))
                .isInstanceOf(LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1001\r\n", "!1001\r\n", "=1001\r\n", "$9223372036854775807\r\n"})
    void aStringThatIsTooLongIsRefusedAsSoonAsItSaysSo(String wire) {
        assertThatThrownBy(() -> parse(SMALL, wire))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageStartingWith("expected a string of at most 1000 bytes, got one of ");
    }

    @Test
    void thePiecesOfAStringCountTogether() {
        String piece = ";600\r\n" + "a".repeat(600) + "\r\n";
        assertThatThrownBy(() -> parse(SMALL, "$?\r\n" + piece + piece)).isInstanceOf(LimitExceeded.class);
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "1000"})
    void aLineThatIsTooLongIsRefusedBeforeItEnds(int piece) {
        byte[] bytes = Wire.bytes("+" + "a".repeat(101));
        var parser = new Parser(SMALL);
        assertThatThrownBy(() -> {
                    for (int at = 0; at < bytes.length; at += piece) {
                        parser.feed(bytes, at, Math.min(piece, bytes.length - at), _ -> {});
                    }
                })
                .isInstanceOf(LimitExceeded.class)
                .hasMessageStartingWith("expected a line break after at most 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1667\r\n", "~1667\r\n", "%834\r\n", "|834\r\n", ">1667\r\n", "*9223372036854775807\r\n"})
    void aReplyThatCannotBeShortEnoughIsRefusedAsSoonAsItSaysSo(String wire) {
        assertThatThrownBy(() -> parse(SMALL, wire)).isInstanceOf(LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1600\r\n", "*?\r\n"})
    void aReplyOfManySmallValuesIsRefusedWhenItHasBecomeTooLong(String begin) {
        assertThatThrownBy(() -> parse(SMALL, begin + ":1234\r\n".repeat(1_500)))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageStartingWith("expected a reply of at most 5000 bytes");
    }

    @Test
    void manyRepliesAreNotOneLongReply() {
        assertThatCode(() -> parse(SMALL, ":1234\r\n".repeat(10_000))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$536870912\r\n", "*100000000\r\n", "%100000000\r\n", "!536870912\r\n"})
    void aLengthReservesNothingBeforeTheBytesCome(String wire) {
        byte[] bytes = Wire.bytes(wire + "$3");
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        new Parser().feed(bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        new Parser().feed(bytes);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 100, 100", "1, -1, 100, 100", "1, 1, 0, 100", "1, 1, 100, 0", "1, 2147483647, 100, 100"})
    void limitsThatLeaveNoRoomAreRefused(int depth, int bulk, int line, long reply) {
        assertThatThrownBy(() -> new Limits(depth, bulk, line, reply))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a limit for ");
    }
}
