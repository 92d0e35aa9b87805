package otp.handrolled.supervisor;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/**
 * What a supervisor shows of itself to those who look from outside: its flags, and how often it has started whom again. OTP has
 * nothing like it: there one asks the supervisor, and waits while it is busy. Here it is sent nothing and need not be able to
 * answer.
 *
 * <pre>{@code
 * Supervision.of(supervisor).ifPresent(seen -> print(seen.flags().strategy() + ", " + seen.restartsOf(child) + " restarts"));
 * }</pre>
 *
 * <p>The supervisor writes, any thread reads, and nobody waits for anybody: the numbers may be a moment old. It is there from
 * before the first child starts until the supervisor is dead.
 */
public final class Supervision {
    private final Flags flags;
    private final ConcurrentHashMap<Pid, Integer> restartsOf = new ConcurrentHashMap<>();
    // Written by the supervisor only.
    private volatile long restarts;

    /** What the supervisors of one node show. */
    private static final class Shown {
        private final ConcurrentHashMap<Pid, Supervision> bySupervisor = new ConcurrentHashMap<>();

        static ConcurrentHashMap<Pid, Supervision> on(Node node) {
            return node.shared(Shown.class, Shown::new).bySupervisor;
        }
    }

    Supervision(Flags flags) {
        this.flags = flags;
    }

    /**
     * What a supervisor shows.
     *
     * @param pid a process, supervisor or not
     * @return what it shows, or nothing if it is no supervisor, or dead
     */
    public static Optional<Supervision> of(Pid pid) {
        return Optional.ofNullable(Shown.on(pid.node()).get(pid));
    }

    /**
     * How it was told to work: strategy, budget, automatic shutdown, name.
     *
     * @return the flags it was started with
     */
    public Flags flags() {
        return flags;
    }

    /**
     * How often it has had to restart: once for each end of a child that was followed by a try, and once for each further try
     * after one that failed, however many children the strategy took along. That is what the budget counts (S8).
     *
     * @return the number since the supervisor began
     */
    public long restarts() {
        return restarts;
    }

    /**
     * How often it has started a child again, whether for its own end or for that of another. It stays with the child from one
     * process to the next, and begins anew with a new supervisor.
     *
     * @param child the process of the child now
     * @return the number; zero too for one that is no child
     */
    public int restartsOf(Pid child) {
        return restartsOf.getOrDefault(child, 0);
    }

    // ---- for the supervisor ----

    /** Shows it from now on, for as long as the calling process lives. */
    void show() {
        Pid self = Processes.self();
        ConcurrentHashMap<Pid, Supervision> shown = Shown.on(self.node());
        shown.put(self, this);
        if (!Processes.own(self, (owner, _) -> shown.remove(owner))) {
            shown.remove(self); // ended meanwhile
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void restarting() {
        restarts++;
    }

    /** A child runs, perhaps not for the first time. */
    void running(Child child) {
        Pid pid = child.pid();
        if (pid != null && child.restarts() > 0) {
            restartsOf.put(pid, child.restarts());
        }
    }

    void ended(@Nullable Pid pid) {
        if (pid != null) {
            restartsOf.remove(pid);
        }
    }
}
