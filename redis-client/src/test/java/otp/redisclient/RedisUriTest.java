package otp.redisclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUriTest {
    @Test
    void aHostIsEnough() {
        assertThat(RedisUri.parse("redis://example.com")).isEqualTo(new RedisUri("example.com", 6379));
    }

    @Test
    void allPartsAreRead() {
        assertThat(RedisUri.parse("redis://ann:secret@example.com:7000/3"))
                .isEqualTo(new RedisUri("example.com", 7000, "ann", "secret", 3));
    }

    @Test
    void aPasswordMayStandAlone() {
        assertThat(RedisUri.parse("redis://:secret@h")).isEqualTo(new RedisUri("h", 6379, null, "secret", 0));
    }

    @Test
    void percentSignsAreDecodedAndAPlusIsAPlus() {
        assertThat(RedisUri.parse("redis://:a%40b+c%3A%2F@h").password()).isEqualTo("a@b+c:/");
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        RedisUri uri = RedisUri.parse("redis://[::1]:7000");
        assertThat(uri.host()).isEqualTo("::1");
        assertThat(uri).hasToString("redis://[::1]:7000");
    }

    @Test
    void aSlashAtTheEndIsDatabaseZero() {
        assertThat(RedisUri.parse("redis://h/").database()).isZero();
    }

    @Test
    void itsTextHidesThePassword() {
        assertThat(RedisUri.parse("redis://ann:secret@h:7000/3")).hasToString("redis://ann:***@h:7000/3");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h,                  The scheme http is not redis",
        "h:6379,                    The scheme h is not redis",
        "rediss://h,                asks for TLS",
        "redis://,                  Not a URI",
        "redis:///0,                There is no host",
        "redis://h:port,            no port that is a number",
        "redis://h:0,               1 to 65535",
        "redis://h:70000,           1 to 65535",
        "redis://ann@h,             a user without a password",
        "redis://h/x,               The database x is not a number",
        "redis://h/-1,              0 or more",
        "redis://h?timeout=1,       Neither ? nor #",
    })
    void oneThatIsWrongIsRefusedWithTheReason(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisUri.parse(text))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://:secret@h^", "redis://:secret@h:port", "redis://:secret@h/x", "rediss://:secret@h"})
    void anErrorNeverTellsThePassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisUri.parse(text))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret").hasNoCause());
    }
}
