package otp.comparison.scenario.handrolled;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;
import otp.handrolled.genstatem.Action;
import otp.handrolled.genstatem.Event;
import otp.handrolled.genstatem.TimeoutType;
import otp.handrolled.process.From;

/**
 * The actions of a state machine: {@code postpone}, {@code hibernate}, {@code {next_event, Type, Content}}, the timeouts with a
 * time, {@code cancel}, or {@code update} and a content. {@code {reply, Answer}} answers the call that the event is, {@code {reply,
 * Key, Answer}} the one that {@code {keep, Key}} kept, once; without a call they are none. {@code {send, To, Message}} sends.
 */
final class MachineActions {
    private final Caller caller;

    MachineActions(Stage stage) {
        this.caller = new Caller(stage);
    }

    List<Action> of(Term list, @Nullable From<Term> from) {
        List<Action> actions = new ArrayList<>();
        for (Term term : ((Listed) list).elements()) {
            Action action = action(term, from);
            if (action != null) {
                actions.add(action);
            }
        }
        return actions;
    }

    Action.OnEnter[] onEnter(Term list) {
        return of(list, null).stream().map(Action.OnEnter.class::cast).toArray(Action.OnEnter[]::new);
    }

    private @Nullable Action action(Term term, @Nullable From<Term> from) {
        if (term instanceof Tuple(var parts) && isTimeout(parts.getFirst())) {
            return timeout(type(parts.getFirst()), parts);
        }
        Clause action = Clause.of(term);
        return switch (action.word()) {
            case "postpone" -> Action.postpone();
            case "hibernate" -> new Action.Hibernate();
            case "next_event" -> Action.nextEvent(event(action.part(0), action.part(1)));
            case "reply" -> {
                From<Term> to = action.parts().size() == 1 ? from : caller.take(action.part(0));
                yield to == null ? null : Action.reply(to, action.parts().getLast());
            }
            case "keep" -> {
                caller.keep(action.part(0), from);
                yield null;
            }
            default -> {
                caller.does(action, from);
                yield null;
            }
        };
    }

    private static boolean isTimeout(Term type) {
        return type instanceof Tuple || type.equals(Term.atom("state_timeout")) || type.equals(Term.atom("timeout"));
    }

    private static TimeoutType type(Term type) {
        return switch (type) {
            case Tuple(var parts) -> TimeoutType.generic(parts.getLast());
            case Atom(var name) when name.equals("timeout") -> TimeoutType.EVENT;
            default -> TimeoutType.STATE;
        };
    }

    private static Action timeout(TimeoutType type, List<Term> parts) {
        Term second = parts.get(1);
        if (second.equals(Term.atom("cancel"))) {
            return Action.cancel(type);
        }
        return second.equals(Term.atom("update"))
                ? Action.update(type, parts.get(2))
                : Action.timeout(type, Terms.time(second), parts.get(2));
    }

    private static Event<Message> event(Term type, Term content) {
        if (isTimeout(type)) {
            return new Event.Timeout<>(type(type), content);
        }
        return switch (Clause.of(type).word()) {
            case "internal" -> new Event.Internal<>(content);
            case "cast" -> new Event.Message<>(new Message.Tell(content));
            case "info" -> new Event.Info<>(content);
            default -> throw Clause.unexpected("the type of an event", type);
        };
    }

    /** An event as the table has it: its type and its content. */
    static Term shown(Event<Message> event) {
        return switch (event) {
            case Event.Message<Message>(Message.Ask(var _, var what)) -> Term.tuple(Term.atom("call"), what);
            case Event.Message<Message>(Message.Tell(var what)) -> Term.tuple(Term.atom("cast"), what);
            case Event.Info<Message>(var message) -> Term.tuple(Term.atom("info"), Terms.of(message));
            case Event.Internal<Message>(var content) -> Term.tuple(Term.atom("internal"), content(content));
            case Event.Timeout<Message>(var type, var content) -> Term.tuple(shown(type), content(content));
        };
    }

    private static Term content(@Nullable Object content) {
        return (Term) Objects.requireNonNull(content, "a scenario gives every event a content");
    }

    private static Term shown(TimeoutType type) {
        return switch (type) {
            case TimeoutType.StateTimeout() -> Term.atom("state_timeout");
            case TimeoutType.EventTimeout() -> Term.atom("timeout");
            case TimeoutType.Generic(var name) -> Term.tuple(Term.atom("timeout"), (Term) name);
        };
    }
}
