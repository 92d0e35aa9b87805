package otp.handrolled.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message that waits for its time: what {@code send_after} returns a reference to. */
final class Timer extends Ref {
    private final Clock clock;
    private final long deadline;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Clock.Alarm alarm;

    Timer(Clock clock, long deadline, Runnable delivery) {
        this.clock = clock;
        this.deadline = deadline;
        this.alarm = clock.schedule(deadline, () -> {
            if (over.compareAndSet(false, true)) {
                delivery.run();
            }
        });
    }

    /** Calls it off. Returns what was left, or nothing if it has fired or was cancelled before (P10). */
    Optional<Duration> cancel() {
        if (!over.compareAndSet(false, true)) {
            return Optional.empty();
        }
        alarm.cancel();
        return Optional.of(left());
    }

    /** What is left, or nothing if it has fired or was cancelled. */
    Optional<Duration> read() {
        return over.get() ? Optional.empty() : Optional.of(left());
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - clock.now()));
    }
}
