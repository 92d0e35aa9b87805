package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.self;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.handrolled.genserver.Options;
import otp.handrolled.genstatem.Action;
import otp.handrolled.genstatem.Entered;
import otp.handrolled.genstatem.Event;
import otp.handrolled.genstatem.GenStatem;
import otp.handrolled.genstatem.Init;
import otp.handrolled.genstatem.StateFunctions;
import otp.handrolled.genstatem.Transition;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;

/**
 * A gen_statem of a scenario: a table of what it does in which state with which event. In it {@code '_'} fits anything.
 *
 * <pre>
 * {init, Outcome}              {State, Data, Actions}, ignore, {stop, Reason}, {raise, Reason}, {exit, Reason}, bad
 * {on, State, Event, Effect}   the event is {call, Request}, {cast, Message}, {info, Message}, {internal, Content},
 *                              {state_timeout, Content}, {timeout, Content} or {{timeout, Name}, Content}
 * {enter, State, Effect}       what it does when it enters; without any there is no state_enter
 * {terminate, Effect}          {raise, Reason}, {exit, Reason}
 * traps, nolink, {name, Name}
 * </pre>
 *
 * <p>Effects are those of gen_statem with all they may have: {@code {next_state, State, Data, Actions}}, {@code {keep_state, Data,
 * Actions}}, {@code {keep_state_and_data, Actions}}, {@code {repeat_state, Data, Actions}}, {@code {repeat_state_and_data,
 * Actions}}, {@code {stop, Reason}}, {@code {stop, Reason, Data}}, {@code {stop_and_reply, Reason, Replies, Data}}; and {@code
 * {raise, Reason}}, {@code {exit, Reason}}, {@code bad}. For the actions see {@link MachineActions}.
 */
class Machine implements GenStatem<Term, Term, Message> {
    private static final Term NOTHING = Term.tuple(Term.atom("keep_state_and_data"), new Term.Listed(List.of()));

    private final Stage stage;
    private final String name;
    private final List<Clause> clauses;
    private final MachineActions actions;

    private Machine(Stage stage, String name, List<Clause> clauses) {
        this.stage = stage;
        this.name = name;
        this.clauses = clauses;
        this.actions = new MachineActions(stage);
    }

    /** The other mode: one function for each state. */
    private static final class ByState extends Machine implements StateFunctions<Term, Term, Message> {
        ByState(Stage stage, String name, List<Clause> clauses) {
            super(stage, name, clauses);
        }

        @Override
        public StateFunction<Term, Term, Message> function(Term state) {
            return (event, data) -> super.handleEvent(event, state, data);
        }

        @Override
        public Transition<Term, Term> handleEvent(Event<Message> event, Term state, Term data) {
            return StateFunctions.super.handleEvent(event, state, data);
        }
    }

    static OnStart<ServerRef<Message>> start(Stage stage, String name, Term mode, Term description) {
        List<Clause> clauses = Clause.all(description);
        Options options = Options.NONE;
        for (Clause clause : clauses) {
            options = switch (clause.word()) {
                case "name" -> options.withName(Servers.name(stage, clause.part(0)));
                case "init", "on", "enter", "terminate", "traps", "nolink" -> options;
                default -> throw Clause.unexpected("a clause of a state machine", clause.word());
            };
        }
        Machine machine = switch (mode.show(Object::toString)) {
            case "state_functions" -> new ByState(stage, name, clauses);
            case "handle_event_function" -> new Machine(stage, name, clauses);
            default -> throw Clause.unexpected("state_functions or handle_event_function", mode);
        };
        return Clause.has(clauses, "nolink")
                ? GenStatem.start(self().node(), machine, options)
                : GenStatem.startLink(machine, options);
    }

    @Override
    @SuppressWarnings("NullAway") // "bad" is the one return that no machine may return
    public Init<Term, Term> init() {
        stage.enters(name);
        if (Clause.has(clauses, "traps")) {
            Processes.trapExit(true);
        }
        stage.saw("init");
        Term outcome = Clause.find(clauses, "init").orElse(Term.atom("bad"));
        if (outcome instanceof Term.Tuple(var parts) && parts.size() == 3) {
            Action[] first = actions.of(parts.getLast(), null).toArray(Action[]::new);
            return Init.ok(parts.getFirst(), parts.get(1), first);
        }
        Clause clause = Clause.of(outcome);
        return switch (clause.word()) {
            case "ignore" -> Init.ignore();
            case "stop" -> Init.stop(Terms.reason(clause.part(0)));
            case "raise" -> throw new Puppet.Raised(clause.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(clause.part(0)));
            case "bad" -> null;
            default -> throw Clause.unexpected("an outcome of init", outcome);
        };
    }

