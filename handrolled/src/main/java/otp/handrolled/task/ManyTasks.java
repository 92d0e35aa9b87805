package otp.handrolled.task;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Clock;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Ended;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;

/**
 * Waits for several tasks with one timeout for all. Ends are taken as they come, of whichever task; what is returned is in the
 * order of the input.
 */
final class ManyTasks<R extends @Nullable Object> {
    private final List<Task<? extends R>> tasks = new ArrayList<>();
    private final Map<Ref, Task<? extends R>> pending = new HashMap<>();
    private final Duration timeout;
    private final Clock clock;
    private final long deadline;

    ManyTasks(List<? extends Task<? extends R>> tasks, Duration timeout) {
        this.timeout = timeout;
        this.clock = self().node().clock();
        this.deadline = Timeouts.deadline(clock, timeout);
        for (Task<? extends R> task : tasks) {
            Objects.requireNonNull(task, "expected tasks, got null among them");
            task.checkOwner();
            this.tasks.add(task);
            pending.put(task.ref(), task);
        }
    }

    /** All values; the first failure or the timeout is an exit (T11). */
    List<R> await() {
        var values = new HashMap<Ref, R>();
        while (!pending.isEmpty()) {
            End<R> end = next();
            if (end == null) {
                return giveUp(ExitReason.TIMEOUT);
            }
            switch (end.result) {
                case Ok<R>(var value) -> values.put(end.ref, value);
                case Exited<R>(var reason) -> giveUp(reason);
            }
        }
        var inOrder = new ArrayList<R>(tasks.size());
        tasks.forEach(task -> inOrder.add(values.get(task.ref())));
        return Collections.unmodifiableList(inOrder);
    }

    private <T> T giveUp(ExitReason reason) {
        pending.keySet().forEach(Processes::demonitorFlush);
        return exit(new ExitReason.CallFailed(reason, "Task.awaitMany", List.copyOf(tasks), null, timeout));
    }

    /** What is known when enough have ended or the time is up (T12). */
    List<Yielded<R>> yield(int limit, YieldOptions.OnTimeout onTimeout) {
        var results = new HashMap<Ref, TaskResult<R>>();
        int enough = Math.min(limit, pending.size());
        boolean timedOut = false;
        while (results.size() < enough && !timedOut) {
            End<R> end = next();
            if (end == null) {
                timedOut = true;
            } else {
                results.put(end.ref, end.result);
            }
        }
        var inOrder = new ArrayList<Yielded<R>>(tasks.size());
        for (Task<? extends R> task : tasks) {
            TaskResult<R> result = results.get(task.ref());
            if (result == null) {
                result = timedOut ? late(task, onTimeout) : new Nothing<>();
            }
            inOrder.add(new Yielded<>(task, result));
        }
        return Collections.unmodifiableList(inOrder);
    }

    private TaskResult<R> late(Task<? extends R> task, YieldOptions.OnTimeout onTimeout) {
        return switch (onTimeout) {
            case NOTHING -> new Nothing<>();
            case IGNORE -> widened(task.ignore());
            case KILL_TASK -> widened(task.brutalKill());
        };
    }

    @SuppressWarnings("unchecked") // results are only read
    private TaskResult<R> widened(TaskResult<? extends R> result) {
        return (TaskResult<R>) result;
    }

    private record End<R extends @Nullable Object>(Ref ref, Ended<R> result) {}

    /** The next of the pending tasks that ends, or null when the time is up. */
    private @Nullable End<R> next() {
        End<R> end = Processes.<@Nullable End<R>>receive(
                message -> switch (message) {
                    case TaskReply reply
                    when pending.get(reply.ref()) instanceof Task<? extends R> task ->
                        () -> {
                            demonitorFlush(reply.ref());
                            return new End<>(reply.ref(), new Ok<>(task.valueOf(reply)));
                        };
                    case Down(var ref, var _, var reason)
                    when pending.containsKey(ref) -> () -> new End<>(ref, new Exited<>(reason));
                    default -> null;
                },
                timeLeft(),
                () -> null);
        if (end != null) {
            pending.remove(end.ref);
        }
        return end;
    }

    private Duration timeLeft() {
        return deadline == Clock.NEVER ? Timeouts.INFINITY : Duration.ofNanos(Math.max(0, deadline - clock.now()));
    }
}
