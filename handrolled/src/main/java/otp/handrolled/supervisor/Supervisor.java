package otp.handrolled.supervisor;

import java.util.List;
import java.util.Optional;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;

/**
 * A process that starts others, watches over them, and starts them again when they end: {@code Supervisor}.
 *
 * <pre>{@code
 * ServerRef<Supervisor.Message> supervisor = Supervisor.startLink(
 *                 List.of(
 *                         GenServer.childSpec("counter", Counter::new, Options.named("counter")),
 *                         GenServer.childSpec("stack", () -> new Stack<>(List.of()), Options.NONE)),
 *                 Flags.oneForOne())
 *         .get();
 * }</pre>
 *
 * <p>Children start in the order of the list, each when the one before has returned from its {@code init}, and are stopped in the
 * reverse order (S1). It is a {@link GenServer}, so it can be a child itself: {@link #childSpec}.
 *
 * <p>The functions below block the caller until the supervisor has answered, without a limit, as in OTP: it may be busy starting
 * or stopping a child. They are thread-safe.
 */
public final class Supervisor {
    private Supervisor() {}

    /** What a supervisor understands; use the functions. */
    public sealed interface Message {
        record StartChild(From<OnStart<Pid>> from, ChildSpec spec) implements Message {}

        record TerminateChild(From<Optional<Refusal>> from, Object id) implements Message {}

        record RestartChild(From<OnStart<Pid>> from, Object id) implements Message {}

        record DeleteChild(From<Optional<Refusal>> from, Object id) implements Message {}

        record WhichChildren(From<List<ChildInfo>> from) implements Message {}

        record CountChildren(From<ChildCount> from) implements Message {}

        record GetChildSpec(From<Optional<ChildSpec>> from, Object id) implements Message {}

        /** What the supervisor tells itself when a restart has failed. */
        record TryAgain(Object id) implements Message {}
    }

    /** Why the supervisor does not do what it is asked to. */
    public enum Refusal {
        /** It has no child with this id. */
        NOT_FOUND,
        /** The child runs. */
        RUNNING,
        /** The child is about to be started again. */
        RESTARTING,
        /** It has a child with this id, which does not run: restart it, or delete it first. */
        ALREADY_PRESENT,
        /** It has as many children as it may have, those being restarted among them. */
        MAX_CHILDREN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a child does, as {@code which_children/1} tells it. */
    public enum ChildStatus {
        RUNNING,
        RESTARTING,
        /** {@code :undefined}. */
        STOPPED
    }

    /**
     * A child.
     *
     * @param id what it is known by
     * @param pid its process, if it runs
     * @param status whether it runs
     * @param spec how it is started and stopped
     */
    public record ChildInfo(Object id, Optional<Pid> pid, ChildStatus status, ChildSpec spec) {}

    /**
     * How many children there are.
     *
     * @param specs all, running or not
     * @param active those that live
     * @param supervisors those of type supervisor, running or not
     * @param workers the others, running or not
     */
    public record ChildCount(int specs, int active, int supervisors, int workers) {}

    /**
     * Starts a supervisor with its children, linked to the caller: {@code start_link/2}.
     *
     * @param children how they are started, in order
     * @param flags strategy, budget, name
     * @return the supervisor, once all children run. If one does not start, those before it are stopped again and the result is
     *     {@code {:shutdown, {:failed_to_start_child, id, reason}}} (S2); if a spec is wrong, none is started and the result is a
     *     {@link SupervisorError.StartSpec} (S23)
     */
    public static OnStart<ServerRef<Message>> startLink(List<ChildSpec> children, Flags flags) {
        List<ChildSpec> specs = SpecCheck.copy(children);
        Options options = flags.name() == null ? Options.NONE : Options.NONE.withName(flags.name());
        return GenServer.startLink(new SupervisorServer(specs, flags), options);
    }

