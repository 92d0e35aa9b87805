package otp.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import otp.testkit.log.LogCapture;

/** What the workers of a lane say of themselves in its log, in the words that both lanes share. */
public final class Lives {
    private static final Pattern STARTED = Pattern.compile("(\\S+) started");
    // Akka restarts an actor without ending it: then it says "restarts".
    private static final Pattern ENDED = Pattern.compile("(\\S+) (?:restarts|terminates)(?:: .*)?");

    private final LogCapture log;
    private final String logger;

    /**
     * The lives of the workers of a lane.
     *
     * @param log a capture of the lane's logger or of one above it
     * @param lane {@code akka} or {@code handrolled}
     */
    public Lives(LogCapture log, String lane) {
        this.log = log;
        this.logger = "otp.supervision." + lane;
    }

    /** Something a worker did. */
    public sealed interface Event {
        /** A life began. */
        record Started(String worker) implements Event {}

        /** A life ended, for whatever reason; perhaps the next one begins. */
        record Ended(String worker) implements Event {}

        String worker();
    }

    /** All so far, in the order in which they were logged. */
    public List<Event> events() {
        return log.lines().stream()
                .filter(line -> line.logger().equals(logger))
                .flatMap(line -> event(line.message()).stream())
                .toList();
    }

    /** The events after those that were there already. */
    public List<Event> eventsSince(int seen) {
        List<Event> all = events();
        return all.subList(seen, all.size());
    }

    /** How often a worker has started. */
    public int starts(String worker) {
        return count(new Event.Started(worker));
    }

    /** Waits until a worker has started so many times, since the beginning of the test. */
    public void awaitStarts(String worker, int times) {
        awaitCount(new Event.Started(worker), times);
    }

    /** Waits until a worker has ended so many times, since the beginning of the test. */
    public void awaitEnds(String worker, int times) {
        awaitCount(new Event.Ended(worker), times);
    }

    private void awaitCount(Event event, int times) {
        log.await(line -> line.logger().equals(logger)
                && event(line.message()).equals(Optional.of(event))
                && count(event) >= times);
        assertThat(count(event)).as("how often %s", event).isEqualTo(times);
    }

    private int count(Event event) {
        return (int) events().stream().filter(event::equals).count();
    }

    private static Optional<Event> event(String message) {
        Stream<Event> started = STARTED.matcher(message).results().map(match -> new Event.Started(match.group(1)));
        Stream<Event> ended = ENDED.matcher(message).results().map(match -> new Event.Ended(match.group(1)));
        return Stream.concat(started, ended).findFirst();
    }
}
