package otp.redisclient.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import otp.redisclient.resp.RedisValue.Array;
import otp.redisclient.resp.RedisValue.Attributed;
import otp.redisclient.resp.RedisValue.BulkString;
import otp.redisclient.resp.RedisValue.Dictionary;
import otp.redisclient.resp.RedisValue.Entry;
import otp.redisclient.resp.RedisValue.ErrorReply;
import otp.redisclient.resp.RedisValue.Int;
import otp.redisclient.resp.RedisValue.Null;
import otp.redisclient.resp.RedisValue.SimpleString;
import otp.redisclient.resp.RedisValue.Verbatim;

class RedisValueTest {
    @Test
    void everyStringHasATextAndBytes() {
        for (RedisValue string : List.of(
                new SimpleString("ü"),
                BulkString.of("ü"),
                new Verbatim("txt", "ü".getBytes(StandardCharsets.UTF_8)),
                new Attributed(List.of(), BulkString.of("ü")))) {
            assertThat(string.asText()).isEqualTo("ü");
            assertThat(string.asBytes()).hasSize(2);
        }
    }

    @Test
    void whatIsNoStringHasNoText() {
        assertThat(new Null().asOptionalText()).isEmpty();
        assertThat(BulkString.of("").asOptionalText()).contains("");
        assertThatThrownBy(() -> new Int(1).asText())
                .isInstanceOf(WrongTypeException.class)
                .hasMessage("expected a string, got: Int[value=1]");
        assertThatThrownBy(() -> new Null().asBytes())
                .isInstanceOf(WrongTypeException.class)
                .hasMessage("expected a string, got: Null[]");
    }

    @Test
    void numbersAndListsAreReadAsWhatTheyAre() {
        assertThat(new Int(7).asLong()).isEqualTo(7);
        assertThatThrownBy(() -> BulkString.of("7").asLong()).hasMessage("expected an integer, got: BulkString[\"7\"]");
        assertThat(new Array(List.of(new Int(7))).asList()).containsExactly(new Int(7));
        assertThatThrownBy(() -> new Int(7).asList()).hasMessage("expected a list, got: Int[value=7]");
    }

    @Test
    void anErrorHasACode() {
        assertThat(new ErrorReply("WRONGTYPE Operation against a key").code()).isEqualTo("WRONGTYPE");
        assertThat(new ErrorReply("NOPE").code()).isEqualTo("NOPE");
    }

    @Test
    void valuesOfTheSameBytesAreEqual() {
        assertThat(BulkString.of("a")).isEqualTo(BulkString.of("a")).hasSameHashCodeAs(BulkString.of("a"));
        assertThat(BulkString.of("a")).isNotEqualTo(BulkString.of("b"));
        assertThat(new Verbatim("txt", new byte[1])).isEqualTo(new Verbatim("txt", new byte[1]));
    }

    @Test
    void anArrayDoesNotChangeWithTheListItWasMadeOf() {
        var list = new ArrayList<RedisValue>(List.of(new Int(1)));
        var array = new Array(list);
        list.add(new Int(2));
        assertThat(array.elements()).containsExactly(new Int(1));
    }

    @Test
    void aDictionaryIsLookedThroughByText() {
        var dictionary = new Dictionary(List.of(
                new Entry(new Int(1), new Int(10)),
                new Entry(BulkString.of("role"), BulkString.of("master")),
                new Entry(BulkString.of("role"), BulkString.of("second"))));
        assertThat(dictionary.get("role")).contains(BulkString.of("master"));
        assertThat(dictionary.get("port")).isEmpty();
    }

    @Test
    void aLargeValueIsShownInShort() {
        assertThat(new BulkString(new byte[1_000_000]).toString())
                .startsWith("BulkString[\"\\x00\\x00")
                .endsWith("… of 1000000 bytes]")
                .hasSizeLessThan(1_000);
    }
}
