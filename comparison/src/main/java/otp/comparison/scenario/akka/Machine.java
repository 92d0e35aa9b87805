package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import java.util.List;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;

/**
 * A state machine of a scenario: a behavior for each state, with the data as its parameter. Akka Typed knows no more of machines
 * than that; what {@code gen_statem} does at a change of state is written here by hand.
 *
 * <ul>
 *   <li>What is postponed waits in a {@link StashBuffer}, which a change of state empties.
 *   <li>An inserted event would be a call of the next state's function in most code. Here there may be several, so they go through
 *       a stash of their own, which is emptied at once: before what was postponed, and before the mailbox.
 *   <li>Timeouts are timers with keys ({@link MachineActions}); a change of state cancels that of the state, each event that of the
 *       event.
 *   <li>A state is entered by the function that makes its behavior.
 * </ul>
 */
final class Machine {
    /** gen_statem postpones without a limit; a stash has one, and an exception beyond it. */
    private static final int CAPACITY = 1000;

    private static final Term NOTHING = Term.tuple(Term.atom("keep_state_and_data"), new Term.Listed(List.of()));
    private static final Term WITH = Term.atom("with");

    private final Stage stage;
    private final Table table;
    private final ActorContext<Event> context;
    private final StashBuffer<Event> inserted;
    private final StashBuffer<Event> postponed;
    private final MachineActions actions;

    private Machine(
            Stage stage,
            Table table,
            ActorContext<Event> context,
            TimerScheduler<Event> timers,
            StashBuffer<Event> inserted,
            StashBuffer<Event> postponed) {
        this.stage = stage;
        this.table = table;
        this.context = context;
        this.inserted = inserted;
        this.postponed = postponed;
        this.actions = new MachineActions(stage, table, context.getSelf(), timers, inserted, postponed);
    }

