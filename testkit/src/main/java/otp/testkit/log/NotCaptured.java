package otp.testkit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Keeps captured lines off a console. The line itself carries the mark. Cutting the logger off from its parents for the time
 * of the capture would not do: Logback asks for that after our appender was served, and a test that has its line ends the
 * capture in just that moment.
 */
final class NotCaptured extends Filter<ILoggingEvent> {
    private static final Marker CAPTURED = MarkerFactory.getDetachedMarker("captured");

    static void mark(ILoggingEvent event) {
        if (event instanceof LoggingEvent line) line.addMarker(CAPTURED);
    }

    static void addTo(Appender<ILoggingEvent> console) {
        if (console.getCopyOfAttachedFiltersList().stream().anyMatch(NotCaptured.class::isInstance)) return;
        NotCaptured filter = new NotCaptured();
        filter.start();
        console.addFilter(filter);
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        List<Marker> markers = event.getMarkerList();
        return markers != null && markers.contains(CAPTURED) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
