package otp.comparison.scenario.handrolled;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import otp.comparison.scenario.Chronicle;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.task.Task;

/** Runs a scenario from scratch: one step, then whatever comes of it, then the next step. Time is moved, not waited for. */
public final class Director implements AutoCloseable {
    /** How long what comes of one step may take, far longer than it does: one that takes longer hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage = new Stage();
    private final Chronicle<Pid> chronicle = new Chronicle<>(Pid.class, stage::watch, Director::nameless);

    private final Duration patience;

    private Director(Duration patience) {
        this.patience = patience;
    }

    /**
     * Plays a scenario. Blocks until it is over.
     *
     * @param scenario which
     * @return what was seen
     * @throws TimeoutException if its processes do not come to rest
     * @throws IllegalStateException if there is something in it that this interpreter does not know
     */
    public static String play(Scenario scenario) throws TimeoutException {
        return play(scenario, PATIENCE);
    }

    static String play(Scenario scenario, Duration patience) throws TimeoutException {
        try (var director = new Director(patience)) {
            return director.run(scenario);
        }
    }

    private String run(Scenario scenario) throws TimeoutException {
        chronicle.bind("Main", new Term.Identity(stage.node.spawn("Main", new Puppet(stage, null))));
        settle();
        int number = 0;
        for (Step step : scenario.steps()) {
            play(++number, step);
            settle();
        }
        chronicle.over();
        chronicle.living().forEach(this::showMailbox);
        return chronicle.text();
    }

    private void play(int number, Step step) throws TimeoutException {
        if (step.subject() == null) {
            pass(((Term.Int) step.arguments().getFirst()).value());
        } else {
            chronicle
                    .begins(number, step)
                    .ifPresent(subject -> stage.node.send(subject, new Puppet.Perform(step, chronicle.bindings())));
        }
    }

    /** Time passes, and whoever is woken on the way acts then and there: what he sets a timer for is counted from that moment. */
    private void pass(long milliseconds) throws TimeoutException {
        for (long passed = 0; passed < milliseconds; passed++) {
            stage.clock.advance(Duration.ofMillis(1));
            settle();
        }
    }

    private void settle() throws TimeoutException {
        do {
            stage.node.awaitRest(patience);
        } while (collect());
    }

    /** Writes down what has come of it. Returns whether that made somebody do something. */
    private boolean collect() {
        boolean goesOn = false;
        for (Outcome outcome = stage.next(); outcome != null; outcome = stage.next()) {
            switch (outcome) {
                case Outcome.Done(var by, var result, var bound) -> {
                    Term value = result instanceof Shown.Value(var term) ? term : null;
                    bound.forEach(this::nameBeforehand);
                    chronicle.done(by, value, bound, () -> show(result));
                    goesOn = goesOn || !bound.isEmpty();
                }
                case Outcome.Failed(var by, var kind, var reason) ->
                    chronicle.failed(by, kind + " " + chronicle.show(reason));
                case Outcome.Started(var id, var pid, var by) -> chronicle.started(id, pid, by);
                case Outcome.Entered(var name, var pid) -> chronicle.enters(name, pid);
                case Outcome.Saw(var who, var word, var terms) -> chronicle.saw(who, word, terms);
                case Outcome.Terminates(var who, var by, var reason) -> {
                    String line = "terminates " + chronicle.show(Terms.of(reason));
                    chronicle.note(who, line);
                    if (reason == ExitReason.SHUTDOWN) {
                        // Told by a supervisor they go one after the other. Of a parent's death they hear all at once.
                        chronicle.inOrder(by, chronicle.nameOf(who) + " " + line);
                    }
                }
                case Outcome.Ended(var who, var reason) -> chronicle.ended(who, chronicle.show(Terms.of(reason)));
            }
        }
        return goesOn;
    }

    /** A task's reference is called as the task is; who is to be answered stays nameless, whatever holds him. */
    private void nameBeforehand(String variable, Term value) {
        if (value instanceof Term.Identity(Task<?> task)) {
            chronicle.call(task.ref(), variable);
        } else if (value instanceof Term.Identity(From<?> from)) {
            chronicle.call(from, nameless(from));
        }
    }

    private static String nameless(Object identity) {
        return switch (identity) {
            case Pid _ -> "a process";
            case From<?> _ -> "a caller";
            default -> "a reference";
        };
    }

    /** At the end: what lies in a mailbox. What is in that of a supervisor is not for others to see. */
    private void showMailbox(Pid pid) {
        ProcessInfo info = ProcessInfo.of(pid);
        List<Term> left = info.answersSystemMessages() ? List.of() : Bifs.waiting(info);
        if (!left.isEmpty()) {
            chronicle.note(pid, "mailbox " + show(new Shown.Mailbox(left)));
        }
    }

    private String show(Shown result) {
        return switch (result) {
            case Shown.Value(var term) -> chronicle.show(term);
            case Shown.Unordered(var terms) ->
                terms.stream()
                        .map(chronicle::show)
                        // Those without a name are not in the play: a supervisor that has not started yet.
                        .filter(shown -> !shown.equals("a process"))
                        .sorted()
                        .collect(Collectors.joining(", ", "[", "]"));
            case Shown.Mailbox(var messages) -> chronicle.showMailbox(messages);
        };
    }

    @Override
    public void close() {
        stage.close();
    }
}
