package otp.testkit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Takes what a logger and those below it say, from DEBUG upwards, and keeps it off the console. What a test provokes on
 * purpose is then an assertion instead of noise:
 *
 * <pre>{@code
 * try (var log = LogCapture.of("otp.handrolled")) {
 *     crashTheServer();
 *     LogLine line = log.await(l -> l.message().contains("terminating"));
 *     assertThat(line.error()).hasMessage("boom");
 * }
 * }</pre>
 *
 * As a JUnit extension it lasts for one test, and starts empty for each:
 *
 * <pre>{@code
 * @RegisterExtension
 * final LogCapture log = LogCapture.of(SharedState.class);
 * }</pre>
 *
 * When that test fails, the captured lines are printed after all: nothing that explains a failure is lost.
 *
 * <p>Thread-safe: lines may come from any thread. Captures may be nested; a line goes to each that is open for its logger.
 * Those of one and the same logger must be closed inner first, as try-with-resources does.
 */
public final class LogCapture implements AutoCloseable, BeforeEachCallback, AfterEachCallback {
    /** How long {@link #await(Predicate)} waits: long enough for a busy machine, since only a failing test pays it. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Logger logger;
    private final Lines lines = new Lines();
    private @Nullable Before before;

    private LogCapture(Logger logger) {
        this.logger = logger;
        open();
    }

    /**
     * Starts to capture the logger of that name and all below it.
     *
     * @param name a logger's name, such as a package; {@code "ROOT"} is all there is
     * @throws IllegalStateException if SLF4J is not bound to Logback
     */
    public static LogCapture of(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) return new LogCapture(logger);
        throw new IllegalStateException("LogCapture needs Logback behind SLF4J, but found "
                + LoggerFactory.getILoggerFactory().getClass().getName()
                + ": put logback-classic on the test class path");
    }

    /** Starts to capture the logger that carries the name of this class. */
    public static LogCapture of(Class<?> type) {
        return of(type.getName());
    }

    /** What was captured so far, oldest first: a copy. Does not block. */
    public List<LogLine> lines() {
        return lines.copy();
    }

    /** The texts of {@link #lines()}. Does not block. */
    public List<String> messages() {
        return lines().stream().map(LogLine::message).toList();
    }

    /**
     * The first line that is as wanted, whether it was captured already or is still to come: waits up to {@link #PATIENCE}.
     *
     * @throws AssertionError if none came in time; its message lists those that did
     */
    public LogLine await(Predicate<LogLine> wanted) {
        return await(wanted, PATIENCE);
    }

    /**
     * As {@link #await(Predicate)}, with a bound of one's own.
     *
     * @throws AssertionError if none came in time, or if the waiting thread was interrupted (it stays so)
     */
    public LogLine await(Predicate<LogLine> wanted, Duration atMost) {
        return lines.await(wanted, atMost);
    }

    /** Ends the capture; the logger is as it was before. The lines can still be read. A second call does nothing. */
    @Override
    public void close() {
        Before then = before;
        if (then == null) return;
        before = null;
        logger.detachAppender(lines);
        logger.setLevel(then.level());
        lines.stop();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        lines.clear();
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
        if (context.getExecutionException().isPresent()) {
            System.err.println(
                    "Captured from " + logger.getName() + " during " + context.getDisplayName() + ":\n" + lines);
        }
    }

    private void open() {
        if (before != null) return;
        before = new Before(logger.getLevel());
        consoles().forEach(NotCaptured::addTo);
        lines.setContext(logger.getLoggerContext());
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
    }

    private List<ConsoleAppender<ILoggingEvent>> consoles() {
        List<ConsoleAppender<ILoggingEvent>> consoles = new ArrayList<>();
        for (Logger each : logger.getLoggerContext().getLoggerList()) {
            each.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<ILoggingEvent> console) consoles.add(console);
            });
        }
        return consoles;
    }

    /** How the logger was set. A null level is one that is inherited. */
    private record Before(@Nullable Level level) {}

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<LogLine> taken = new ArrayList<>();

        @Override
        protected synchronized void append(ILoggingEvent event) {
            NotCaptured.mark(event);
            taken.add(LogLine.of(event));
            notifyAll();
        }

        synchronized List<LogLine> copy() {
            return List.copyOf(taken);
        }

        synchronized void clear() {
            taken.clear();
        }

        synchronized LogLine await(Predicate<LogLine> wanted, Duration atMost) {
            long deadline = System.nanoTime() + atMost.toNanos();
            for (int seen = 0; ; ) {
                for (; seen < taken.size(); seen++) {
                    if (wanted.test(taken.get(seen))) return taken.get(seen);
                }
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0)
                    throw new AssertionError("No such line was logged within " + atMost + ". Captured:\n" + this);
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("Interrupted while waiting for a line. Captured:\n" + this, e);
                }
            }
        }

        @Override
        public synchronized String toString() {
            return taken.isEmpty()
                    ? "  (nothing)"
                    : taken.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
        }
    }
}
