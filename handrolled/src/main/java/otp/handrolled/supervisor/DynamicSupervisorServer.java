package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.self;

import java.util.Optional;
import java.util.function.UnaryOperator;
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
import otp.handrolled.supervisor.DynamicSupervisor.Message;
import otp.handrolled.supervisor.Supervisor.Refusal;

/** The server behind {@link DynamicSupervisor}. */
final class DynamicSupervisorServer implements GenServer<DynamicChildren, Message> {
    private final Flags flags;
    private final int maxChildren;
    private final Supervision supervision;
    private @Nullable RestartBudget budget;

    DynamicSupervisorServer(Flags flags, int maxChildren) {
        this.flags = flags;
        this.maxChildren = maxChildren;
        this.supervision = new Supervision(flags);
    }

    @Override
    public Init<DynamicChildren> init() {
        Processes.trapExit(true);
        SupervisorError problem = problem();
        if (problem != null) {
            return Init.stop(new SupervisorError.SupervisorData(problem).asReason());
        }
        budget = new RestartBudget(self().node().clock(), flags);
        supervision.show();
        return Init.ok(new DynamicChildren());
    }

    private @Nullable SupervisorError problem() {
        if (flags.strategy() != Strategy.ONE_FOR_ONE) {
            return new SupervisorError.InvalidStrategy(flags.strategy());
        }
        if (flags.autoShutdown() != AutoShutdown.NEVER) {
            return new SupervisorError.InvalidAutoShutdown(flags.autoShutdown());
        }
        return maxChildren < 0 ? new SupervisorError.InvalidMaxChildren(maxChildren) : null;
    }

    @Override
    public void terminate(ExitReason reason, DynamicChildren children) {
        StoppingAll.stop(children.running());
    }

    // ---- when a child ends ----

    @Override
    public Next<DynamicChildren> handleInfo(Object message, DynamicChildren children) {
        if (!(message instanceof Exit(var pid, var reason))) {
            Reports.unexpectedMessage(message);
            return Next.noreply(children);
        }
        Child child = children.get(pid);
        if (child == null) {
            return Next.noreply(children);
        }
        supervision.ended(pid);
        if (child.isRestartedAfter(reason)) {
            Reports.childTerminated(child.spec(), pid, reason);
            return restart(pid, child, children);
        }
        if (!reason.isOrderly()) {
            Reports.childTerminated(child.spec(), pid, reason);
        }
        children.remove(pid);
        return Next.noreply(children);
    }

    private Next<DynamicChildren> restart(Pid old, Child child, DynamicChildren children) {
        if (budget != null && !budget.allowsOneMore()) {
            Reports.reachedMaxRestartIntensity(child.spec(), flags);
            children.remove(old);
            return Next.stop(ExitReason.SHUTDOWN, children);
        }
        supervision.restarting();
        OnStart<Pid> outcome = start(child.spec());
        RestartEvent.record(child.spec(), outcome);
        switch (outcome) {
            case OnStart.Ok<Pid>(var pid) -> replace(old, pid, child, children);
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> replace(old, pid, child, children);
            case OnStart.Ignored<Pid>() -> children.remove(old);
            case OnStart.Failed<Pid>(var reason) -> {
                Reports.startError(child.spec(), reason);
                children.put(old, child.with(new Child.Restarting()));
                GenServer.cast(ServerRef.<Message>of(self()), new Message.TryAgain(old));
            }
        }
        return Next.noreply(children);
    }

    private void replace(Pid old, Pid pid, Child child, DynamicChildren children) {
        Child restarted = child.restartedAs(pid);
        children.remove(old);
        children.put(pid, restarted);
        supervision.running(restarted);
    }

    private static OnStart<Pid> start(ChildSpec spec) {
        return Starting.start(spec, UnaryOperator.identity());
    }

    // ---- requests ----

    @Override
    public Next<DynamicChildren> handle(Message message, DynamicChildren children) {
        return switch (message) {
            case Message.StartChild(var from, var spec) -> Next.reply(from, startChild(spec, children), children);
            case Message.TerminateChild(var from, var pid) -> {
                Child child = children.get(pid);
                if (child == null) {
                    yield Next.reply(from, Optional.of(Refusal.NOT_FOUND), children);
                }
                if (child.pid() != null) {
                    supervision.ended(pid);
                    Stopping.unlinkAndStop(pid, child.spec());
                }
                children.remove(pid);
                yield Next.reply(from, Optional.empty(), children);
            }
            case Message.WhichChildren(var from) -> Next.reply(from, children.infos(), children);
            case Message.CountChildren(var from) -> Next.reply(from, children.count(), children);
            case Message.TryAgain(var pid) -> {
                // Somebody may have terminated the child meanwhile.
                Child child = children.get(pid);
                yield child != null && child.pid() == null ? restart(pid, child, children) : Next.noreply(children);
            }
        };
    }

    private OnStart<Pid> startChild(ChildSpec spec, DynamicChildren children) {
        Optional<SupervisorError> problem = SpecCheck.check(spec, flags.autoShutdown());
        if (problem.isPresent()) {
            return new OnStart.Failed<>(problem.get().asReason());
        }
        if (children.size() >= maxChildren) {
            return new OnStart.Failed<>(ExitReason.term(Refusal.MAX_CHILDREN));
        }
        OnStart<Pid> outcome = start(spec);
        switch (outcome) {
            case OnStart.Ok<Pid>(var pid) -> children.put(pid, kept(spec, pid));
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> children.put(pid, kept(spec, pid));
            case OnStart.Ignored<Pid> _, OnStart.Failed<Pid> _ -> {}
        }
        return outcome;
    }

    private static Child kept(ChildSpec spec, Pid pid) {
        return Child.running(Starting.kept(spec), pid);
    }
}
