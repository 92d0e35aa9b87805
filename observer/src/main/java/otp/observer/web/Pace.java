package otp.observer.web;

import java.time.Duration;
import otp.observer.live.Feed;

/**
 * How fast it goes.
 *
 * @param ticks when to look at the trees, while somebody does
 * @param silence after how long without an event a stream shows that it is still there
 * @param toRead how long a client may take to read what was written to it
 */
record Pace(Feed.Ticks ticks, Duration silence, Duration toRead) {
    static final Pace USUAL =
            new Pace(Feed.Ticks.every(Duration.ofMillis(500)), Duration.ofSeconds(10), Duration.ofSeconds(10));
}
