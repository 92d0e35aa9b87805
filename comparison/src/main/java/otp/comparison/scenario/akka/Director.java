package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Trace;

/** Runs a scenario on Akka: one step, then whatever comes of it, then the next step. Time is moved, not waited for. */
public final class Director implements AutoCloseable {
    /** What a trace says where there is no idiom. */
    public static final String NO_IDIOM = " : no idiom: ";

    private final Stage stage = new Stage();
    private final Trace trace = new Trace();
    private final Map<String, Term> bindings = new HashMap<>();
    private final Map<Object, String> names = new HashMap<>();

    /** How often a child was started at a new address. */
    private final Map<String, Integer> births = new HashMap<>();

    /** The actors by name, in the order in which they were born. */
    private final Map<String, ActorRef<?>> cast = new LinkedHashMap<>();

    /** Who has ended. */
    private final TreeSet<String> ended = new TreeSet<>();

    /** Who is still in the middle of which step. */
    private final Map<String, Numbered> pending = new HashMap<>();

    /** The last line with a result, if it is of the step that runs. */
    private String last = "";

    /** A step as the trace names it. */
    private record Numbered(int number, Step step) {
        @Override
        public String toString() {
            return number + " " + step.text();
        }
    }

    private Director() {}

    /**
     * Plays a scenario. Blocks until it is over.
     *
     * @param scenario which
     * @return what was seen
     * @throws TimeoutException if its actors do not come to rest
     */
    public static String play(Scenario scenario) throws TimeoutException {
        try (var director = new Director()) {
            return director.run(scenario);
        }
    }

    /**
     * The functions of a scenario that this interpreter has not been taught.
     *
     * @return their names, none if it can be played
     */
    public static List<String> unknown(Scenario scenario) {
        return scenario.steps().stream()
                .map(Step::function)
                .filter(function -> !Performance.knows(function))
                .distinct()
                .sorted()
                .toList();
    }

    private String run(Scenario scenario) throws TimeoutException {
        bindings.put("Main", born("Main", stage.begin()));
        settle();
        int number = 0;
        for (Step step : scenario.steps()) {
            play(++number, step);
            settle();
        }
        for (Map.Entry<String, ActorRef<?>> actor : Map.copyOf(cast).entrySet()) {
            end(actor.getKey(), actor.getValue());
        }
        settle();
        return trace.show(this::nameOf);
    }

    private void play(int number, Step step) {
        if (step.subject() == null) {
            stage.pass(Duration.ofMillis(((Term.Int) step.arguments().getFirst()).value()));
            return;
        }
        if (!(bindings.get(step.subject()) instanceof Term.Identity(ActorRef<?> subject))) {
            // Who was to start it was dead, or busy, or could not.
            return;
        }
        var numbered = new Numbered(number, step);
        String name = nameOf(subject);
        if (ended.contains(name)) {
            trace.note(name, numbered + " : dead");
        } else if (pending.containsKey(name)) {
            trace.note(name, numbered + " : busy");
        } else if (!bindings.keySet().containsAll(step.lookedUp())) {
            trace.note(name, numbered + " : unbound");
        } else {
            pending.put(name, numbered);
            last = "";
            subject.<Message>unsafeUpcast().tell(new Message.Perform(step, Map.copyOf(bindings)));
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
                    Numbered numbered = over(by);
                    String variable = numbered.step().result();
                    bound.forEach(this::bind);
                    if (variable != null) {
                        bind(variable, result);
                    }
                    last = numbered + " -> " + show(result);
                    trace.note(nameOf(by), last);
                    goesOn = goesOn || !bound.isEmpty();
                }
                case Outcome.Failed(var by, var what) -> {
                    last = over(by) + " -> error '" + what + "'";
                    trace.note(nameOf(by), last);
                }
                case Outcome.NoIdiom(var by, var why) -> trace.note(nameOf(by), over(by) + NO_IDIOM + why);
                case Outcome.Saw(var who, var word, var terms) ->
                    trace.note(
                            nameOf(who),
                            Stream.concat(Stream.of(word), terms.stream().map(this::show))
                                    .collect(Collectors.joining(" ")));
                case Outcome.Started(var id, var who, var by) -> started(id, who, by);
                case Outcome.Terminates(var who, var by) -> {
                    trace.note(nameOf(who), "terminates '?'");
                    if (by != null) {
                        trace.inOrder(by, nameOf(who) + " terminates '?'");
                    }
                }
                case Outcome.Restarts(var who, var because) -> {
                    unfinished(nameOf(who));
                    trace.note(nameOf(who), "restarts at the same address, because of " + show(because));
                }
                case Outcome.Ended(var who, var why) -> ended(nameOf(who), show(why));
                case Outcome.Kept(var who, var messages) -> {
                    if (!messages.isEmpty()) {
                        trace.note(nameOf(who), "mailbox " + show(new Term.Listed(messages)));
                    }
                }
            }
        }
        return goesOn;
    }

    private Numbered over(ActorRef<?> by) {
        return Objects.requireNonNull(pending.remove(nameOf(by)), "somebody did what he was not told to");
    }

    private void bind(String name, Term value) {
        bindings.put(name, value);
        if (value instanceof Term.Identity(var identity) && !names.containsKey(identity)) {
            if (identity instanceof ActorRef<?> who) {
                born(name, who);
            } else {
                names.put(identity, name);
            }
        }
    }

    private Term born(String name, ActorRef<?> who) {
        stage.watch(who);
        return enter(name, who);
    }

    private void started(String id, ActorRef<?> who, @Nullable ActorRef<?> by) {
        String name = names.get(who);
        if (name == null) {
            int count = births.merge(id, 1, Integer::sum);
            name = count == 1 ? id : id + count;
            bindings.put(id, enter(name, who));
        }
        if (by != null) {
            trace.inOrder(by, name + " started");
        }
    }

    private Term enter(String name, ActorRef<?> who) {
        names.put(who, name);
        cast.put(name, who);
        trace.born(name);
        return new Term.Identity(who);
    }

    private void unfinished(String name) {
        Numbered unfinished = pending.remove(name);
        if (unfinished != null) {
            trace.note(name, unfinished.toString());
        }
        // Who ends of what its own step brought about may or may not see that step return.
        trace.forgetResult(name, last, last.replaceFirst(" -> .*", ""));
    }

    private void ended(String name, String why) {
        unfinished(name);
        ended.add(name);
        trace.note(name, "exited " + why);
    }

    /** At the end: who waits still, and what lies in the lists. */
    private void end(String name, ActorRef<?> who) {
        if (ended.contains(name)) {
            return;
        }
        Numbered unfinished = pending.get(name);
        if (unfinished != null) {
            trace.note(name, unfinished + " : waits");
        }
        if (!stage.isGroup(who) && !stage.isServer(who)) {
            who.<Message>unsafeUpcast().tell(new Message.ShowList());
        }
    }

    private String show(Term term) {
        return term.show(this::nameOf);
    }

    private String nameOf(Object identity) {
        return names.getOrDefault(identity, identity instanceof ActorRef<?> ? "a process" : "a reference");
    }

    @Override
    public void close() {
        stage.close();
    }
}