    /**
     * How another supervisor starts this one: permanent, of type supervisor, with as much time to shut down as it takes.
     *
     * @param id what the other knows it by
     * @param children its children
     * @param flags its strategy, budget, name
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, List<ChildSpec> children, Flags flags) {
        List<ChildSpec> specs = SpecCheck.copy(children);
        return new ChildSpec(
                id,
                () -> startLink(specs, flags).map(ServerRef::pid),
                ChildSpec.Restart.PERMANENT,
                new ChildSpec.Shutdown.Within(Timeouts.INFINITY),
                ChildSpec.Type.SUPERVISOR,
                false);
    }

    /**
     * Adds a child and starts it: {@code start_child/2}.
     *
     * @param supervisor whom
     * @param spec how the child is started
     * @return its pid, and the info if its start function gave one; ignored if it does not want to run; {@link
     *     ExitReason.AlreadyStarted} if a child with that id runs; as the term {@link Refusal#ALREADY_PRESENT} if one is there that
     *     does not, {@link SupervisorError.ChildNotStarted} if the start failed, another {@link SupervisorError} if the spec is
     *     wrong (S19)
     */
    public static OnStart<Pid> startChild(ServerRef<Message> supervisor, ChildSpec spec) {
        SpecCheck.notNull(spec);
        return GenServer.call(supervisor, from -> new Message.StartChild(from, spec), Timeouts.INFINITY);
    }

    /**
     * Stops a child and keeps its spec, unless it is temporary: {@code terminate_child/2}. It is not restarted, and the budget is
     * not touched (S20).
     *
     * @param supervisor whom
     * @param id which child
     * @return nothing if it is stopped now, or {@link Refusal#NOT_FOUND}
     */
    public static Optional<Refusal> terminateChild(ServerRef<Message> supervisor, Object id) {
        return GenServer.call(supervisor, from -> new Message.TerminateChild(from, id), Timeouts.INFINITY);
    }

    /**
     * Starts a child that was stopped: {@code restart_child/2}.
     *
     * @param supervisor whom
     * @param id which child
     * @return its new pid, or a {@link Refusal} as the term, or why it failed (S21)
     */
    public static OnStart<Pid> restartChild(ServerRef<Message> supervisor, Object id) {
        return GenServer.call(supervisor, from -> new Message.RestartChild(from, id), Timeouts.INFINITY);
    }

    /**
     * Forgets a child that was stopped: {@code delete_child/2}.
     *
     * @param supervisor whom
     * @param id which child
     * @return nothing if it is gone, or why not
     */
    public static Optional<Refusal> deleteChild(ServerRef<Message> supervisor, Object id) {
        return GenServer.call(supervisor, from -> new Message.DeleteChild(from, id), Timeouts.INFINITY);
    }

    /**
     * The children, the last started first: {@code which_children/1} (S22).
     *
     * @param supervisor whose
     * @return the children
     */
    public static List<ChildInfo> whichChildren(ServerRef<Message> supervisor) {
        return GenServer.call(supervisor, Message.WhichChildren::new, Timeouts.INFINITY);
    }

    /**
     * How many children there are: {@code count_children/1}.
     *
     * @param supervisor whose
     * @return the counts
     */
    public static ChildCount countChildren(ServerRef<Message> supervisor) {
        return GenServer.call(supervisor, Message.CountChildren::new, Timeouts.INFINITY);
    }

    /**
     * The spec of a child: {@code :supervisor.get_childspec/2}.
     *
     * @param supervisor whose
     * @param id which child
     * @return the spec, or nothing
     */
    public static Optional<ChildSpec> getChildSpec(ServerRef<Message> supervisor, Object id) {
        return GenServer.call(supervisor, from -> new Message.GetChildSpec(from, id), Timeouts.INFINITY);
    }

    /**
     * Stops a supervisor and all its children, the last started first, and waits until it is gone: {@code stop/1} (S28).
     *
     * @param supervisor whom
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#stop(ServerRef, ExitReason, java.time.Duration)}
     */
    public static void stop(ServerRef<Message> supervisor) {
        GenServer.stop(supervisor);
    }
}