    @Override
    public Transition<Term, Term> handleEvent(Event<Message> event, Term state, Term data) {
        Term shown = MachineActions.shown(event);
        From<Term> from = event instanceof Event.Message<Message>(Message.Ask(var asker, var _)) ? asker : null;
        stage.saw("in", state, Term.atom("with"), data, shown);
        return transition(Clause.of(Clause.find(clauses, "on", state, shown).orElse(NOTHING)), from);
    }

    @SuppressWarnings("NullAway") // as in init
    private Transition<Term, Term> transition(Clause effect, @Nullable From<Term> from) {
        return switch (effect.word()) {
            case "next_state" -> Transition.nextState(effect.part(0), effect.part(1), actions(effect, 2, from));
            case "keep_state" -> Transition.keepState(effect.part(0), actions(effect, 1, from));
            case "keep_state_and_data" -> Transition.keepStateAndData(actions(effect, 0, from));
            case "repeat_state" -> Transition.repeatState(effect.part(0), actions(effect, 1, from));
            case "repeat_state_and_data" -> Transition.repeatStateAndData(actions(effect, 0, from));
            case "stop" -> {
                ExitReason reason = Terms.reason(effect.part(0));
                yield effect.parts().size() == 1 ? Transition.stop(reason) : Transition.stop(reason, effect.part(1));
            }
            case "stop_and_reply" -> {
                List<Action.Reply<?>> replies = new ArrayList<>();
                for (Action action : actions.of(effect.part(1), from)) {
                    if (!(action instanceof Action.Reply<?> reply)) {
                        throw Clause.unexpected("only replies", effect.part(1));
                    }
                    replies.add(reply);
                }
                yield Transition.stopAndReply(
                        Terms.reason(effect.part(0)), effect.part(2), replies.toArray(Action.Reply<?>[]::new));
            }
            case "raise" -> throw new Puppet.Raised(effect.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(effect.part(0)));
            case "bad" -> null;
            default -> throw Clause.unexpected("an effect of a state machine", effect.word());
        };
    }

    private Action[] actions(Clause effect, int at, @Nullable From<Term> from) {
        return actions.of(effect.part(at), from).toArray(Action[]::new);
    }

    @Override
    @SuppressWarnings("NullAway") // as in init
    public Entered<Term> enter(Term oldState, Term state, Term data) {
        if (!Clause.has(clauses, "enter")) {
            return Entered.keep(data);
        }
        stage.saw("enters", state, Term.atom("from"), oldState, Term.atom("with"), data);
        Clause effect = Clause.of(Clause.find(clauses, "enter", state).orElse(NOTHING));
        return switch (effect.word()) {
            case "keep_state" -> Entered.keep(effect.part(0), actions.onEnter(effect.part(1)));
            case "keep_state_and_data" -> Entered.keep(data, actions.onEnter(effect.part(0)));
            case "stop" ->
                Entered.stop(Terms.reason(effect.part(0)), effect.parts().size() == 1 ? data : effect.part(1));
            case "raise" -> throw new Puppet.Raised(effect.part(0));
            case "exit" -> throw new ProcessExit(Terms.reason(effect.part(0)));
            case "bad" -> null;
            default -> throw Clause.unexpected("what a state machine may do as it enters a state", effect.word());
        };
    }

    @Override
    public void terminate(ExitReason reason, Term state, Term data) {
        stage.saw("terminate", Terms.withoutStackTrace(reason), Term.atom("in"), state, Term.atom("with"), data);
        Clause.find(clauses, "terminate").map(Clause::of).ifPresent(effect -> {
            switch (effect.word()) {
                case "raise" -> throw new Puppet.Raised(effect.part(0));
                case "exit" -> throw new ProcessExit(Terms.reason(effect.part(0)));
                default -> throw Clause.unexpected("raise or exit", effect.word());
            }
        });
    }
}
