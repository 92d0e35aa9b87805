package otp.handrolled.task;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;

/**
 * How a task is ended by its owner, and what that amounts to. Two monitors speak of its death: the task's own, whose DOWN an
 * earlier await may have taken out, and one made for the purpose, whose DOWN is sure to come.
 */
final class Ending {
    private Ending() {}

    /** Sends {@code shutdown}, waits, then kills (T6). */
    static <R extends @Nullable Object> TaskResult<R> shutdown(Task<R> task, Pid pid, Duration patience) {
        Timeouts.check(patience);
        Ref monitor = monitor(pid);
        Enforcer.unlinkAndExit(pid, ExitReason.SHUTDOWN);
        Down down = Processes.<@Nullable Down>receive(
                message -> message instanceof Down it && it.ref() == monitor ? () -> it : null, patience, () -> null);
        if (down == null) {
            exit(pid, ExitReason.KILL);
            down = awaitDown(monitor);
        }
        // What was meant is a shutdown, also after the kill: a task that had to be killed is reported so (T7).
        return result(task, down, ExitReason.SHUTDOWN);
    }

    /** Kills (T7). */
    static <R extends @Nullable Object> TaskResult<R> brutalKill(Task<R> task, Pid pid) {
        Ref monitor = monitor(pid);
        Enforcer.unlinkAndExit(pid, ExitReason.KILL);
        return result(task, awaitDown(monitor), ExitReason.KILLED);
    }

    /** Nothing survives a kill, so this waits for no longer than the news takes. */
    private static Down awaitDown(Ref monitor) {
        return receive(message -> message instanceof Down it && it.ref() == monitor ? () -> it : null);
    }

    /**
     * What to return for an end. A reply that came before it wins.
     *
     * @param meant the reason that says the task ended because it was told to
     */
    private static <R extends @Nullable Object> TaskResult<R> result(Task<R> task, Down down, ExitReason meant) {
        ExitReason reason = down.reason();
        if (reason == ExitReason.NOPROC) {
            // It was dead before: what it died of is in the DOWN of its own monitor, unless that has been taken out
            // (T8).
            reason = Processes.<ExitReason>receive(
                    message -> message instanceof Down(var ref, var _, var why) && ref == task.ref() ? () -> why : null,
                    Duration.ZERO,
                    () -> ExitReason.NOPROC);
        }
        demonitorFlush(task.ref());
        TaskResult<R> withoutReply = reason == meant ? new Nothing<>() : new Exited<>(reason);
        return Processes.<TaskResult<R>>receive(
                message -> message instanceof TaskReply reply && reply.ref() == task.ref()
                        ? () -> new Ok<>(task.valueOf(reply))
                        : null,
                Duration.ZERO,
                () -> withoutReply);
    }
}
