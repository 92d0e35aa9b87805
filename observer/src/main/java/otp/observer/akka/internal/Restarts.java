package otp.observer.akka.internal;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.internal.InterceptorImpl;
import akka.actor.typed.internal.RestartSupervisor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Budget;
import scala.concurrent.duration.Deadline;

/**
 * How often one actor was restarted in place, and when it last began.
 *
 * <p>{@code Behaviors.supervise} restarts within the actor: same reference, same mailbox, and no word to anybody but the log. The
 * number that its interceptor keeps is that of the present window of its limit and starts over with each: no total. But window and
 * number together change at every restart. So this compares them with what they were, each time the actor is about to take a
 * message: on the actor's own thread, where they hold still.
 *
 * <p>What it cannot see: two restarts without a message between them, if the second also opens a new window, count once; this
 * takes an actor that fails over what is no message, such as the end of a child. A {@code supervise} that appears later than the
 * actor's first behavior is counted from its first message on. {@code resume} is no restart, nor is one that the limit forbids.
 */
final class Restarts {
    private static final VarHandle WINDOW;

    static {
        try {
            WINDOW = MethodHandles.privateLookupIn(RestartSupervisor.class, MethodHandles.lookup())
                    .findVarHandle(RestartSupervisor.class, "deadline", Deadline.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Supervisor(
            RestartSupervisor<?, ?> who,
            int count,
            @Nullable Deadline window) {
        static Supervisor of(RestartSupervisor<?, ?> who) {
            return new Supervisor(who, countOf(who), windowOf(who));
        }

        boolean isStill(RestartSupervisor<?, ?> other) {
            return who == other && count == countOf(other) && window == windowOf(other);
        }

        /** How many restarts lie between an earlier look and this one. */
        int since(Supervisor earlier) {
            // A back-off has no window, and its count goes back to zero after a time without failures.
            return window == earlier.window ? Math.max(0, count - earlier.count) : count;
        }
    }

    private record Seen(List<Supervisor> supervisors, int restarts, long beganAt) {}

    private final ObserverClock clock;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();
    private final long bornAt;

    Restarts(ObserverClock clock) {
        this.clock = clock;
        this.bornAt = clock.now();
    }

    /** Compares what there is with what there was. Called where the behavior holds still; never blocks. */
    void look(Behavior<?> behavior) {
        Seen last = seen.get();
        if (last == null || !isStill(last.supervisors, behavior)) {
            seen.compareAndSet(last, next(last, supervisorsOf(behavior)));
        }
    }

    private static boolean isStill(List<Supervisor> last, Behavior<?> behavior) {
        int known = 0;
        for (Behavior<?> at = behavior; at instanceof InterceptorImpl<?, ?> layer; at = layer.nestedBehavior()) {
            if (layer.interceptor() instanceof RestartSupervisor<?, ?> supervisor
                    && (known == last.size() || !last.get(known++).isStill(supervisor))) {
                return false;
            }
        }
        return known == last.size();
    }

    private static List<Supervisor> supervisorsOf(Behavior<?> behavior) {
        var supervisors = new ArrayList<Supervisor>();
        for (Behavior<?> at = behavior; at instanceof InterceptorImpl<?, ?> layer; at = layer.nestedBehavior()) {
            if (layer.interceptor() instanceof RestartSupervisor<?, ?> supervisor) {
                supervisors.add(Supervisor.of(supervisor));
            }
        }
        return List.copyOf(supervisors);
    }

    private Seen next(@Nullable Seen last, List<Supervisor> now) {
        int more = 0;
        for (Supervisor supervisor : now) {
            more += last == null ? supervisor.count : more(supervisor, last.supervisors);
        }
        if (last == null) {
            return new Seen(now, more, more == 0 ? bornAt : clock.now());
        }
        return new Seen(now, last.restarts + more, more == 0 ? last.beganAt : clock.now());
    }

    private static int more(Supervisor supervisor, List<Supervisor> last) {
        for (Supervisor earlier : last) {
            if (earlier.who == supervisor.who) {
                return supervisor.since(earlier);
            }
        }
        return 0;
    }

    int total() {
        Seen last = seen.get();
        return last == null ? 0 : last.restarts;
    }

    Duration age() {
        Seen last = seen.get();
        return Duration.ofNanos(clock.now() - (last == null ? bornAt : last.beganAt));
    }

    /** The limit of the outermost {@code supervise} that has one. */
    static @Nullable Budget budgetOf(Behavior<?> behavior) {
        for (Behavior<?> at = behavior; at instanceof InterceptorImpl<?, ?> layer; at = layer.nestedBehavior()) {
            if (layer.interceptor() instanceof RestartSupervisor<?, ?> supervisor
                    && supervisor.akka$actor$typed$internal$RestartSupervisor$$strategy
                            instanceof SupervisorStrategy.Restart restart
                    && !restart.unlimitedRestarts()) {
                return new Budget(
                        restart.maxRestarts(),
                        Duration.ofNanos(restart.withinTimeRange().toNanos()));
            }
        }
        return null;
    }

    private static int countOf(RestartSupervisor<?, ?> supervisor) {
        return supervisor.akka$actor$typed$internal$RestartSupervisor$$restartCount();
    }

    private static @Nullable Deadline windowOf(RestartSupervisor<?, ?> supervisor) {
        return (Deadline) WINDOW.get(supervisor);
    }
}
