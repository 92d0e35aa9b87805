package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Clauses;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;

/**
 * How a supervisor stops one child (S15, S16). It waits for the end by a monitor and not by the link, so that a child which has
 * unlinked itself cannot make it wait for an exit that never comes (S17). The link of a supervisor's child stays until the child
 * is dead: should the supervisor be killed while it waits, the child hears of that.
 */
final class Stopping {
    private Stopping() {}

    /** Stops a child, waits until it is dead, and reports an end that is not as it was told. Called by the supervisor. */
    static void stop(Pid pid, ChildSpec spec) {
        Ref ref = monitor(pid);
        ExitReason seen = tellAndWait(pid, spec, ref);
        unlink(pid);
        report(pid, spec, flushExit(pid, seen));
    }

    /**
     * The same for a dynamic supervisor, which in Elixir unlinks the child first: should it be killed while it waits, the child
     * does not hear of that.
     */
    static void unlinkAndStop(Pid pid, ChildSpec spec) {
        Ref ref = monitor(pid);
        unlink(pid);
        report(pid, spec, flushExit(pid, tellAndWait(pid, spec, ref)));
    }

    private static void report(Pid pid, ChildSpec spec, ExitReason reason) {
        if (!asTold(reason, spec)) {
            Reports.shutdownError(spec, pid, reason);
        }
    }

    private static ExitReason tellAndWait(Pid pid, ChildSpec spec, Ref ref) {
        return switch (spec.shutdown()) {
            case Shutdown.BrutalKill() -> {
                exit(pid, ExitReason.KILL);
                yield receive(downOf(ref));
            }
            case Shutdown.Within(var patience) -> {
                exit(pid, ExitReason.SHUTDOWN);
                yield receive(downOf(ref), patience, () -> {
                    exit(pid, ExitReason.KILL);
                    return receive(downOf(ref));
                });
            }
        };
    }

    /** Takes out the exit of a child that was linked to the last. A child that was dead before is known by it, not by noproc. */
    private static ExitReason flushExit(Pid pid, ExitReason otherwise) {
        return receive(
                message -> message instanceof Exit(var from, var reason) && from == pid ? () -> reason : null,
                Duration.ZERO,
                () -> otherwise);
    }

    private static Clauses<ExitReason> downOf(Ref ref) {
        return message -> message instanceof Down(var of, var _, var reason) && of == ref ? () -> reason : null;
    }

    /** Whether a child that was stopped has ended as it was told to. A permanent one must not have ended by itself. */
    static boolean asTold(ExitReason reason, ChildSpec spec) {
        ExitReason told = spec.shutdown() instanceof Shutdown.BrutalKill ? ExitReason.KILLED : ExitReason.SHUTDOWN;
        return reason == told || (spec.restart() != Restart.PERMANENT && reason.isOrderly());
    }
}
