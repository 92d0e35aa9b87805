package otp.handrolled.genstatem;

import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * The timeouts of one machine. At most one of each type runs. One of zero has no timer: it waits in a queue of its own, which is
 * looked at when no event is left and before a message is received.
 */
final class Timers {
    /** What a timer sends. The token tells it from an older timer of the same type. */
    record Fired(TimeoutType type, Ref token) {}

    private record Running(
            Ref token, @Nullable Ref timer, @Nullable Object content) {}

    private final Map<TimeoutType, Running> running = new HashMap<>();
    private final List<TimeoutType> dueNow = new ArrayList<>();

    /** Does the timeout actions of a transition. Of several for one type only the last counts, as if the others were not there. */
    void apply(List<Action.OnEnter> actions) {
        var seen = new HashSet<TimeoutType>();
        var zero = new ArrayList<TimeoutType>();
        for (Action.OnEnter action : actions.reversed()) {
            TimeoutType type = typeOf(action);
            if (type != null && seen.add(type) && apply(action, type)) {
                zero.addFirst(type);
            }
        }
        dueNow.addAll(zero);
    }

    private static @Nullable TimeoutType typeOf(Action.OnEnter action) {
        return switch (action) {
            case Action.SetTimeout(var type, var _, var _) -> type;
            case Action.SetTimeoutAt(var type, var _, var _) -> type;
            case Action.CancelTimeout(var type) -> type;
            case Action.UpdateTimeout(var type, var _) -> type;
            case Action.Reply<?> _, Action.Hibernate _ -> null;
        };
    }

    /** Returns whether the timeout is over at once. */
    private boolean apply(Action.OnEnter action, TimeoutType type) {
        return switch (action) {
            case Action.SetTimeout(var _, var time, var content) -> {
                cancel(type);
                if (time.isZero()) {
                    running.put(type, new Running(new Ref(), null, content));
                } else if (!Timeouts.isInfinite(time)) {
                    startTimer(type, time, content);
                }
                yield time.isZero();
            }
            case Action.SetTimeoutAt(var _, var instant, var content) -> {
                cancel(type);
                // An instant that has passed fires at once, by way of the mailbox: it is no timeout of zero (F11).
                long left = instant - self().node().clock().now();
                startTimer(type, Duration.ofNanos(Math.max(0, left)), content);
                yield false;
            }
            case Action.UpdateTimeout(var _, var content) -> {
                Running timeout = running.get(type);
                running.put(
                        type,
                        timeout == null
                                ? new Running(new Ref(), null, content)
                                : new Running(timeout.token, timeout.timer, content));
                yield timeout == null;
            }
            case Action.CancelTimeout _ -> {
                cancel(type);
                yield false;
            }
            case Action.Reply<?> _, Action.Hibernate _ -> false;
        };
    }

    private void startTimer(TimeoutType type, Duration time, @Nullable Object content) {
        var token = new Ref();
        running.put(type, new Running(token, sendAfter(self(), new Fired(type, token), time), content));
    }

    void cancel(TimeoutType type) {
        Running timeout = running.remove(type);
        if (timeout != null) {
            if (timeout.timer == null) {
                dueNow.remove(type);
            } else {
                cancelTimer(timeout.timer);
            }
        }
    }

    /** The event of the next timeout of zero, or null. */
    <M> Event.@Nullable Timeout<M> takeDue() {
        if (dueNow.isEmpty()) {
            return null;
        }
        TimeoutType type = dueNow.getFirst();
        Running timeout = running.get(type);
        cancel(type);
        return new Event.Timeout<>(type, timeout == null ? null : timeout.content);
    }

    /** The event of a timer that has fired, or null if it was cancelled after its message had been sent. */
    <M> Event.@Nullable Timeout<M> take(Fired fired) {
        Running timeout = running.get(fired.type);
        if (timeout == null || timeout.token != fired.token) {
            return null;
        }
        running.remove(fired.type);
        return new Event.Timeout<>(fired.type, timeout.content);
    }
}
