package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor.ChildInfo;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Message;
import otp.handrolled.supervisor.Supervisor.Refusal;

/** The server behind {@link Supervisor}: Erlang's {@code supervisor} is a {@code gen_server} too. */
final class SupervisorServer implements GenServer<Children, Message> {
    private final List<ChildSpec> specs;
    private final Flags flags;
    private final Supervision supervision;
    private @Nullable RestartBudget budget;

    SupervisorServer(List<ChildSpec> specs, Flags flags) {
        this.specs = specs;
        this.flags = flags;
        this.supervision = new Supervision(flags);
    }

    // ---- start and stop ----

    @Override
    public Init<Children> init() {
        Processes.trapExit(true);
        Optional<SupervisorError> problem = SpecCheck.check(specs, flags.autoShutdown());
        if (problem.isPresent()) {
            return Init.stop(new SupervisorError.StartSpec(problem.get()).asReason());
        }
        budget = new RestartBudget(self().node().clock(), flags);
        supervision.show();
        Children children = Children.NONE;
        for (ChildSpec spec : specs) {
            switch (start(spec)) {
                case OnStart.Ok<Pid>(var pid) -> children = children.plus(Child.running(spec, pid));
                case OnStart.OkWithInfo<Pid>(var pid, var _) -> children = children.plus(Child.running(spec, pid));
                case OnStart.Ignored<Pid>() -> children = ignored(children, spec);
                case OnStart.Failed<Pid>(var reason) -> {
                    Reports.startError(spec, reason);
                    stopAll(children);
                    return Init.stop(
                            new ExitReason.ShutdownWith(new SupervisorError.FailedToStartChild(spec.id(), reason)));
                }
            }
        }
        return Init.ok(children);
    }

    @Override
    public void terminate(ExitReason reason, Children children) {
        stopAll(children);
    }

    private static OnStart<Pid> start(ChildSpec spec) {
        return Starting.start(spec, thrown -> new SupervisorError.Exited(thrown).asReason());
    }

    private Child restarted(Child child, Pid pid) {
        Child restarted = child.restartedAs(pid);
        supervision.running(restarted);
        return restarted;
    }

    /** A child that wants to be ignored keeps its spec, but for a temporary one (S14). */
    private static Children ignored(Children children, ChildSpec spec) {
        var child = new Child(spec, new Child.Stopped(), 0);
        return child.isTemporary() ? children : children.plus(child);
    }

    /** Stops all, the last started first, one at a time. What is left are those that may be started again. */
    private Children stopAll(Children children) {
        Children left = children;
        for (Child child : children.inOrder().reversed()) {
            stop(child);
            left = left.ended(child);
        }
        return left;
    }

    private void stop(Child child) {
        Pid pid = child.pid();
        if (pid != null) {
            supervision.ended(pid);
            Stopping.stop(pid, child.spec());
        }
    }

    // ---- when a child ends ----

    @Override
    public Next<Children> handleInfo(Object message, Children children) {
        if (!(message instanceof Exit(var pid, var reason))) {
            Reports.unexpectedMessage(message);
            return Next.noreply(children);
        }
        Child child = children.byPid(pid);
        if (child == null) {
            return Next.noreply(children); // linked to somebody who is no child (S27)
        }
        supervision.ended(pid);
        if (child.isRestartedAfter(reason)) {
            Reports.childTerminated(child.spec(), pid, reason);
            return restart(child, children);
        }
        if (!reason.isOrderly()) {
            Reports.childTerminated(child.spec(), pid, reason);
        }
        Children left = children.ended(child);
        return endsWith(child, left) ? Next.stop(ExitReason.SHUTDOWN, left) : Next.noreply(left);
    }

