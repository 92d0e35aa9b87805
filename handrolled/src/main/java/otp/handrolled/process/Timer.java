package otp.handrolled.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits for its time: what {@code send_after} returns a reference to. One for a process goes with that process; one
 * for a name waits for whoever has it then.
 */
final class Timer extends Ref implements OwnedResource {
    private final Clock clock;
    private final long deadline;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Null until the clock has been told, by when the target may be dead. */
    private volatile Clock.@Nullable Alarm alarm;

    /** The process it is for, or null if it is for a name. */
    private final @Nullable ControlBlock target;

    Timer(Clock clock, long deadline, @Nullable ControlBlock target, Runnable delivery) {
        this.clock = clock;
        this.deadline = deadline;
        this.target = target;
        if (target != null && !target.own(this)) {
            over.set(true);
            return;
        }
        this.alarm = clock.schedule(deadline, () -> {
            if (end()) {
                delivery.run();
            }
        });
        if (over.get()) {
            callOff();
        }
    }

    private void callOff() {
        Clock.Alarm pending = alarm;
        if (pending != null) {
            pending.cancel();
        }
    }

    /** From here on it neither fires nor can be cancelled. Returns false if that was so before. */
    private boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first && target != null) {
            target.disown(this);
        }
        return first;
    }

    /** Calls it off. Returns what was left, or nothing if it has fired or was cancelled before (P10). */
    Optional<Duration> cancel() {
        if (!end()) {
            return Optional.empty();
        }
        callOff();
        return Optional.of(left());
    }

    /** What is left, or nothing if it has fired or was cancelled. */
    Optional<Duration> read() {
        return over.get() ? Optional.empty() : Optional.of(left());
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - clock.now()));
    }

    /** The process that it is for is dead: nothing is kept for it until the time comes. */
    @Override
    public void ownerExited(Pid owner, ExitReason reason) {
        if (over.compareAndSet(false, true)) {
            callOff();
        }
    }
}
