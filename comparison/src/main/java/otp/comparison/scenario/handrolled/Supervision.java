package otp.comparison.scenario.handrolled;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import otp.comparison.scenario.Term;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildStatus;
import otp.handrolled.supervisor.Supervisor.Refusal;

/** What a scenario asks of a supervisor, static or dynamic. */
final class Supervision {
    private Supervision() {}

    static Shown call(Tree tree, String function, List<Term> arguments) {
        Pid pid = Bifs.pid(arguments.getFirst());
        Term last = arguments.getLast();
        return isDynamic(pid)
                ? dynamic(tree, ServerRef.of(pid), function, last)
                : fixed(tree, ServerRef.of(pid), function, last);
    }

    private static boolean isDynamic(Pid pid) {
        return ProcessInfo.of(pid).label().startsWith("DynamicSupervisor");
    }

    private static Shown fixed(Tree tree, ServerRef<Supervisor.Message> supervisor, String function, Term last) {
        return switch (function) {
            case "start_child" -> value(child(Supervisor.startChild(supervisor, tree.spec(last))));
            case "restart_child" -> value(child(Supervisor.restartChild(supervisor, last)));
            case "terminate_child" -> value(done(Supervisor.terminateChild(supervisor, last)));
            case "delete_child" -> value(done(Supervisor.deleteChild(supervisor, last)));
            case "which_children" ->
                value(new Term.Listed(Supervisor.whichChildren(supervisor).stream()
                        .map(child -> child(
                                (Term) child.id(),
                                child.pid(),
                                child.status(),
                                child.spec().type()))
                        .toList()));
            default -> value(count(Supervisor.countChildren(supervisor)));
        };
    }

    private static Shown dynamic(
            Tree tree, ServerRef<DynamicSupervisor.Message> supervisor, String function, Term last) {
        return switch (function) {
            case "start_child" -> value(Terms.of(DynamicSupervisor.startChild(supervisor, tree.spec(last))));
            case "terminate_child" -> value(done(DynamicSupervisor.terminateChild(supervisor, Bifs.pid(last))));
            case "which_children" ->
                new Shown.Unordered(DynamicSupervisor.whichChildren(supervisor).stream()
                        .map(child -> child(Term.atom("undefined"), child.pid(), child.status(), child.type()))
                        .toList());
            case "count_children" -> value(count(DynamicSupervisor.countChildren(supervisor)));
            default -> throw new IllegalStateException("a dynamic supervisor knows no " + function);
        };
    }

    private static Shown value(Term term) {
        return new Shown.Value(term);
    }

    /** Erlang's supervisor says of a child that wants to be ignored that it has no pid. */
    private static Term child(OnStart<Pid> started) {
        return started instanceof OnStart.Ignored<Pid>
                ? Term.tuple(Term.atom("ok"), Term.atom("undefined"))
                : Terms.of(started);
    }

    private static Term done(Optional<Refusal> refusal) {
        return refusal.<Term>map(Terms::error).orElse(Term.atom("ok"));
    }

    private static Term child(Term id, Optional<Pid> pid, ChildStatus status, ChildSpec.Type type) {
        Term process = switch (status) {
            case RUNNING -> new Term.Identity(pid.orElseThrow());
            case RESTARTING -> Term.atom("restarting");
            case STOPPED -> Term.atom("undefined");
        };
        return Term.tuple(id, process, Term.atom(type.name().toLowerCase(Locale.ROOT)));
    }

    private static Term count(ChildCount count) {
        return new Term.Listed(List.of(
                pair("specs", count.specs()),
                pair("active", count.active()),
                pair("supervisors", count.supervisors()),
                pair("workers", count.workers())));
    }

    private static Term pair(String name, int value) {
        return Term.tuple(Term.atom(name), new Term.Int(value));
    }
}
