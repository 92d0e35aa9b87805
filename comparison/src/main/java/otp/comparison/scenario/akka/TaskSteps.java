package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.supervision.akka.Child;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Restart;
import otp.supervision.akka.Spec;

/** What an actor does with tasks. A supervisor of tasks is a dynamic group of lesson 4, which starts none of them again. */
final class TaskSteps {
    private static final Set<String> SOME = Set.of(
            "async",
            "async_nolink",
            "start_task",
            "task_supervisor",
            "await",
            "await_many",
            "yield",
            "yield_many",
            "shutdown",
            "ignore",
            "stream");

    private static final Term OK = Term.atom("ok");

    private final Tasks tasks;
    private final Puppet self;
    private final Map<String, Term> bindings;

    TaskSteps(Puppet self, Map<String, Term> bindings) {
        this.tasks = self.tasks;
        this.self = self;
        this.bindings = bindings;
    }

    static boolean knows(String function) {
        return SOME.contains(function);
    }

    Behavior<Message> of(String function, List<Term> given) {
        return switch (function) {
            case "async" -> {
                Term task = tasks.begin((owner, made) -> Puppet.task(self.stage, owner, made));
                yield self.done(task, Map.of(name(given, 0), task, name(given, 1), new Identity(tasks.worker(task))));
            }
            case "task_supervisor" -> supervisor(name(given, 0));
            case "async_nolink", "start_task" -> startIn(given.getLast().in(bindings), function, given);
            default ->
                call(function, given.stream().map(term -> term.in(bindings)).toList());
        };
    }

    private Behavior<Message> supervisor(String name) {
        Term flags = Term.tuple(new Int(3), new Int(5));
        ActorRef<Dynamic.Command> group = self.context.spawnAnonymous(self.stage.tree.dynamic(flags));
        self.linkTo(group);
        Term identity = new Identity(group);
        return self.done(Term.tuple(OK, identity), Map.of(name, identity));
    }

    private Behavior<Message> startIn(Term group, String function, List<Term> given) {
        if (!(group instanceof Identity(ActorRef<?> who)) || !self.stage.isDynamic(who)) {
            throw new IllegalArgumentException("expected a supervisor of tasks, got: " + group.show(Object::toString));
        }
        boolean answers = function.equals("async_nolink");
        Term task = new Identity(new Object());
        Behavior<Message> work =
                answers ? Puppet.task(self.stage, self.context.getSelf(), task) : Puppet.create(self.stage);
        var spec = Spec.of(Message.class, self.stage.taskName(), work);
        self.context.<Dynamic.Command, Child<?>>askWithStatus(
                Performance.childClass(),
                who.<Dynamic.Command>unsafeUpcast(),
                Tasks.PATIENCE,
                replyTo -> new Dynamic.StartChild(spec, Restart.TEMPORARY, replyTo),
                (started, failure) -> {
                    if (failure != null) {
                        return new Message.NotAnswered(failure);
                    }
                    ActorRef<Message> worker = started.ref().unsafeUpcast();
                    Term identity = new Identity(worker);
                    if (!answers) {
                        return new Message.Made(Term.tuple(OK, identity), Map.of(name(given, 0), identity));
                    }
                    tasks.begun(task, worker);
                    return new Message.Made(task, Map.of(name(given, 0), task, name(given, 1), identity));
                });
        return Behaviors.same();
    }

    private Behavior<Message> call(String function, List<Term> arguments) {
        Term first = arguments.getFirst();
        Term last = arguments.getLast();
        if (function.equals("stream")) {
            return tasks.waits(new Stream(tasks, ((Listed) first).elements(), last), null);
        }
        List<Term> several = first instanceof Listed(var list) ? list : List.of(first);
        // Only the owner may.
        several.forEach(tasks::worker);
        return switch (function) {
            case "ignore" -> ignore(first);
            case "shutdown" -> {
                if (arguments.size() == 2) {
                    throw new NoIdiomException("a stop has no deadline and no kill");
                }
                yield shutdown(first);
            }
            default -> {
                Duration patience = arguments.size() == 1 ? Tasks.PATIENCE : time(last);
                yield tasks.waits(new Awaiting(tasks, function, several), patience);
            }
        };
    }

    private Behavior<Message> ignore(Term task) {
        Term outcome = tasks.take(task);
        tasks.drop(task);
        self.unlink(tasks.worker(task));
        return self.done(outcome == null ? Tasks.NIL : outcome);
    }

    private Behavior<Message> shutdown(Term task) {
        ActorRef<Message> worker = tasks.worker(task);
        if (!tasks.isChild(worker)) {
            throw new NoIdiomException("only a parent stops an actor, and only its child");
        }
        boolean known = self.isMonitored(task);
        Term outcome = tasks.take(task);
        if (outcome != null) {
            return self.done(outcome);
        }
        self.context.stop(worker);
        if (!known) {
            // It was consumed, and nobody will say anything of it any more.
            return self.done(Tasks.NIL);
        }
        self.expectEnd(worker);
        return tasks.waits(new Stopping(tasks, task), null);
    }

    private static String name(List<Term> given, int index) {
        return ((Term.Var) given.get(index)).name();
    }

    /** A time; null is for ever. */
    static @Nullable Duration time(Term term) {
        return term instanceof Int(var value) ? Duration.ofMillis(value) : null;
    }
}
