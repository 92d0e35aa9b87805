package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;

/**
 * How a supervisor stops one child (S15, S16). It watches the child by a monitor and takes the link away first, so that a child
 * which has unlinked itself cannot make it wait for an exit that never comes (S17).
 */
final class Stopping {
    private Stopping() {}

    /**
     * Stops a child and waits until it is dead. Called by the supervisor.
     *
     * @return null if it ended as it was told to, or else the reason it ended with
     */
    static @Nullable ExitReason stop(Pid pid, ChildSpec spec) {
        Ref ref = monitor(pid);
        unlink(pid);
        ExitReason endedBefore = takeExit(pid);
        if (endedBefore != null) {
            awaitDown(ref);
            return spec.restart() != ChildSpec.Restart.PERMANENT && endedBefore.isOrderly() ? null : endedBefore;
        }
        return switch (spec.shutdown()) {
            case Shutdown.BrutalKill() -> {
                exit(pid, ExitReason.KILL);
                ExitReason reason = awaitDown(ref);
                yield reason == ExitReason.KILLED ? null : reason;
            }
            case Shutdown.Within(var patience) -> {
                exit(pid, ExitReason.SHUTDOWN);
                ExitReason reason = awaitDown(ref, patience, () -> {
                    exit(pid, ExitReason.KILL);
                    return awaitDown(ref);
                });
                yield asTold(reason, spec) ? null : reason;
            }
        };
    }

    private static boolean asTold(ExitReason reason, ChildSpec spec) {
        return reason == ExitReason.SHUTDOWN
                || (spec.restart() != ChildSpec.Restart.PERMANENT && reason.isOrderly());
    }

    /** The exit of a child that ended by itself, if its message is in the mailbox already. */
    private static @Nullable ExitReason takeExit(Pid pid) {
        return Stopping.<@Nullable ExitReason>receiveNow(
                message -> message instanceof Exit(var from, var reason) && from == pid ? () -> reason : null);
    }

    private static <T extends @Nullable Object> @Nullable T receiveNow(Clauses<@Nullable T> clauses) {
        return receive(clauses, Duration.ZERO, () -> null);
    }

    private static ExitReason awaitDown(Ref ref) {
        return receive(downOf(ref));
    }

    private static ExitReason awaitDown(Ref ref, Duration patience, Supplier<ExitReason> late) {
        return receive(downOf(ref), patience, late);
    }

    private static Clauses<ExitReason> downOf(Ref ref) {
        return message -> message instanceof Down(var of, var _, var reason) && of == ref ? () -> reason : null;
    }
}
