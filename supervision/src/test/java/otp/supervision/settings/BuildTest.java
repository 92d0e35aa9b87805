package otp.supervision.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
    @Test
    void theBuildHasWrittenDownItsVersion() {
        assertThat(Build.read().version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
