package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.self;

import java.util.List;
import java.util.Map;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;
import otp.handrolled.agent.Agent;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;

/** The agents of a scenario. A function is {@code self}, {@code state}, {@code {set, State}}, {@code {raise, Reason}}, {@code {exit, Reason}}. */
final class Agents {
    private static final Shown OK = new Shown.Value(Term.atom("ok"));

    private Agents() {}

    static Shown start(Term name, Term state, Map<String, Term> bound) {
        OnStart<ServerRef<Agent.Message<Term>>> started =
                Agent.startLink(() -> Clause.isOne(state, "raise") ? apply(state, state) : state);
        if (started instanceof OnStart.Ok<ServerRef<Agent.Message<Term>>>(var agent)) {
            bound.put(((Term.Var) name).name(), new Identity(agent.pid()));
        }
        return new Shown.Value(Terms.of(started.map(ServerRef::pid)));
    }

    static Shown act(String function, List<Term> arguments) {
        ServerRef<Agent.Message<Term>> agent = ServerRef.of(Bifs.pid(arguments.getFirst()));
        Term what = arguments.get(1);
        return switch (function) {
            case "agent_get" ->
                new Shown.Value(
                        arguments.size() == 2
                                ? Agent.<Term, Term>get(agent, state -> apply(state, what))
                                : Agent.<Term, Term>get(
                                        agent, state -> apply(state, what), Terms.time(arguments.get(2))));
            case "agent_update" -> {
                Agent.update(agent, state -> apply(state, what));
                yield OK;
            }
            case "agent_cast" -> {
                Agent.cast(agent, state -> apply(state, what));
                yield OK;
            }
            case "agent_get_and_update" ->
                new Shown.Value(
                        Agent.<Term, Term>getAndUpdate(agent, state -> new Agent.Pair<>(state, apply(state, what))));
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    private static Term apply(Term state, Term what) {
        Clause function = Clause.of(what);
        return switch (function.word()) {
            case "self" -> new Identity(self());
            case "state" -> state;
            case "set" -> function.part(0);
            case "raise" -> throw new Puppet.Raised(function.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(function.part(0)));
            default -> throw Clause.unexpected("a function of an agent", what);
        };
    }
}
