package otp.comparison.scenario.handrolled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Trace;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.task.Task;

/** Runs a scenario from scratch: one step, then whatever comes of it, then the next step. Time is moved, not waited for. */
public final class Director implements AutoCloseable {
    private final Stage stage = new Stage();
    private final Trace trace = new Trace();
    private final Map<String, Term> bindings = new HashMap<>();
    private final Map<Object, String> names = new HashMap<>();
    /** How often a child was started. */
    private final Map<String, Integer> births = new HashMap<>();

    /** The processes by name, in the order of their births. Of a child, each incarnation has its own. */
    private final Map<String, Pid> cast = new LinkedHashMap<>();

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
     * @throws TimeoutException if its processes do not come to rest
     */
    public static String play(Scenario scenario) throws TimeoutException {
        try (var director = new Director()) {
            return director.run(scenario);
        }
    }

    private String run(Scenario scenario) throws TimeoutException {
        bindings.put("Main", born("Main", stage.node.spawn("Main", new Puppet(stage, null))));
        settle();
        int number = 0;
        for (Step step : scenario.steps()) {
            play(++number, step);
            settle();
        }
        cast.forEach(this::end);
        return trace.show(this::nameOf);
    }

    private void play(int number, Step step) {
        if (step.subject() == null) {
            stage.clock.advance(Duration.ofMillis(((Term.Int) step.arguments().getFirst()).value()));
            return;
        }
        if (!(bindings.get(step.subject()) instanceof Term.Identity(Pid subject))) {
            // Who was to start it was dead, or busy.
            return;
        }
        var numbered = new Numbered(number, step);
        String name = nameOf(subject);
        if (ProcessInfo.of(subject).status() == ProcessInfo.Status.EXITING) {
            trace.note(name, numbered + " : dead");
        } else if (pending.containsKey(name)) {
            trace.note(name, numbered + " : busy");
        } else if (!bindings.keySet().containsAll(step.lookedUp())) {
            trace.note(name, numbered + " : unbound");
        } else {
            pending.put(name, numbered);
            last = "";
            stage.node.send(subject, new Puppet.Perform(step, Map.copyOf(bindings)));
        }
    }

    private void settle() throws TimeoutException {
        do {
            Quiet.await(stage.node);
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
                    if (variable != null && result instanceof Shown.Value(var value)) {
                        bind(variable, value);
                    }
                    last = numbered + " -> " + show(result);
                    trace.note(nameOf(by), last);
                    goesOn = goesOn || !bound.isEmpty();
                }
                case Outcome.Failed(var by, var kind, var reason) -> {
                    last = over(by) + " -> " + kind + " " + show(reason);
                    trace.note(nameOf(by), last);
                }
                case Outcome.Started(var id, var pid, var by) -> started(id, pid, by);
                case Outcome.Entered(var name, var pid) -> bindings.put(name, enter(name, pid));
                case Outcome.Saw(var who, var word, var terms) ->
                    trace.note(
                            nameOf(who),
                            Stream.concat(Stream.of(word), terms.stream().map(this::show))
                                    .collect(Collectors.joining(" ")));
                case Outcome.Terminates(var who, var by, var reason) -> {
                    String line = "terminates " + show(Terms.of(reason));
                    trace.note(nameOf(who), line);
                    if (reason == ExitReason.SHUTDOWN) {
                        // Told by a supervisor they go one after the other. Of a parent's death they hear all at once.
                        trace.inOrder(by, nameOf(who) + " " + line);
                    }
                }
                case Outcome.Ended(var who, var reason) -> ended(nameOf(who), show(Terms.of(reason)));
            }
        }
        return goesOn;
    }

    private Numbered over(Pid by) {
        return Objects.requireNonNull(pending.remove(nameOf(by)), "somebody did what he was not told to");
    }

    private void bind(String name, Term value) {
        bindings.put(name, value);
        if (value instanceof Term.Identity(var identity) && !names.containsKey(identity)) {
            if (identity instanceof Pid pid) {
                born(name, pid);
            } else {
                names.put(identity, name);
                if (identity instanceof Task<?> task) {
                    names.put(task.ref(), name);
                }
            }
        }
    }

    private Term born(String name, Pid pid) {
        stage.watch(pid);
        return enter(name, pid);
    }

    private void started(String id, Pid pid, Pid by) {
        int count = births.merge(id, 1, Integer::sum);
        String name = count == 1 ? id : id + count;
        bindings.put(id, enter(name, pid));
        trace.inOrder(by, name + " started");
    }

    private Term enter(String name, Pid pid) {
        names.put(pid, name);
        cast.put(name, pid);
        trace.born(name);
        return new Term.Identity(pid);
    }

    private void ended(String name, String reason) {
        Numbered unfinished = pending.remove(name);
        if (unfinished != null) {
            trace.note(name, unfinished.toString());
        }
        // Who dies of what its own step brought about may or may not see that step return.
        trace.forgetResult(name, last, last.replaceFirst(" -> .*", ""));
        trace.note(name, "exited " + reason);
    }

    /** At the end: who waits still, and what lies in the mailboxes. */
    private void end(String name, Pid pid) {
        ProcessInfo info = ProcessInfo.of(pid);
        if (info.status() == ProcessInfo.Status.EXITING) {
            return;
        }
        Numbered unfinished = pending.get(name);
        if (unfinished != null) {
            trace.note(name, unfinished + " : waits");
        }
        // What is in the mailbox of a supervisor is not for others to see.
        List<Term> left = info.answersSystemMessages() ? List.of() : Bifs.waiting(info);
        if (!left.isEmpty()) {
            trace.note(name, "mailbox " + show(new Shown.Mailbox(left)));
        }
    }

    private String show(Shown result) {
        return switch (result) {
            case Shown.Value(var term) -> show(term);
            case Shown.Unordered(var terms) ->
                terms.stream().map(this::show).sorted().collect(Collectors.joining(", ", "[", "]"));
            case Shown.Mailbox(var messages) -> show(new Term.Listed(inPromisedOrder(messages)));
        };
    }

    /** One end may bring many messages from several processes; in which order, OTP does not promise. */
    private List<Term> inPromisedOrder(List<Term> messages) {
        List<Term> ordered = new ArrayList<>();
        List<Term> run = new ArrayList<>();
        for (Term message : messages) {
            if (aboutAnEnd(message) != null) {
                run.add(message);
            } else {
                run.sort(Comparator.comparing(this::aboutAnEnd));
                ordered.addAll(run);
                run.clear();
                ordered.add(message);
            }
        }
        run.sort(Comparator.comparing(this::aboutAnEnd));
        ordered.addAll(run);
        return ordered;
    }

    /** Whose end a message tells of, or null if it tells of none. */
    private @Nullable String aboutAnEnd(Term message) {
        if (!(message instanceof Term.Tuple(var elements)) || elements.isEmpty()) {
            return null;
        }
        return switch (elements.getFirst()) {
            case Term.Atom(var name)
            when name.equals("EXIT") && elements.size() == 3 -> "EXIT " + show(elements.get(1));
            case Term.Atom(var name)
            when name.equals("DOWN") && elements.size() == 5 -> "DOWN " + show(elements.get(1));
            default -> null;
        };
    }

    private String show(Term term) {
        return term.show(this::nameOf);
    }

    private String nameOf(Object identity) {
        if (identity instanceof From<?>) {
            return "a caller";
        }
        return names.getOrDefault(identity, identity instanceof Pid ? "a process" : "a reference");
    }

    @Override
    public void close() {
        stage.close();
    }
}
