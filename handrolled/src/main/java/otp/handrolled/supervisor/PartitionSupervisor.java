package otp.handrolled.supervisor;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.NameRegistry;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Supervisor.Message;

/**
 * A supervisor that starts one child many times and shares work out among them by a key: {@code PartitionSupervisor}. For a
 * process that has become a bottleneck, when what it keeps can be split.
 *
 * <pre>{@code
 * static final PartitionSupervisor COUNTERS = PartitionSupervisor.of(
 *         "Counters", 8, partition -> GenServer.childSpec("counter", Counter::new, Options.NONE));   // a value, like the atom
 *
 * COUNTERS.startLink();                                           // or COUNTERS.childSpec() under a supervisor
 * GenServer.cast(COUNTERS.partition(userId), new Increment());    // always the same one for the same user
 * }</pre>
 *
 * <p>The children have the ids 0 to {@code partitions - 1}, and are supervised with one_for_one and the budget of {@link
 * Supervisor}, unless told otherwise. A whole number as the key is the partition, modulo their number and without its sign; any
 * other key goes by its {@code hashCode}, which must not change. After a restart the partition is found again, as a new process;
 * until then it is nobody, and a call to it exits with {@code noproc}.
 *
 * <p>Looking up a partition takes no lock and asks no process. Thread-safe; {@link #startLink}, {@link #whichChildren} and {@link
 * #countChildren} block, the others do not.
 *
 * <p>What differs from Elixir's: {@code :with_arguments} is not needed, since the child spec is made by a function of the
 * partition; and {@code whereis} never answers with a dead process.
 */
public final class PartitionSupervisor implements NameRegistry {
    private final String name;
    private final int partitions;
    private final IntFunction<ChildSpec> child;
    private final Flags flags;
    private volatile Running running = Running.NOT;

    /** The partitions of the supervisor that runs. */
    private record Running(Optional<Pid> supervisor, AtomicReferenceArray<Pid> pids) {
        static final Running NOT = new Running(Optional.empty(), new AtomicReferenceArray<>(0));
    }

    private PartitionSupervisor(String name, int partitions, IntFunction<ChildSpec> child, Flags flags) {
        if (partitions < 1) {
            throw new IllegalArgumentException("the partitions option must be a positive integer, got: " + partitions);
        }
        this.name = name;
        this.partitions = partitions;
        this.child =
                Objects.requireNonNull(child, "the child_spec option must be given to PartitionSupervisor, got null");
        this.flags = flags.named(name);
    }

    /**
     * As many partitions as there are processors, the default of Elixir.
     *
     * @param name what it is called
     * @param child makes the spec of the child of a partition; its id does not matter
     * @return the supervisor, which does not run yet
     * @throws IllegalArgumentException if the name is blank
     */
    public static PartitionSupervisor of(String name, IntFunction<ChildSpec> child) {
        return of(name, Runtime.getRuntime().availableProcessors(), child);
    }

    /**
     * A supervisor of so many partitions.
     *
     * @param name what it is called, and what it is registered under when it runs
     * @param partitions how many; one or more
     * @param child makes the spec of the child of a partition; its id does not matter
     * @return the supervisor, which does not run yet
     * @throws IllegalArgumentException if there is no partition or the name is blank
     */
    public static PartitionSupervisor of(String name, int partitions, IntFunction<ChildSpec> child) {
        return new PartitionSupervisor(name, partitions, child, Flags.oneForOne());
    }

    /**
     * The same with another strategy or budget.
     *
     * @param newFlags the flags; a name in them does not count
     * @return the supervisor, which does not run yet
     */
    public PartitionSupervisor with(Flags newFlags) {
        return new PartitionSupervisor(name, partitions, child, newFlags);
    }

    // ---- starting and stopping ----

    /**
     * Starts all partitions under a supervisor that is linked to the caller: {@code start_link/1}.
     *
     * @return as {@link Supervisor#startLink}; {@link ExitReason.AlreadyStarted} if it runs or the name is taken on this node
     */
    public OnStart<ServerRef<Message>> startLink() {
        Optional<Pid> runs = running.supervisor();
        if (runs.isPresent()) {
            return new OnStart.Failed<>(new ExitReason.AlreadyStarted(runs.get()));
        }
        var pids = new AtomicReferenceArray<Pid>(partitions);
        return Supervisor.startLink(
                IntStream.range(0, partitions)
                        .mapToObj(partition -> spec(partition, pids))
                        .toList(),
                flags);
    }

    private ChildSpec spec(int partition, AtomicReferenceArray<Pid> pids) {
        ChildSpec spec = SpecCheck.notNull(child.apply(partition));
        return spec.withId(partition).withStart(() -> {
            Optional<Pid> other = partition == 0 ? open(pids) : Optional.empty();
            if (other.isPresent()) {
                return new OnStart.Failed<>(new ExitReason.AlreadyStarted(other.get()));
            }
            return spec.start().get().map(pid -> {
                pids.set(partition, pid);
                return pid;
            });
        });
    }

