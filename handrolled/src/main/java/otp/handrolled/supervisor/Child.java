package otp.handrolled.supervisor;

import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;

/** A child as its supervisor sees it: how it is started, and how it is now. */
record Child(ChildSpec spec, Status status) {

    sealed interface Status {}

    record Running(Pid pid) implements Status {}

    /** It is to be started again, and the last try failed. */
    record Restarting() implements Status {}

    /** Stopped, or it asked to be ignored. */
    record Stopped() implements Status {}

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
        return new Child(spec, newStatus);
    }
}
