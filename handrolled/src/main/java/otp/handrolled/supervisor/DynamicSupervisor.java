package otp.handrolled.supervisor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Refusal;

/**
 * A supervisor that begins with no children and gets them while it runs, as many as you like: {@code DynamicSupervisor}.
 *
 * <pre>{@code
 * var connections = DynamicSupervisor.startLink(Flags.oneForOne()).get();
 * Pid pid = DynamicSupervisor.startChild(connections, GenServer.childSpec("any", () -> new Connection(socket), Options.NONE))
 *         .get();
 * DynamicSupervisor.terminateChild(connections, pid);
 * }</pre>
 *
 * <p>What differs from {@link Supervisor}: children have no id and no order, they are known by their pid, and each is restarted by
 * itself. One that has ended for good is forgotten. When the supervisor ends all children are told at once, and each has its own
 * time to go (D4). Starting, restarting and forgetting a child costs the same with 100,000 others as with none.
 *
 * <p>What differs from Elixir's: a child stays linked while it is being stopped, as under Erlang's own supervisors, so it hears of
 * a supervisor that is killed in the middle of that. Elixir unlinks it first.
 *
 * <p>The functions below block the caller until the supervisor has answered, without a limit. They are thread-safe.
 */
public final class DynamicSupervisor {
    /** {@code :infinity}, the default of {@code max_children}. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private DynamicSupervisor() {}

    /** What a dynamic supervisor understands; use the functions. */
    public sealed interface Message {
        record StartChild(From<OnStart<Pid>> from, ChildSpec spec) implements Message {}

        record TerminateChild(From<Optional<Refusal>> from, Pid pid) implements Message {}

        record WhichChildren(From<List<ChildInfo>> from) implements Message {}

        record CountChildren(From<ChildCount> from) implements Message {}

        /** What the supervisor tells itself when a restart has failed: the pid is that of the process that ended. */
        record TryAgain(Pid pid) implements Message {}
    }

    /**
     * A child.
     *
     * @param pid its process; nothing while it is being restarted
     * @param status whether it runs or is being restarted
     * @param type what kind of process it is
     */
    public record ChildInfo(Optional<Pid> pid, ChildStatus status, ChildSpec.Type type) {}

    /**
     * Starts a supervisor without children and without a limit to their number, linked to the caller: {@code start_link/1}.
     *
     * @param flags budget and name; the strategy must be one_for_one, and there is no automatic shutdown
     * @return the supervisor, or a {@link SupervisorError.SupervisorData} (D1)
     */
    public static OnStart<ServerRef<Message>> startLink(Flags flags) {
        return startLink(flags, UNLIMITED);
    }

    /**
     * The same with a limit.
     *
     * @param flags budget and name
     * @param maxChildren how many children there may be, those being restarted among them (D2); zero or more
     * @return the supervisor, or a {@link SupervisorError.SupervisorData}
     */
    public static OnStart<ServerRef<Message>> startLink(Flags flags, int maxChildren) {
        Options options = flags.name() == null ? Options.NONE : Options.NONE.withName(flags.name());
        return GenServer.startLink(new DynamicSupervisorServer(flags, maxChildren), options);
    }

    /**
     * How another supervisor starts this one: permanent, of type supervisor, with as much time to shut down as it takes.
     *
     * @param id what the other knows it by
     * @param flags its budget and name
     * @param maxChildren how many children it may have
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, Flags flags, int maxChildren) {
        return ChildSpec.worker(id, () -> startLink(flags, maxChildren).map(ServerRef::pid))
                .withType(ChildSpec.Type.SUPERVISOR)
                .withShutdown(new ChildSpec.Shutdown.Within(Timeouts.INFINITY));
    }

    /**
     * Starts a child: {@code start_child/2}.
     *
     * @param supervisor whom
     * @param spec how the child is started and stopped; its id does not matter
     * @return its pid, and the info if its start function gave one; ignored if it does not want to run, and nothing is kept of it
     *     (D3); {@link Refusal#MAX_CHILDREN} as the term if there are as many as there may be; or why it failed
     */
    public static OnStart<Pid> startChild(ServerRef<Message> supervisor, ChildSpec spec) {
        SpecCheck.notNull(spec);
        return GenServer.call(supervisor, from -> new Message.StartChild(from, spec), Timeouts.INFINITY);
    }

    /**
     * Stops a child and forgets it: {@code terminate_child/2}. One that is being restarted is known by the pid it had (D5).
     *
     * @param supervisor whom
     * @param pid which child
     * @return nothing if it is stopped now, or {@link Refusal#NOT_FOUND}
     */
    public static Optional<Refusal> terminateChild(ServerRef<Message> supervisor, Pid pid) {
        Objects.requireNonNull(pid, "expected the pid of a child, got null");
        return GenServer.call(supervisor, from -> new Message.TerminateChild(from, pid), Timeouts.INFINITY);
    }

    /**
     * The children, in no particular order: {@code which_children/1}.
     *
     * @param supervisor whose
     * @return the children
     */
    public static List<ChildInfo> whichChildren(ServerRef<Message> supervisor) {
        return GenServer.call(supervisor, Message.WhichChildren::new, Timeouts.INFINITY);
    }

    /**
     * How many children there are: {@code count_children/1}. Active are those that are not being restarted.
     *
     * @param supervisor whose
     * @return the counts
     */
    public static ChildCount countChildren(ServerRef<Message> supervisor) {
        return GenServer.call(supervisor, Message.CountChildren::new, Timeouts.INFINITY);
    }

    /**
     * Stops a supervisor and all its children, and waits until it is gone: {@code stop/1}.
     *
     * @param supervisor whom
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#stop(ServerRef, otp.handrolled.process.ExitReason,
     *     java.time.Duration)}
     */
    public static void stop(ServerRef<Message> supervisor) {
        GenServer.stop(supervisor);
    }
}
