package otp.observer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "4000", "65535"})
    void aPortIsReadAsItIs(String text) {
        assertThat(Port.parse(text).number()).isEqualTo(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "65536", "4000x", "4 000", "0x10", "99999999999", "٤٠٠٠"})
    void anythingElseIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> Port.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected -Dport= to be a number from 1 to 65535")
                .hasMessageContaining("got: \"" + text + "\"");
    }

    @Test
    void aNumberThatIsNoPortIsRefusedToo() {
        assertThatThrownBy(() -> new Port(70_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
