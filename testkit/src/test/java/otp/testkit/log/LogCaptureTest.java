package otp.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogCaptureTest {
    private static final String NAME = "otp.testkit.log.sample";
    private final Logger logger = LoggerFactory.getLogger(NAME);

    @Test
    void capturesLevelTextErrorAndContext() {
        var boom = new IllegalStateException("boom");
        try (var log = LogCapture.of(NAME);
                var _ = MDC.putCloseable("akkaSource", "akka://otp/user/a")) {
            logger.error("it went {}", "wrong", boom);

            LogLine line = log.lines().getFirst();
            assertThat(line.level()).isEqualTo(org.slf4j.event.Level.ERROR);
            assertThat(line.logger()).isEqualTo(NAME);
            assertThat(line.message()).isEqualTo("it went wrong");
            assertThat(line.error()).isSameAs(boom);
            assertThat(line.mdc()).containsEntry("akkaSource", "akka://otp/user/a");
        }
    }

    @Test
    void capturesTheLoggersBelow() {
        try (var log = LogCapture.of("otp.testkit.log")) {
            logger.debug("from below");
            assertThat(log.messages()).containsExactly("from below");
        }
    }

    @Test
    void keepsTheConsoleQuiet() {
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try (var _ = LogCapture.of(NAME)) {
            logger.error("expected");
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void capturesNothingAfterItsEnd() {
        var log = LogCapture.of(NAME);
        try (log) {
            logger.warn("during");
        }
        try (var _ = LogCapture.of("otp.testkit")) {
            logger.warn("after");
        }
        assertThat(log.messages()).containsExactly("during");
    }

    @Test
    void leavesTheLoggerAsItWas() {
        var logback = (ch.qos.logback.classic.Logger) logger;
        logback.setLevel(Level.ERROR);
        try (var _ = LogCapture.of(NAME)) {
            assertThat(logback.getLevel()).isEqualTo(Level.DEBUG);
        } finally {
            assertThat(logback.getLevel()).isEqualTo(Level.ERROR);
            logback.setLevel(null);
        }
    }

    @Test
    void waitsForALineFromAnotherThread() {
        try (var log = LogCapture.of(NAME)) {
            Thread.ofVirtual().start(() -> logger.info("from afar"));
            assertThat(log.await(line -> line.message().equals("from afar")).message())
                    .isEqualTo("from afar");
        }
    }

    @Test
    void findsALineThatCameBeforeTheWait() {
        try (var log = LogCapture.of(NAME)) {
            logger.info("early");
            assertThat(log.await(line -> line.message().equals("early"), Duration.ZERO))
                    .isEqualTo(log.lines().getFirst());
        }
    }

    @Test
    void saysWhatCameWhenTheWantedLineDidNot() {
        try (var log = LogCapture.of(NAME)) {
            logger.info("something else");
            assertThatThrownBy(() -> log.await(line -> line.message().equals("wanted"), Duration.ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("something else");
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        try (var log = LogCapture.of(NAME)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> log.await(_ -> false)).hasMessageContaining("Interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aLineGoesToEveryCaptureThatIsOpenForIt() {
        try (var outer = LogCapture.of("otp.testkit.log")) {
            try (var inner = LogCapture.of(NAME)) {
                logger.info("both");
                assertThat(inner.messages()).isEqualTo(List.of("both"));
            }
            logger.info("outer");
            assertThat(outer.messages()).isEqualTo(List.of("both", "outer"));
        }
    }

    @Test
    void theConsoleStillShowsWhatNobodyCaptures() {
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try (var _ = LogCapture.of(NAME)) {
            LoggerFactory.getLogger("otp.testkit.other").warn("not expected");
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString()).contains("not expected");
    }
}
