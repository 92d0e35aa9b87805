package otp.comparison.scenario.akka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/**
 * await, yield, and the same of many. Who awaits is told of the end of a task, or that the time is up, and goes on: nobody exits of
 * that.
 */
final class Awaiting implements Wait {
    private final Tasks tasks;
    private final boolean many;
    private final boolean awaits;
    private final List<Term> awaited;
    private final Map<Term, Term> outcomes = new HashMap<>();

    Awaiting(Tasks tasks, String function, List<Term> awaited) {
        this.tasks = tasks;
        this.many = function.endsWith("_many");
        this.awaits = function.startsWith("await");
        this.awaited = awaited;
    }

    @Override
    public @Nullable Term look() {
        for (Term task : awaited) {
            Term outcome = outcomes.containsKey(task) ? null : tasks.take(task);
            if (outcome != null) {
                outcomes.put(task, outcome);
                if (awaits
                        && outcome instanceof Tuple(var parts)
                        && parts.getFirst().equals(Tasks.EXIT)) {
                    return Term.tuple(Term.atom("ended"), parts.getLast());
                }
            }
        }
        return outcomes.size() == awaited.size() ? result() : null;
    }

    @Override
    public Term late(Term what) {
        if (!awaits) {
            return result();
        }
        awaited.forEach(tasks::drop);
        return Tasks.TIMEOUT;
    }

    private Term result() {
        List<Term> results = awaited.stream().map(this::result).toList();
        return many ? new Listed(results) : results.getFirst();
    }

    private Term result(Term task) {
        Term outcome = outcomes.getOrDefault(task, Tasks.NIL);
        if (awaits) {
            return ((Tuple) outcome).elements().getLast();
        }
        return many ? Term.tuple(task, outcome) : outcome;
    }
}