    /**
     * The behavior of a machine.
     *
     * @throws NoIdiomException if its table has what no actor can do
     */
    static Behavior<Request> create(Stage stage, Table table) {
        MachineActions.check(table);
        return Behaviors.<Event>setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                        CAPACITY,
                        inserted -> Behaviors.withStash(
                                CAPACITY,
                                postponed -> new Machine(stage, table, context, timers, inserted, postponed).init()))))
                .narrow();
    }

    private Behavior<Event> init() {
        saw("init");
        Term outcome = table.find("init").orElseThrow();
        if (outcome instanceof Term.Tuple(var start) && start.size() == 3) {
            actions.all(start.getLast());
            return inserted.unstashAll(enter(start.getFirst(), start.getFirst(), start.get(1)));
        }
        return switch (Clause.of(outcome).word()) {
            case "ignore" -> Behaviors.stopped();
            case "stop", "exit" -> ends(Clause.of(outcome).parts().getFirst());
            case "raise" -> raises(Clause.of(outcome).parts().getFirst());
            default -> throw Clause.unexpected("an outcome of init", outcome);
        };
    }

    /** The behavior of a state. */
    private Behavior<Event> in(Term state, Term data) {
        return Behaviors.receive((_, event) -> receives(event, state, data), (_, signal) -> on(signal, state, data));
    }

    private Behavior<Event> receives(Event event, Term state, Term data) {
        switch (event) {
            case Request.WatchMe(var who) -> context.watch(who);
            case Request.UnwatchMe(var who) -> context.unwatch(who);
            case Request.Ask _, Request.Tell _, Request.Info _, Event.Inserted _, Event.TimedOut _ -> {
                try {
                    return on(event, state, data);
                } catch (IllegalStateException mistake) {
                    // The table asks for what is none. The trace says so, or it would look like an end without failure.
                    stage.fails(context.getSelf(), Term.atom(String.valueOf(mistake.getMessage())));
                    throw mistake;
                }
            }
        }
        return Behaviors.same();
    }

    private Behavior<Event> on(Event event, Term state, Term data) {
        actions.cancelEventTimeout();
        Term shown = MachineActions.shown(event);
        saw("in", state, WITH, data, shown);
        Term effect = table.find("on", state, shown).orElse(NOTHING);
        List<Term> parts = Clause.of(effect).parts();
        return switch (Clause.of(effect).word()) {
            case "next_state" -> {
                if (parts.getFirst().equals(state)) {
                    yield keep(event, state, parts.get(1), parts.get(2));
                }
                actions.cancelStateTimeout();
                actions.all(parts.get(2), event);
                yield postponed.unstashAll(inserted.unstashAll(enter(state, parts.getFirst(), parts.get(1))));
            }
            case "keep_state" -> keep(event, state, parts.getFirst(), parts.get(1));
            case "keep_state_and_data" -> keep(event, state, data, parts.getFirst());
            case "repeat_state" -> repeat(event, state, parts.getFirst(), parts.get(1));
            case "repeat_state_and_data" -> repeat(event, state, data, parts.getFirst());
            case "stop", "exit" -> ends(parts.getFirst());
            case "stop_and_reply" -> {
                actions.all(parts.get(1), event);
                yield ends(parts.getFirst());
            }
            case "raise" -> raises(parts.getFirst());
            default -> throw Clause.unexpected("an effect of a state machine", effect);
        };
    }

    private Behavior<Event> keep(Event event, Term state, Term data, Term list) {
        actions.all(list, event);
        return inserted.unstashAll(in(state, data));
    }

    private Behavior<Event> repeat(Event event, Term state, Term data, Term list) {
        actions.all(list, event);
        return inserted.unstashAll(enter(state, state, data));
    }

    /** What gen_statem calls state_enter. */
    private Behavior<Event> enter(Term old, Term state, Term data) {
        if (!table.has("enter")) {
            return in(state, data);
        }
        saw("enters", state, Term.atom("from"), old, WITH, data);
        Term effect = table.find("enter", state).orElse(NOTHING);
        List<Term> parts = Clause.of(effect).parts();
        return switch (Clause.of(effect).word()) {
            case "keep_state" -> {
                actions.all(parts.get(1));
                yield in(state, parts.getFirst());
            }
            case "keep_state_and_data" -> {
                actions.all(parts.getFirst());
                yield in(state, data);
            }
            case "stop", "exit" -> ends(parts.getFirst());
            case "raise" -> raises(parts.getFirst());
            default -> throw Clause.unexpected("what a state machine may do as it enters a state", effect);
        };
    }

    private Behavior<Event> on(Signal signal, Term state, Term data) {
        return switch (signal) {
            case Terminated ended -> loses(ended.getRef(), state, data);
            case PostStop _ -> {
                terminates(state, data);
                yield Behaviors.same();
            }
            default -> Behaviors.unhandled();
        };
    }

    /** The end of whom it is linked to: an event for who traps, and a failure for who does not. */
    private Behavior<Event> loses(ActorRef<?> who, Term state, Term data) {
        if (table.has("traps")) {
            Term exit = Term.tuple(Term.atom("EXIT"), new Term.Identity(who), Ends.UNSAID);
            return on(new Request.Info(exit), state, data);
        }
        stage.fails(context.getSelf(), Ends.DEATH_PACT);
        return Behaviors.unhandled();
    }

    /** Comes with an end of any kind, with neither its reason nor the data that the end itself may have made. */
    private void terminates(Term state, Term data) {
        saw("terminate", Ends.UNSAID, Term.atom("in"), state, WITH, data);
        table.find("terminate").ifPresent(effect -> {
            throw new Left(Clause.of(effect).parts().getFirst());
        });
    }

    private Behavior<Event> raises(Term reason) {
        return ends(Term.tuple(reason, Term.atom("stacktrace")));
    }

    /** Stops, or fails: only with a failure does its parent hear why. */
    private Behavior<Event> ends(Term reason) {
        if (Ends.isStop(reason)) {
            return Behaviors.stopped();
        }
        stage.fails(context.getSelf(), reason);
        throw new Left(reason);
    }

    private void saw(String word, Term... terms) {
        stage.saw(new Outcome.Saw(context.getSelf(), word, List.of(terms)));
    }
}
