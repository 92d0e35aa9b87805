package otp.comparison.scenario.handrolled;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import otp.comparison.scenario.Term;
import otp.handrolled.ets.EtsTransfer;
import otp.handrolled.genstatem.BadReturnException;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Request;
import otp.handrolled.process.Timeouts;
import otp.handrolled.registry.RegistryEvent;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.SupervisorError;
import otp.handrolled.task.TaskReply;

/** The terms of a scenario, and what they are from scratch. */
final class Terms {
    static final Term TRUE = Term.atom("true");
    static final Term FALSE = Term.atom("false");

    private Terms() {}

    /** A message as Erlang would show it. */
    static Term of(Object message) {
        return switch (message) {
            case Term term -> term;
            case Exit(var from, var reason) -> Term.tuple(Term.atom("EXIT"), new Term.Identity(from), of(reason));
            case Down(var ref, var object, var reason) ->
                Term.tuple(Term.atom("DOWN"), new Term.Identity(ref), Term.atom("process"), object(object), of(reason));
            case TaskReply(var ref, Term value) -> Term.tuple(new Term.Identity(ref), value);
            case EtsTransfer(var table, var from, Term data) ->
                Term.tuple(Term.atom("ETS-TRANSFER"), new Term.Identity(table), new Term.Identity(from), data);
            case RegistryEvent.Registered(var registry, Term key, var pid, Term value) ->
                Term.tuple(Term.atom("register"), Term.atom(registry), key, new Term.Identity(pid), value);
            case RegistryEvent.Unregistered(var registry, Term key, var pid) ->
                Term.tuple(Term.atom("unregister"), Term.atom(registry), key, new Term.Identity(pid));
            // What a server was asked and has not looked at.
            case Request _ -> new Term.Atom("a call");
            default -> throw new IllegalStateException("a message that no scenario sends: " + message);
        };
    }

    private static Term object(Object monitored) {
        return monitored instanceof String name
                ? Term.tuple(Term.atom(name), Term.atom("nonode@nohost"))
                : new Term.Identity(monitored);
    }

    static Term of(ExitReason reason) {
        return switch (reason) {
            case ExitReason.Atom atom -> Term.atom(atom.toString());
            case ExitReason.ShutdownWith(Term detail) -> Term.tuple(Term.atom("shutdown"), detail);
            case ExitReason.ShutdownWith(SupervisorError error) -> Term.tuple(Term.atom("shutdown"), of(error));
            case ExitReason.ShutdownWith _ ->
                throw new IllegalStateException("a reason that no process of a scenario has: " + reason);
            case ExitReason.Crash(var error) -> crash(error);
            case ExitReason.Term(Term term) -> term;
            case ExitReason.Term(SupervisorError error) -> of(error);
            case ExitReason.Term(Supervisor.Refusal refusal) -> Term.atom(refusal.toString());
            case ExitReason.CallFailed failed -> Term.tuple(of(failed.reason()), Term.atom("call"));
            case ExitReason.AlreadyStarted(var pid) -> Term.tuple(Term.atom("already_started"), new Term.Identity(pid));
            // A callback can return but one thing that its type does not allow: null. In a scenario that is "bad".
            case ExitReason.BadReturnValue _ -> Term.tuple(Term.atom("bad_return_value"), Term.atom("bad"));
            case ExitReason.Term(String bad)
            when bad.equals("{bad_return_from_init, null}") ->
                Term.tuple(Term.atom("bad_return_from_init"), Term.atom("bad"));
            case ExitReason.Term _ ->
                throw new IllegalStateException("a reason that no process of a scenario has: " + reason);
        };
    }

    /** What a start function or a supervisor answers. */
    static Term of(OnStart<Pid> started) {
        return switch (started) {
            case OnStart.Ok<Pid>(var pid) -> Term.tuple(Term.atom("ok"), new Term.Identity(pid));
            case OnStart.OkWithInfo<Pid>(var pid, var info) ->
                Term.tuple(Term.atom("ok"), new Term.Identity(pid), (Term) info);
            case OnStart.Ignored<Pid>() -> Term.atom("ignore");
            case OnStart.Failed<Pid>(var reason) -> Term.tuple(Term.atom("error"), of(reason));
        };
    }