    /**
     * Called by the supervisor as it starts its first child: from here on its partitions are found. Returns who runs already, if
     * that is another: on another node the name was free.
     */
    private synchronized Optional<Pid> open(AtomicReferenceArray<Pid> pids) {
        Pid self = Processes.self();
        Optional<Pid> runs = running.supervisor();
        if (runs.isEmpty()) {
            var mine = new Running(Optional.of(self), pids);
            running = mine;
            Processes.own((_, _) -> close(mine));
        }
        return runs.filter(other -> other != self);
    }

    private synchronized void close(Running ended) {
        if (running == ended) {
            running = Running.NOT;
        }
    }

    /**
     * How another supervisor starts this one: {@code child_spec/1}. Permanent, of type supervisor, known by its name.
     *
     * @return the spec
     */
    public ChildSpec childSpec() {
        return ChildSpec.worker(name, () -> startLink().map(ServerRef::pid))
                .withType(ChildSpec.Type.SUPERVISOR)
                .withShutdown(new ChildSpec.Shutdown.Within(Timeouts.INFINITY));
    }

    /**
     * Stops all partitions and waits until they are gone: {@code stop/1}.
     *
     * @throws ProcessExit {@code noproc} if it does not run; else as {@link Supervisor#stop}
     */
    public void stop() {
        Supervisor.stop(supervisor("stop"));
    }

    // ---- finding ----

    /**
     * The server in charge of a key, to be called or cast to.
     *
     * @param key a whole number, or whatever has a {@code hashCode} that does not change
     * @param <M> what it understands, by the caller's word
     * @return the reference, by which the partition is found at each use
     */
    public <M> ServerRef<M> partition(Object key) {
        Objects.requireNonNull(key, "expected a key, got null");
        Node node = running.supervisor()
                .map(Pid::node)
                .orElseGet(() -> Processes.self().node());
        return new ServerRef.ByName<>(node, via(key));
    }

    /**
     * The name of the server in charge of a key: {@code {:via, PartitionSupervisor, {name, key}}}.
     *
     * @param key the key
     * @return the name, to find it by; nothing can be started under it
     */
    public ServerName via(Object key) {
        return new ServerName.Via(this, key);
    }

    /**
     * How many partitions there are: {@code partitions/1}.
     *
     * @return the number
     */
    public int partitions() {
        return partitions;
    }

    /**
     * The children, the last partition first: {@code which_children/1}.
     *
     * @return the children, whose ids are their partitions
     * @throws ProcessExit {@code noproc} if it does not run
     */
    public List<Supervisor.ChildInfo> whichChildren() {
        return Supervisor.whichChildren(supervisor("whichChildren"));
    }

    /**
     * How many children there are: {@code count_children/1}.
     *
     * @return the counts
     * @throws ProcessExit {@code noproc} if it does not run
     */
    public Supervisor.ChildCount countChildren() {
        return Supervisor.countChildren(supervisor("countChildren"));
    }

    private ServerRef<Message> supervisor(String function) {
        return running.supervisor()
                .map(ServerRef::<Message>of)
                .orElseThrow(() -> new ProcessExit(new ExitReason.CallFailed(
                        ExitReason.NOPROC, "PartitionSupervisor." + function, name, null, Timeouts.INFINITY)));
    }

    /** Which partition a key belongs to. */
    private int indexOf(Object key) {
        return switch (key) {
            case Byte _, Short _, Integer _, Long _ -> (int) Math.abs(((Number) key).longValue() % partitions);
            case BigInteger big -> big.abs().mod(BigInteger.valueOf(partitions)).intValue();
            default -> Math.floorMod(spread(key.hashCode()), partitions);
        };
    }

    /** Hash codes of small things are alike in their low bits, which is what the partition is taken from. */
    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    /**
     * Who is in charge of a key: {@code whereis_name/1}.
     *
     * @param term the key
     * @return a living process; nothing while the partition is being restarted, when it has ended for good, and when the
     *     supervisor does not run
     */
    @Override
    public Optional<Pid> whereisName(Object term) {
        AtomicReferenceArray<Pid> pids = running.pids();
        return pids.length() == 0
                ? Optional.empty()
                : Optional.ofNullable(pids.get(indexOf(term))).filter(Processes::isAlive);
    }

    /**
     * Refuses: the supervisor alone starts its partitions. {@code register_name/2}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public boolean registerName(Object term, Pid pid) {
        throw new UnsupportedOperationException("a via name of the PartitionSupervisor " + name
                + " finds a process, and cannot be given to one: it starts its partitions itself");
    }

    /**
     * Refuses, as {@link #registerName}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void unregisterName(Object term) {
        throw new UnsupportedOperationException("a via name of the PartitionSupervisor " + name
                + " goes with the process of its partition, and cannot be taken from it");
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
