package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;

/** How a supervisor starts one child. */
final class Starting {
    private static final Supplier<OnStart<Pid>> NOT_KEPT = () -> {
        throw new IllegalStateException("a temporary child is never started again, so its start function is not kept");
    };

    private Starting() {}

    /**
     * Starts a child. Whatever its start function does, one of the four outcomes is what comes out.
     *
     * @param thrown how this kind of supervisor words what the start function threw or exited with
     */
    @SuppressWarnings(
            "NullAway") // the contract says "not null"; this is where a start function that breaks it is found out
    static OnStart<Pid> start(ChildSpec spec, UnaryOperator<ExitReason> thrown) {
        OnStart<Pid> outcome;
        try {
            outcome = spec.start().get();
        } catch (ProcessExit exit) {
            self(); // throws if it is the supervisor itself that was ended meanwhile
            return new OnStart.Failed<>(thrown.apply(exit.reason()));
        } catch (Throwable error) {
            self();
            return new OnStart.Failed<>(thrown.apply(new ExitReason.Crash(error)));
        }
        return switch (outcome) {
            case null -> new OnStart.Failed<>(new ExitReason.BadReturnValue(null));
            case OnStart.Ok<Pid>(var pid) -> checked(pid, spec, outcome);
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> checked(pid, spec, outcome);
            case OnStart.Failed<Pid> _, OnStart.Ignored<Pid> _ -> outcome;
        };
    }

    /**
     * A process without a link to the supervisor will never be heard of again: it may be dead already, and if it lives, its end
     * will go unseen. OTP keeps it as a running child without a word; so does this, but with one.
     */
    private static OnStart<Pid> checked(@Nullable Pid pid, ChildSpec spec, OnStart<Pid> outcome) {
        if (pid == null) {
            return new OnStart.Failed<>(new ExitReason.BadReturnValue(outcome));
        }
        if (!Processes.isLinked(pid) && !exitIsInTheMailbox(pid)) {
            Reports.startedUnlinked(spec, pid);
        }
        return outcome;
    }

    private static boolean exitIsInTheMailbox(Pid pid) {
        var found = new AtomicBoolean();
        Processes.<@Nullable Void>receive(
                message -> {
                    if (message instanceof Exit(var from, var _) && from == pid) {
                        found.set(true);
                    }
                    return null; // only looks: the message stays
                },
                Duration.ZERO,
                () -> null);
        return found.get();
    }

    /** What is kept of a spec: for a temporary child not the start function and what it holds on to (D6). */
    static ChildSpec kept(ChildSpec spec) {
        return spec.restart() == ChildSpec.Restart.TEMPORARY ? spec.withStart(NOT_KEPT) : spec;
    }
}
