package otp.redisclient.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.Attributed;
import otp.redisclient.resp.RedisValue.BigNumber;
import otp.redisclient.resp.RedisValue.Bool;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.Dictionary;
import otp.redisclient.resp.RedisValue.Entry;
import otp.redisclient.resp.RedisValue.ErrorReply;
import otp.redisclient.resp.RedisValue.Floating;
import otp.redisclient.resp.RedisValue.Int;
import otp.redisclient.resp.RedisValue.Members;
import otp.redisclient.resp.RedisValue.Null;
import otp.redisclient.resp.RedisValue.Push;
import otp.redisclient.resp.RedisValue.SimpleString;
import otp.redisclient.resp.RedisValue.Verbatim;

class ParserTest {
    private static final RedisValue A = BulkString.of("a");
    private static final RedisValue ONE = new Int(1);

    /** Every type of RESP2 and RESP3. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments("+OK\r\n", new SimpleString("OK")),
                arguments("+\r\n", new SimpleString("")),
                arguments("-ERR no such command\r\n", new ErrorReply("ERR no such command")),
                arguments(":0\r\n", new Int(0)),
                arguments(":+12\r\n", new Int(12)),
                arguments(":-9223372036854775808\r\n", new Int(Long.MIN_VALUE)),
                arguments(":9223372036854775807\r\n", new Int(Long.MAX_VALUE)),
                arguments("$5\r\nhello\r\n", BulkString.of("hello")),
                arguments("$0\r\n\r\n", BulkString.of("")),
                arguments("$-1\r\n", new Null()),
                arguments("$6\r\n\r\n\u0000\u00ff$1\r\n", new BulkString(Wire.bytes("\r\n\u0000\u00ff$1"))),
                arguments("$4\r\n\u00c3\u00bc\u00c3\u00a4\r\n", BulkString.of("üä")),
                arguments("*0\r\n", new Array(List.of())),
                arguments("*-1\r\n", new Null()),
                arguments("*2\r\n:1\r\n$1\r\na\r\n", new Array(List.of(ONE, A))),
                arguments(
                        "*3\r\n*1\r\n:1\r\n*0\r\n$-1\r\n",
                        new Array(List.of(new Array(List.of(ONE)), new Array(List.of()), new Null()))),
                arguments("*2\r\n-WRONGTYPE no\r\n:1\r\n", new Array(List.of(new ErrorReply("WRONGTYPE no"), ONE))),
                arguments("_\r\n", new Null()),
                arguments("#t\r\n", new Bool(true)),
                arguments("#f\r\n", new Bool(false)),
                arguments(",3.25\r\n", new Floating(3.25)),
                arguments(",-1e-3\r\n", new Floating(-0.001)),
                arguments(",inf\r\n", new Floating(Double.POSITIVE_INFINITY)),
                arguments(",-inf\r\n", new Floating(Double.NEGATIVE_INFINITY)),
                arguments(",nan\r\n", new Floating(Double.NaN)),
                arguments(
                        "(-3492890328409238509324850943850943825024385\r\n",
                        new BigNumber(new BigInteger("-3492890328409238509324850943850943825024385"))),
                arguments("!10\r\nERR a\r\nb.c\r\n", new ErrorReply("ERR a\r\nb.c")),
                arguments("=5\r\ntxt:a\r\n", new Verbatim("txt", Wire.bytes("a"))),
                arguments("=4\r\nmkd:\r\n", new Verbatim("mkd", Wire.bytes(""))),
                arguments(
                        "%2\r\n$1\r\na\r\n:1\r\n:1\r\n%0\r\n",
                        new Dictionary(List.of(new Entry(A, ONE), new Entry(ONE, new Dictionary(List.of()))))),
                arguments("~2\r\n:1\r\n$1\r\na\r\n", new Members(List.of(ONE, A))),
                arguments(">2\r\n+message\r\n:1\r\n", new Push(List.of(new SimpleString("message"), ONE))),
                arguments(
                        "|1\r\n$1\r\na\r\n:1\r\n*0\r\n",
                        new Attributed(List.of(new Entry(A, ONE)), new Array(List.of()))),
                arguments(
                        "*1\r\n|1\r\n$1\r\na\r\n:1\r\n+x\r\n",
                        new Array(List.of(new Attributed(List.of(new Entry(A, ONE)), new SimpleString("x"))))),
                arguments("|0\r\n:1\r\n", new Attributed(List.of(), ONE)),
                arguments("$?\r\n;4\r\nHell\r\n;7\r\no world\r\n;0\r\n", BulkString.of("Hello world")),
                arguments("$?\r\n;0\r\n", BulkString.of("")),
                arguments("*?\r\n:1\r\n*?\r\n.\r\n$1\r\na\r\n.\r\n", new Array(List.of(ONE, new Array(List.of()), A))),
                arguments("%?\r\n$1\r\na\r\n:1\r\n.\r\n", new Dictionary(List.of(new Entry(A, ONE)))),
                arguments("~?\r\n:1\r\n.\r\n", new Members(List.of(ONE))));
    }

    @Tag("X2")
    @ParameterizedTest
    @MethodSource("values")
    void aWholeReplyIsOneValue(String wire, RedisValue expected) {
        assertThat(Wire.parse(wire)).containsExactly(expected);
    }

    @Tag("X1")
    @ParameterizedTest
    @MethodSource("values")
    void aReplyMayBeCutInTwoAnywhere(String wire, RedisValue expected) {
        byte[] bytes = Wire.bytes(wire);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Wire.parseInPieces(bytes, cut)).as("cut at " + cut).containsExactly(expected);
        }
    }

    @Tag("X1")
    @ParameterizedTest
    @MethodSource("values")
    void aReplyMayBeCutInThreeAnywhere(String wire, RedisValue expected) {
        byte[] bytes = Wire.bytes(wire);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertThat(Wire.parseInPieces(bytes, first, second))
                        .as("cut at " + first + " and " + second)
                        .containsExactly(expected);
            }
        }
    }

    @Tag("X1")
    @Test
    void aValueComesOutWithItsLastByteAndNotBefore() {
        values().forEach(arguments -> {
            byte[] bytes = Wire.bytes((String) arguments.get()[0]);
            var parser = new Parser();
            var values = new ArrayList<RedisValue>();
            for (int i = 0; i < bytes.length; i++) {
                assertThat(values).isEmpty();
                assertThat(parser.isBetweenValues()).isEqualTo(i == 0);
                parser.feed(bytes, i, 1, values::add);
            }
            assertThat(values).hasSize(1);
            assertThat(parser.isBetweenValues()).isTrue();
        });
    }

    @Tag("X1")
    @Test
    void manyRepliesAndTheBeginningOfOneMoreMayComeTogether() {
        var wire = new StringBuilder();
        var expected = new ArrayList<RedisValue>();
        values().forEach(arguments -> {
            wire.append(arguments.get()[0]);
            expected.add((RedisValue) arguments.get()[1]);
        });
        byte[] bytes = Wire.bytes(wire + "$5\r\nhel");
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Wire.parseInPieces(bytes, cut)).as("cut at " + cut).isEqualTo(expected);
        }
    }

    @Tag("X2")
    @Test
    void onlyTheBytesThatItIsGivenAreRead() {
        var values = new ArrayList<RedisValue>();
        new Parser().feed(Wire.bytes("garbage:1\r\ngarbage"), 7, 4, values::add);
        assertThat(values).containsExactly(ONE);
    }

    @Test
    void aBufferIsReadToItsEndWithAndWithoutAnArray() {
        byte[] bytes = Wire.bytes("x$20000\r\n" + "a".repeat(20_000) + "\r\n:1\r\nx");
        ByteBuffer withArray = ByteBuffer.wrap(bytes, 1, bytes.length - 2).slice();
        ByteBuffer withoutArray = withArray.asReadOnlyBuffer();
        for (ByteBuffer buffer : List.of(withArray, withoutArray)) {
            var values = new ArrayList<RedisValue>();
            new Parser().feed(buffer, values::add);
            assertThat(values).containsExactly(BulkString.of("a".repeat(20_000)), ONE);
            assertThat(buffer.hasRemaining()).isFalse();
        }
    }

    // B22: the original puts a large string together again, and searches it, with each packet.
    @Test
    void aStringOfManyPiecesCostsNoMoreThanItsBytes() {
        byte[] bytes = Wire.bytes("$20000000\r\n" + "a".repeat(20_000_000) + "\r\n");
        var parser = new Parser();
        var values = new ArrayList<RedisValue>();
        for (int at = 0; at < bytes.length; at += 100) {
            parser.feed(bytes, at, Math.min(100, bytes.length - at), values::add);
        }
        assertThat(values)
                .singleElement()
                .satisfies(value -> assertThat(value.asBytes()).hasSize(20_000_000));
    }

    @Tag("X3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n",
                "\r\n",
                "\u0000",
                "+a\rb\r\n",
                "+a\nb\r\n",
                ":\r\n",
                ":-\r\n",
                ":1a\r\n",
                ": 1\r\n",
                ":--1\r\n",
                ":9223372036854775808\r\n",
                ":-9223372036854775809\r\n",
                ":18446744073709551617\r\n",
                "$\r\n",
                "$-2\r\n",
                "$5a\r\n",
                "$3\r\nabcd\r\n",
                "$3\r\nabc\rx",
                "$0\r\nab",
                "*-2\r\n",
                "*a\r\n",
                "*99999999999999999999\r\n",
                "%-1\r\n",
                "~-1\r\n",
                ">?\r\n",
                "_1\r\n",
                "#x\r\n",
                "#\r\n",
                ",\r\n",
                ",1d\r\n",
                ",0x1p3\r\n",
                ",NaN\r\n",
                ",1.2.3\r\n",
                "(\r\n",
                "(1-2\r\n",
                "(1.5\r\n",
                "=3\r\nabc\r\n",
                "=5\r\nabcde\r\n",
                ";3\r\nabc\r\n",
                "$?\r\n:1\r\n",
                "$?\r\n;-1\r\n",
                ".\r\n",
                "*1\r\n.\r\n",
                "%?\r\n:1\r\n.\r\n",
                "*?\r\n.x\r\n"
            })
    void whatIsNotRespIsAnErrorAndNotAnEndlessWait(String wire) {
        byte[] bytes = Wire.bytes(wire);
        assertThatThrownBy(() -> Wire.parseInPieces(bytes)).isInstanceOf(ParseError.class);
        for (int cut = 0; cut <= bytes.length; cut++) {
            int at = cut;
            assertThatThrownBy(() -> Wire.parseInPieces(bytes, at)).isInstanceOf(ParseError.class);
        }
    }

    @Tag("X3")
    @Test
    void theErrorSaysWhatWasExpectedAndWhatCame() {
        assertThatThrownBy(() -> Wire.parse("HTTP/1.1 400 Bad Request\r\n"))
                .isExactlyInstanceOf(ParseError.class)
                .hasMessage(
                        "expected a value, beginning with one of +-:$*_#,(!=%~>|, got: \"H\". Is that a Redis server?");
        assertThatThrownBy(() -> Wire.parse("$2\r\nüäx\r\n"))
                .isExactlyInstanceOf(ParseError.class)
                .hasMessage(
                        "expected CR and LF after a string of 2 bytes, got: \"x\". Has its length been counted in characters?");
        assertThatThrownBy(() -> Wire.parse(":12\u00ffab\r\n"))
                .isExactlyInstanceOf(ParseError.class)
                .hasMessage("expected an integer, got: \"12\\xffab\"");
    }

    @Tag("X3")
    @Test
    void theValuesBeforeAnErrorComeOut() {
        var values = new ArrayList<RedisValue>();
        byte[] bytes = Wire.bytes(":1\r\n$1\r\na\r\n?");
        assertThatThrownBy(() -> new Parser().feed(bytes, 0, bytes.length, values::add))
                .isInstanceOf(ParseError.class);
        assertThat(values).containsExactly(ONE, A);
    }

    @Tag("X3")
    @Test
    void afterAnErrorNothingIsReadAnyMore() {
        var parser = new Parser();
        assertThatThrownBy(() -> parser.feed(Wire.bytes("?"))).isInstanceOf(ParseError.class);
        assertThatThrownBy(() -> parser.feed(Wire.bytes(":1\r\n")))
                .isInstanceOf(ParseError.class)
                .hasMessageStartingWith("this parser has met an error")
                .hasRootCauseMessage(
                        "expected a value, beginning with one of +-:$*_#,(!=%~>|, got: \"?\". Is that a Redis server?");
        assertThat(parser.isBetweenValues()).isFalse();
    }
}
