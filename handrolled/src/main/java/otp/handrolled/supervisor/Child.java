package otp.handrolled.supervisor;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

/** A child as its supervisor sees it: how it is started, how it is now, and how often it was started again. */
record Child(ChildSpec spec, Status status, int restarts) {

    sealed interface Status {}

    record Running(Pid pid) implements Status {}

    /** It is to be started again, and the last try failed. */
    record Restarting() implements Status {}

    /** Stopped, or it asked to be ignored. */
    record Stopped() implements Status {}

    /** One that runs for the first time. */
    static Child running(ChildSpec spec, Pid pid) {
        return new Child(spec, new Running(pid), 0);
    }

    Object id() {
        return spec.id();
    }

    @Nullable
    Pid pid() {
        return status instanceof Running(var pid) ? pid : null;
    }

    boolean isTemporary() {
        return spec.restart() == ChildSpec.Restart.TEMPORARY;
    }

    /** Whether an end with this reason is followed by a restart (S3). */
    boolean isRestartedAfter(ExitReason reason) {
        return switch (spec.restart()) {
            case PERMANENT -> true;
            case TRANSIENT -> !reason.isOrderly();
            case TEMPORARY -> false;
        };
    }

    Child with(Status newStatus) {
        return new Child(spec, newStatus, restarts);
    }

    /** Started again by its supervisor. */
    Child restartedAs(Pid newPid) {
        return new Child(spec, new Running(newPid), restarts + 1);
    }
}
