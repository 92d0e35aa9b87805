package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/** The supervisor reports of OTP, in a line each. All are written by the supervisor's process. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger("otp.supervisor");

    private Reports() {}

    static void childTerminated(ChildSpec spec, @Nullable Pid pid, ExitReason reason) {
        LOG.error("Child {} ({}) of supervisor {} terminated: {}", spec.id(), pid, self(), reason);
    }

    static void startError(ChildSpec spec, ExitReason reason) {
        LOG.error("Child {} of supervisor {} failed to start: {}", spec.id(), self(), reason);
    }

    static void shutdownError(ChildSpec spec, Pid pid, ExitReason reason) {
        LOG.error(
                "Child {} ({}) of supervisor {} did not shut down as told: it exited with {}",
                spec.id(),
                pid,
                self(),
                reason);
    }

    static void startedUnlinked(ChildSpec spec, Pid pid) {
        LOG.error(
                "The start function of child {} of supervisor {} returned {}, which {} not linked to the supervisor: it will not"
                        + " be restarted. Start the process with a link, as startLink and spawnLink do",
                spec.id(),
                self(),
                pid,
                Processes.isAlive(pid) ? "lives and is" : "was dead and");
    }

    static void reachedMaxRestartIntensity(ChildSpec spec, Flags flags) {
        BudgetExhaustedEvent.record(spec, flags);
        LOG.error(
                "Supervisor {} has reached its limit of {} restarts in {} s with child {}: it shuts down",
                self(),
                flags.maxRestarts(),
                flags.maxSeconds().toSeconds(),
                spec.id());
    }

    static void unexpectedMessage(Object message) {
        LOG.error("Supervisor {} received an unexpected message: {}", self(), message);
    }
}