    static Term error(Supervisor.Refusal refusal) {
        return Term.tuple(Term.atom("error"), Term.atom(refusal.toString()));
    }

    private static Term of(SupervisorError error) {
        return switch (error) {
            case SupervisorError.StartSpec(var problem) -> Term.tuple(Term.atom("start_spec"), of(problem));
            case SupervisorError.SupervisorData(var problem) -> Term.tuple(Term.atom("supervisor_data"), of(problem));
            case SupervisorError.DuplicateChildName(var id) -> Term.tuple(Term.atom("duplicate_child_name"), (Term) id);
            case SupervisorError.SignificantForNothing() -> badCombination("auto_shutdown", "never");
            case SupervisorError.SignificantAndPermanent() -> badCombination("restart", "permanent");
            case SupervisorError.FailedToStartChild(var id, var reason) ->
                Term.tuple(Term.atom("failed_to_start_child"), (Term) id, of(reason));
            case SupervisorError.ChildNotStarted(var reason, var _) -> Term.tuple(of(reason), Term.atom("child"));
            case SupervisorError.Exited(var reason) -> Term.tuple(Term.atom("EXIT"), of(reason));
            default -> throw new IllegalStateException("an error that no scenario brings about: " + error);
        };
    }

    private static Term badCombination(String flag, String value) {
        return Term.tuple(
                Term.atom("bad_combination"),
                new Term.Listed(List.of(
                        Term.tuple(Term.atom(flag), Term.atom(value)), Term.tuple(Term.atom("significant"), TRUE))));
    }

    private static Term crash(Throwable error) {
        return switch (error) {
            case Puppet.Raised _, BadReturnException _ -> Term.tuple(exception(error), Term.atom("stacktrace"));
            case Puppet.Thrown thrown ->
                Term.tuple(Term.tuple(Term.atom("nocatch"), thrown.value), Term.atom("stacktrace"));
            default -> throw cannot(error);
        };
    }

    /**
     * What a state machine is said to have failed with. Where Erlang's gen_statem speaks of the exception alone, Java's has exception
     * and stack trace in one.
     */
    static Term withoutStackTrace(ExitReason reason) {
        return reason instanceof ExitReason.Crash(var error) ? exception(error) : of(reason);
    }

    private static Term exception(Throwable error) {
        return switch (error) {
            case Puppet.Raised raised -> raised.reason;
            case BadReturnException _ -> Term.tuple(Term.atom("bad_return_from_state_function"), Term.atom("bad"));
            default -> throw cannot(error);
        };
    }

    /** Not a process of the scenario has crashed but the one that plays it. */
    private static IllegalStateException cannot(Throwable error) {
        return new IllegalStateException("this cannot be played from scratch: " + error.getMessage(), error);
    }

    static ExitReason reason(Term term) {
        return switch (term) {
            case Term.Atom(var name) ->
                atom(name).<ExitReason>map(reason -> reason).orElseGet(() -> ExitReason.term(term));
            case Term.Tuple(var elements)
            when elements.size() == 2 && elements.getFirst().equals(Term.atom("shutdown")) ->
                new ExitReason.ShutdownWith(elements.getLast());
            default -> ExitReason.term(term);
        };
    }

    private static Optional<ExitReason.Atom> atom(String name) {
        for (ExitReason.Atom atom : ExitReason.Atom.values()) {
            if (atom.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(atom);
            }
        }
        return Optional.empty();
    }

    /** A time in milliseconds, or infinity. */
    static Duration time(Term term) {
        return switch (term) {
            case Term.Int(var milliseconds) -> Duration.ofMillis(milliseconds);
            case Term.Atom(var name) when name.equals("infinity") -> Timeouts.INFINITY;
            default -> throw new IllegalArgumentException("no time: " + term.show(Object::toString));
        };
    }
}
