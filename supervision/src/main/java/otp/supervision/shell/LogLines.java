package otp.supervision.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log in a compact form: of each event the lane that it comes from and its first line, without stack traces; what is worse
 * than INFO begins with an exclamation mark. While it is open, the log goes nowhere else.
 */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger akka = logger("akka");
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
    private final @Nullable Level rootBefore = root.getLevel();
    private final @Nullable Level akkaBefore = akka.getLevel();

    /** Gets the lane and the line. */
    private volatile BiConsumer<String, String> to = (_, _) -> {};

    private LogLines() {}

    /**
     * Takes over the log.
     *
     * @throws IllegalStateException if SLF4J is not bound to Logback
     */
    static LogLines open() {
        var lines = new LogLines();
        lines.root.iteratorForAppenders().forEachRemaining(lines.before::add);
        lines.before.forEach(lines.root::detachAppender);
        lines.setContext(lines.root.getLoggerContext());
        lines.start();
        lines.root.addAppender(lines);
        lines.root.setLevel(Level.INFO);
        // "Slf4jLogger started" is no news.
        lines.akka.setLevel(Level.WARN);
        return lines;
    }

    /** From now on, sends the lines there. */
    void to(BiConsumer<String, String> there) {
        to = there;
    }

    /** Gives the log back. */
    @Override
    public void close() {
        root.detachAppender(this);
        stop();
        before.forEach(root::addAppender);
        root.setLevel(rootBefore);
        akka.setLevel(akkaBefore);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String logger = event.getLoggerName();
        boolean isAkka = logger.startsWith("akka") || logger.startsWith("otp.supervision.akka");
        String first = event.getFormattedMessage().lines().findFirst().orElse("");
        String line = first.replaceAll("\\botp\\.supervision\\.\\w+\\.", "");
        boolean isBad = event.getLevel().isGreaterOrEqual(Level.WARN);
        to.accept(isAkka ? AkkaLane.NAME : HandrolledLane.NAME, isBad ? "! " + line : line);
    }

    private static Logger logger(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) return logger;
        throw new IllegalStateException("The shell needs Logback behind SLF4J, but found "
                + LoggerFactory.getILoggerFactory().getClass().getName()
                + ": put logback-classic on the class path");
    }
}
