package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/** A task for each element, a few at a time, and the results in the order of the elements: OTP's {@code async_stream}. */
final class Stream implements Wait {
    private final Tasks tasks;
    private final List<Term> elements;
    private final int maxConcurrency;
    private final @Nullable Duration patience;
    private final boolean kills;

    /** Those that run, and whose place in the results they fill. */
    private final Map<Term, Integer> running = new LinkedHashMap<>();

    private final List<Term> results;
    private int next;

    Stream(Tasks tasks, List<Term> elements, Term options) {
        this.tasks = tasks;
        this.elements = elements;
        this.results = new ArrayList<>(Collections.nCopies(elements.size(), Term.atom("nil")));
        int most = Integer.MAX_VALUE;
        Duration time = Tasks.PATIENCE;
        boolean kill = false;
        for (Term option : ((Listed) options).elements()) {
            List<Term> pair = ((Tuple) option).elements();
            switch (Tree.name(pair.getFirst())) {
                case "max_concurrency" -> most = (int) ((Int) pair.getLast()).value();
                case "timeout" -> time = TaskSteps.time(pair.getLast());
                case "on_timeout" -> kill = pair.getLast().equals(Term.atom("kill_task"));
                default ->
                    throw new IllegalArgumentException(
                            "expected an option of a stream, got: " + option.show(Object::toString));
            }
        }
        this.maxConcurrency = most;
        this.patience = time;
        this.kills = kill;
    }

    @Override
    public @Nullable Term look() {
        running.entrySet().removeIf(each -> {
            Term outcome = tasks.take(each.getKey());
            if (outcome != null) {
                results.set(each.getValue(), outcome);
            }
            return outcome != null;
        });
        while (running.size() < maxConcurrency && next < elements.size()) {
            begin(next++);
        }
        return running.isEmpty() ? new Listed(results) : null;
    }

    private void begin(int index) {
        Stage stage = tasks.self().stage;
        Term task = tasks.beginStreamed(elements.get(index), (owner, made) -> work(stage, owner, made));
        running.put(task, index);
        if (patience != null) {
            tasks.startTimer(task, patience);
        }
    }

    @Override
    public @Nullable Term late(Term what) {
        if (!kills) {
            running.keySet().forEach(tasks::stop);
            return Tasks.TIMEOUT;
        }
        Integer index = running.remove(what);
        if (index != null) {
            tasks.stop(what);
            results.set(index, Term.tuple(Term.atom("exit"), Tasks.TIMEOUT));
        }
        return look();
    }

    /** What the task of an element does, which is told to it: {@code {ok, Result}}, {@code {exit, Reason}}, {@code {raise, Reason}} or {@code hang}. */
    private static Behavior<Message> work(Stage stage, ActorRef<Message> owner, Term task) {
        return Behaviors.receive((context, message) -> {
            if (!(message instanceof Message.Said(Tuple(var parts)))) {
                return Behaviors.same();
            }
            Term value = parts.getLast();
            if (parts.getFirst().equals(Term.atom("ok"))) {
                owner.tell(new Message.Result(task, value));
                return Behaviors.stopped();
            }
            boolean raises = parts.getFirst().equals(Term.atom("raise"));
            var left = new Left(raises ? Term.tuple(value, Term.atom("stacktrace")) : value);
            stage.fails(context.getSelf(), left.reason);
            throw left;
        });
    }
}
