package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import otp.comparison.scenario.Chronicle;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;

/** Runs a scenario on Akka: one step, then whatever comes of it, then the next step. Time is moved, not waited for. */
public final class Director implements AutoCloseable {
    /** What a trace says where there is no idiom. */
    public static final String NO_IDIOM = " : no idiom: ";

    private final Stage stage = new Stage();
    private final Chronicle<ActorRef<?>> chronicle = new Chronicle<>(ActorRef.class, stage::watch, Director::nameless);

    private Director() {}

    /**
     * Plays a scenario. Blocks until it is over.
     *
     * @param scenario which
     * @return what was seen
     * @throws TimeoutException if its actors do not come to rest
     * @throws IllegalStateException if this interpreter has not been taught one of its functions
     */
    public static String play(Scenario scenario) throws TimeoutException {
        scenario.steps().stream()
                .map(Step::function)
                .filter(function -> !Performance.knows(function))
                .findFirst()
                .ifPresent(function -> {
                    throw new IllegalStateException(
                            "expected a function that the interpreter for Akka has been taught, got: " + function);
                });
        try (var director = new Director()) {
            return director.run(scenario);
        }
    }

    private String run(Scenario scenario) throws TimeoutException {
        chronicle.bind("Main", new Term.Identity(stage.begin()));
        settle();
        int number = 0;
        for (Step step : scenario.steps()) {
            play(++number, step);
            settle();
        }
        chronicle.over();
        chronicle.living().forEach(this::askForList);
        settle();
        return chronicle.text();
    }

    private void play(int number, Step step) throws TimeoutException {
        if (step.subject() == null) {
            stage.pass(Duration.ofMillis(((Term.Int) step.arguments().getFirst()).value()));
        } else {
            chronicle
                    .begins(number, step)
                    .ifPresent(subject ->
                            subject.<Message>unsafeUpcast().tell(new Message.Perform(step, chronicle.bindings())));
        }
    }

    private void settle() throws TimeoutException {
        do {
            stage.settle();
        } while (collect());
    }

    /** Writes down what has come of it. Returns whether that made somebody do something. */
    private boolean collect() {
        boolean goesOn = false;
        for (Outcome outcome = stage.next(); outcome != null; outcome = stage.next()) {
            switch (outcome) {
                case Outcome.Done(var by, var result, var bound) -> {
                    bound.forEach(this::nameBeforehand);
                    chronicle.done(by, result, bound, () -> chronicle.show(result));
                    goesOn = goesOn || !bound.isEmpty();
                }
                case Outcome.Lists(var by, var messages) ->
                    chronicle.done(by, null, Map.of(), () -> chronicle.showMailbox(messages));
                case Outcome.Failed(var by, var what) -> chronicle.failed(by, "error '" + what + "'");
                case Outcome.NoIdiom(var by, var why) -> chronicle.refused(by, NO_IDIOM + why);
                case Outcome.Saw(var who, var word, var terms) -> chronicle.saw(who, word, terms);
                case Outcome.Started(var id, var who, var by) -> chronicle.started(id, who, by);
                case Outcome.Terminates(var who, var by) -> {
                    chronicle.note(who, "terminates '?'");
                    if (by != null) {
                        chronicle.inOrder(by, chronicle.nameOf(who) + " terminates '?'");
                    }
                }
                case Outcome.Restarts(var who, var because) -> {
                    chronicle.interrupted(who);
                    chronicle.note(who, "restarts at the same address, because of " + chronicle.show(because));
                }
                case Outcome.Ended(var who, var why) -> chronicle.ended(who, chronicle.show(why));
                case Outcome.Kept(var who, var messages) -> {
                    if (!messages.isEmpty()) {
                        chronicle.note(who, "mailbox " + chronicle.showMailbox(messages));
                    }
                }
            }
        }
        return goesOn;
    }

    /** Who is to be answered stays nameless, whatever variable holds him. */
    private void nameBeforehand(String variable, Term value) {
        if (value instanceof Term.Identity(Caller caller)) {
            chronicle.call(caller, nameless(caller));
        }
    }

    private static String nameless(Object identity) {
        return switch (identity) {
            case ActorRef<?> _ -> "a process";
            case Caller _ -> "a caller";
            default -> "a reference";
        };
    }

    /** At the end an actor is asked what lies in its list, if it keeps one. */
    private void askForList(ActorRef<?> who) {
        if (stage.isPuppet(who)) {
            who.<Message>unsafeUpcast().tell(new Message.ShowList());
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
