package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;

/** The actions of a state machine, one after the other. */
final class MachineActions {
    private static final Term STATE_TIMEOUT = Term.atom("state_timeout");
    private static final Term EVENT_TIMEOUT = Term.atom("timeout");

    private final Stage stage;

    private final Table table;
    private final ActorRef<Event> self;
    private final TimerScheduler<Event> timers;
    private final StashBuffer<Event> inserted;
    private final StashBuffer<Event> postponed;

    /** Who waits for an answer, by the word under which the scenario keeps it. */
    private final Map<Term, ActorRef<Term>> kept = new HashMap<>();

    MachineActions(
            Stage stage,
            Table table,
            ActorRef<Event> self,
            TimerScheduler<Event> timers,
            StashBuffer<Event> inserted,
            StashBuffer<Event> postponed) {
        this.stage = stage;
        this.table = table;
        this.self = self;
        this.timers = timers;
        this.inserted = inserted;
        this.postponed = postponed;
    }

    /**
     * Looks whether an actor can do what a table says.
     *
     * @throws NoIdiomException if not
     */
    static void check(Table table) {
        table.everything().forEach(term -> {
            if (term.equals(Term.atom("bad"))) {
                throw new NoIdiomException("a handler returns a behavior and nothing else: the compiler sees to that");
            }
            if (term instanceof Term.Tuple(var parts)
                    && parts.size() == 3
                    && isTimeout(parts.getFirst())
                    && parts.get(1).equals(Term.atom("update"))) {
                throw new NoIdiomException(
                        "a timer that runs keeps its message, and does not say how much time is left");
            }
            if (term instanceof Term.Tuple(var parts)
                    && parts.size() == 3
                    && parts.getFirst().equals(Term.atom("send"))
                    && parts.get(1) instanceof Term.Atom(var to)
                    && !to.equals(table.name())) {
                throw new NoIdiomException("there is no send by name");
            }
        });
    }

    void all(Term list) {
        Table.elements(list).forEach(action -> does(action, null));
    }

    void all(Term list, Event event) {
        Table.elements(list).forEach(action -> does(action, event));
    }

    /** What a change of state does in OTP by itself. */
    void cancelStateTimeout() {
        timers.cancel(STATE_TIMEOUT);
    }

    /** What each event does in OTP by itself. */
    void cancelEventTimeout() {
        timers.cancel(EVENT_TIMEOUT);
    }

    private void does(Term action, @Nullable Event event) {
        if (action instanceof Term.Tuple(var parts) && isTimeout(parts.getFirst())) {
            timeout(parts);
            return;
        }
        List<Term> parts = Clause.of(action).parts();
        switch (Clause.of(action).word()) {
            case "postpone" -> {
                if (event == null) {
                    throw Clause.unexpected("an event to postpone", action);
                }
                postponed.stash(event);
            }
            case "next_event" -> inserted.stash(event(parts.getFirst(), parts.getLast()));
            case "reply" -> {
                ActorRef<Term> to = parts.size() == 1 ? asker(event) : kept.remove(parts.getFirst());
                if (to != null) {
                    to.tell(parts.getLast());
                }
            }
            case "keep" -> {
                ActorRef<Term> asker = asker(event);
                if (asker != null) {
                    kept.put(parts.getFirst(), asker);
                }
            }
            case "send" -> {
                Term to = parts.getFirst();
                stage.send(table.isNameOf(to) ? new Term.Identity(self) : to, parts.getLast());
            }
            case "hibernate" -> {
                // An actor that waits holds no stack, and the JVM collects when it likes.
            }
            default -> throw Clause.unexpected("an action of a state machine", action);
        }
    }

    private static @Nullable ActorRef<Term> asker(@Nullable Event event) {
        return event instanceof Request.Ask ask ? ask.replyTo() : null;
    }

    /** A timer with the key of one that runs takes its place, also when the message of that one is in the mailbox already. */
    private void timeout(List<Term> parts) {
        Term type = parts.getFirst();
        Term time = parts.get(1);
        if (time instanceof Term.Int(var milliseconds)) {
            timers.startSingleTimer(type, new Event.TimedOut(type, parts.get(2)), Duration.ofMillis(milliseconds));
        } else if (time.equals(Term.atom("cancel")) || time.equals(Term.atom("infinity"))) {
            timers.cancel(type);
        } else {
            throw Clause.unexpected("milliseconds, infinity or cancel", time);
        }
    }

    private static boolean isTimeout(Term type) {
        return type instanceof Term.Tuple(var pair)
                        && pair.size() == 2
                        && pair.getFirst().equals(EVENT_TIMEOUT)
                || type.equals(STATE_TIMEOUT)
                || type.equals(EVENT_TIMEOUT);
    }

    private static Event event(Term type, Term content) {
        if (isTimeout(type)) {
            return new Event.TimedOut(type, content);
        }
        return switch (Clause.of(type).word()) {
            case "internal" -> new Event.Inserted(content);
            case "cast" -> new Request.Tell(content);
            case "info" -> new Request.Info(content);
            default -> throw Clause.unexpected("the type of an event", type);
        };
    }

    /** An event as the table has it: its type and its content. */
    static Term shown(Event event) {
        return switch (event) {
            case Request.Ask(var question, var _) -> Term.tuple(Term.atom("call"), question);
            case Request.Tell(var message) -> Term.tuple(Term.atom("cast"), message);
            case Request.Info(var message) -> Term.tuple(Term.atom("info"), message);
            case Request.WatchMe _, Request.UnwatchMe _ ->
                throw new IllegalArgumentException("expected an event of the scenario, got: " + event);
            case Event.Inserted(var content) -> Term.tuple(Term.atom("internal"), content);
            case Event.TimedOut(var type, var content) -> Term.tuple(type, content);
        };
    }
}
