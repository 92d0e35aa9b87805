package otp.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class LogCaptureAsExtensionTest {
    @RegisterExtension
    static final LogCapture log = LogCapture.of(LogCaptureAsExtensionTest.class);

    @RepeatedTest(2)
    void startsEmptyForEachTest() {
        LoggerFactory.getLogger(LogCaptureAsExtensionTest.class).error("once");
        assertThat(log.messages()).containsExactly("once");
    }
}