    /** Whether the end of this child is the end of the supervisor (S24). */
    private boolean endsWith(Child child, Children left) {
        if (!child.spec().significant()) {
            return false;
        }
        return switch (flags.autoShutdown()) {
            case NEVER -> false;
            case ANY_SIGNIFICANT -> true;
            case ALL_SIGNIFICANT ->
                left.inOrder().stream()
                        .noneMatch(other -> other.spec().significant() && !(other.status() instanceof Child.Stopped));
        };
    }

    /** One restart costs one unit of the budget, however many children the strategy takes with it (S8). */
    private Next<Children> restart(Child child, Children children) {
        if (budget != null && !budget.allowsOneMore()) {
            Reports.reachedMaxRestartIntensity(child.spec(), flags);
            return Next.stop(ExitReason.SHUTDOWN, children.ended(child));
        }
        supervision.restarting();
        return switch (flags.strategy()) {
            case ONE_FOR_ONE -> restartAll(Children.NONE.plus(child), child, children);
            case ONE_FOR_ALL -> restartAll(children, child, children);
            case REST_FOR_ONE -> restartAll(children.from(child.id()), child, children);
        };
    }

    /**
     * Stops those of a group that still run, and starts the group in order. If one of it does not start, it is tried again later:
     * with a message to itself, so that the supervisor answers others in between (S11). Those started so far stay: one_for_all
     * stops them on the next try (S12), rest_for_one begins with the one that failed (S13).
     */
    private Next<Children> restartAll(Children group, Child first, Children children) {
        Children now = children.replace(first.with(new Child.Stopped()));
        for (Child child : group.inOrder().reversed()) {
            if (!child.id().equals(first.id())) {
                stop(child);
                now = now.ended(child);
            }
        }
        for (Child child : group.inOrder()) {
            if (now.byId(child.id()) == null) {
                continue; // temporary: not brought back (S4)
            }
            switch (restart(child.spec())) {
                case OnStart.Ok<Pid>(var pid) -> now = now.replace(restarted(child, pid));
                case OnStart.OkWithInfo<Pid>(var pid, var _) -> now = now.replace(restarted(child, pid));
                case OnStart.Ignored<Pid>() -> now = now.replace(child.with(new Child.Stopped()));
                case OnStart.Failed<Pid>(var reason) -> {
                    Reports.startError(child.spec(), reason);
                    GenServer.cast(ServerRef.<Message>of(self()), new Message.TryAgain(child.id()));
                    return Next.noreply(now.replace(child.with(new Child.Restarting())));
                }
            }
        }
        return Next.noreply(now);
    }

    private static OnStart<Pid> restart(ChildSpec spec) {
        OnStart<Pid> outcome = start(spec);
        RestartEvent.record(spec, outcome);
        return outcome;
    }

    // ---- requests ----

    @Override
    public Next<Children> handle(Message message, Children children) {
        return switch (message) {
            case Message.StartChild(var from, var spec) -> {
                Started started = startChild(spec, children);
                yield Next.reply(from, started.outcome, started.children);
            }
            case Message.RestartChild(var from, var id) -> {
                Started started = restartChild(children.byId(id), children);
                yield Next.reply(from, started.outcome, started.children);
            }
            case Message.TerminateChild(var from, var id) -> {
                Child child = children.byId(id);
                if (child == null) {
                    yield Next.reply(from, Optional.of(Refusal.NOT_FOUND), children);
                }
                stop(child);
                yield Next.reply(from, Optional.empty(), children.ended(child));
            }
            case Message.DeleteChild(var from, var id) -> {
                Optional<Refusal> refusal = whyNotStopped(children.byId(id));
                yield Next.reply(from, refusal, refusal.isPresent() ? children : children.minus(id));
            }
            case Message.WhichChildren(var from) ->
                Next.reply(
                        from,
                        children.inOrder().reversed().stream()
                                .map(SupervisorServer::info)
                                .toList(),
                        children);
            case Message.CountChildren(var from) -> Next.reply(from, count(children), children);
            case Message.GetChildSpec(var from, var id) ->
                Next.reply(from, Optional.ofNullable(children.byId(id)).map(Child::spec), children);
            case Message.TryAgain(var id) -> {
                Child child = children.byId(id);
                yield child != null && child.status() instanceof Child.Restarting
                        ? restart(child, children)
                        : Next.noreply(children);
            }
        };
    }

