package otp.comparison.scenario.akka;

import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;

/** shutdown: the result if that came first, nil if the task has ended of the stop. */
final class Stopping implements Wait {
    private final Tasks tasks;
    private final Term task;

    Stopping(Tasks tasks, Term task) {
        this.tasks = tasks;
        this.task = task;
    }

    @Override
    public @Nullable Term look() {
        Term outcome = tasks.take(task);
        return Term.tuple(Tasks.EXIT, Ends.STOPPED).equals(outcome) ? Tasks.NIL : outcome;
    }

    @Override
    public Term late(Term what) {
        throw new IllegalStateException("a stop has no deadline");
    }
}
