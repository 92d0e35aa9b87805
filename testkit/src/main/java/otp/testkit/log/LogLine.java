package otp.testkit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One captured line.
 *
 * @param level how grave it is
 * @param logger the full name of the logger
 * @param message the text, with its arguments filled in
 * @param error what was thrown, or null when the line came without a stack trace
 * @param mdc the mapped diagnostic context of the thread that logged; Akka puts the actor's path there as {@code akkaSource}
 */
public record LogLine(
        Level level,
        String logger,
        String message,
        @Nullable Throwable error,
        Map<String, String> mdc) {

    static LogLine of(ILoggingEvent event) {
        return new LogLine(
                Level.valueOf(event.getLevel().toString()),
                event.getLoggerName(),
                event.getFormattedMessage(),
                event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null,
                Map.copyOf(event.getMDCPropertyMap()));
    }

    @Override
    public String toString() {
        return "%-5s %s - %s%s".formatted(level, logger, message, error == null ? "" : " (" + error + ")");
    }
}
