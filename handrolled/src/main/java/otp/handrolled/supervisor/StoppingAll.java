package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Clock;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * How a dynamic supervisor stops its children when it ends: all are unlinked and told at once, and each has its own time to go
 * (D4). There is one timer for all children with the same patience.
 *
 * <p>It takes every message out of the mailbox as it comes, so that each death costs the same however many there are. What is no
 * death is dropped: this supervisor answers nobody any more, and who waits for an answer learns of its end.
 */
final class StoppingAll {
    /** The time of these is up. */
    private record Overdue(List<Pid> pids) {}

    private final Map<Pid, ChildSpec> waiting;
    private final Map<Pid, Ref> monitors = new HashMap<>();
    /** What those exited with who were dead before they were unlinked. */
    private final Map<Pid, ExitReason> exits = new HashMap<>();

    private StoppingAll(Map<Pid, ChildSpec> waiting) {
        this.waiting = waiting;
    }

    /** Stops these children and waits until all are dead. Called by the supervisor as its last act. */
    static void stop(Map<Pid, ChildSpec> children) {
        new StoppingAll(children).run();
    }

    private void run() {
        List<Ref> timers = tellAll();
        while (!waiting.isEmpty()) {
            switch (receive(message -> () -> message)) {
                case Exit(var pid, var reason) -> exits.put(pid, reason);
                case Down(var ref, var object, var reason)
                when object instanceof Pid pid && monitors.get(pid) == ref -> ended(pid, reason);
                case Overdue(var pids) ->
                    pids.stream().filter(waiting::containsKey).forEach(pid -> exit(pid, ExitReason.KILL));
                default -> {}
            }
        }
        timers.forEach(timer -> cancelTimer(timer));
    }

    private List<Ref> tellAll() {
        var patient = new HashMap<Duration, List<Pid>>();
        waiting.forEach((pid, spec) -> {
            monitors.put(pid, monitor(pid));
            unlink(pid);
            switch (spec.shutdown()) {
                case Shutdown.BrutalKill() -> exit(pid, ExitReason.KILL);
                case Shutdown.Within(var patience) -> {
                    exit(pid, ExitReason.SHUTDOWN);
                    patient.computeIfAbsent(patience, _ -> new ArrayList<>()).add(pid);
                }
            }
        });
        var timers = new ArrayList<Ref>();
        patient.forEach((patience, pids) -> {
            if (Timeouts.deadline(self().node().clock(), patience) != Clock.NEVER) {
                timers.add(sendAfter(self(), new Overdue(pids), patience));
            }
        });
        return timers;
    }

    private void ended(Pid pid, ExitReason seen) {
        ChildSpec spec = waiting.remove(pid);
        ExitReason own = exits.remove(pid);
        ExitReason reason = own == null ? seen : own;
        if (spec != null && !Stopping.asTold(reason, spec)) {
            Reports.shutdownError(spec, pid, reason);
        }
    }
}