    private record Started(OnStart<Pid> outcome, Children children) {}

    private Started startChild(ChildSpec spec, Children children) {
        Optional<SupervisorError> problem = SpecCheck.check(spec, flags.autoShutdown());
        if (problem.isPresent()) {
            return refused(problem.get().asReason(), children);
        }
        Child present = children.byId(spec.id());
        if (present != null) {
            Pid pid = present.pid();
            return refused(
                    pid == null ? ExitReason.term(Refusal.ALREADY_PRESENT) : new ExitReason.AlreadyStarted(pid),
                    children);
        }
        ChildSpec kept = Starting.kept(spec);
        OnStart<Pid> outcome = start(spec);
        return switch (outcome) {
            case OnStart.Ok<Pid>(var pid) -> new Started(outcome, children.plus(Child.running(kept, pid)));
            case OnStart.OkWithInfo<Pid>(var pid, var _) ->
                new Started(outcome, children.plus(Child.running(kept, pid)));
            case OnStart.Ignored<Pid>() -> new Started(outcome, ignored(children, kept));
            case OnStart.Failed<Pid>(var reason) ->
                refused(new SupervisorError.ChildNotStarted(reason, spec).asReason(), children);
        };
    }

    private Started restartChild(@Nullable Child child, Children children) {
        Optional<Refusal> refusal = whyNotStopped(child);
        if (child == null || refusal.isPresent()) {
            return refused(ExitReason.term(refusal.orElse(Refusal.NOT_FOUND)), children);
        }
        OnStart<Pid> outcome = start(child.spec());
        return switch (outcome) {
            case OnStart.Ok<Pid>(var pid) -> new Started(outcome, startedByHand(child, pid, children));
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> new Started(outcome, startedByHand(child, pid, children));
            case OnStart.Ignored<Pid> _, OnStart.Failed<Pid> _ -> new Started(outcome, children);
        };
    }

    /** That is no restart by the supervisor, and those before it still count. */
    private Children startedByHand(Child child, Pid pid, Children children) {
        Child running = child.with(new Child.Running(pid));
        supervision.running(running);
        return children.replace(running);
    }

    private static Started refused(ExitReason reason, Children children) {
        return new Started(new OnStart.Failed<>(reason), children);
    }

    private static Optional<Refusal> whyNotStopped(@Nullable Child child) {
        return switch (child == null ? null : child.status()) {
            case null -> Optional.of(Refusal.NOT_FOUND);
            case Child.Running _ -> Optional.of(Refusal.RUNNING);
            case Child.Restarting() -> Optional.of(Refusal.RESTARTING);
            case Child.Stopped() -> Optional.empty();
        };
    }

    private static ChildInfo info(Child child) {
        ChildStatus status = switch (child.status()) {
            case Child.Running _ -> ChildStatus.RUNNING;
            case Child.Restarting() -> ChildStatus.RESTARTING;
            case Child.Stopped() -> ChildStatus.STOPPED;
        };
        return new ChildInfo(child.id(), Optional.ofNullable(child.pid()), status, child.spec());
    }

    private static Supervisor.ChildCount count(Children children) {
        int active = 0;
        int supervisors = 0;
        for (Child child : children.inOrder()) {
            Pid pid = child.pid();
            active += pid != null && Processes.isAlive(pid) ? 1 : 0;
            supervisors += child.spec().type() == ChildSpec.Type.SUPERVISOR ? 1 : 0;
        }
        int specs = children.inOrder().size();
        return new Supervisor.ChildCount(specs, active, supervisors, specs - supervisors);
    }
}
