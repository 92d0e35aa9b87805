package otp.comparison.scenario.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;

/**
 * The tasks of an actor: children that it watches, each of which tells it a result, or ends without. To await is to stay free until
 * that message has come. Its owner leaves the failure of a task unhandled, and so fails too, unless it is one that traps; a task that
 * has stopped is nothing to fail of.
 */
final class Tasks {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Term TIMEOUT = Term.atom("timeout");
    static final Term EXIT = Term.atom("exit");
    static final Term NIL = Term.atom("nil");
    private static final Term OK = Term.atom("ok");
    private static final Term ALL = Term.atom("all");

    private final Puppet self;

    /** Who works on which task that this actor has begun. */
    private final Map<Term, ActorRef<Message>> workers = new HashMap<>();

    /** The workers that are children, in a stream or not. */
    private final Set<ActorRef<?>> children = new HashSet<>();

    private final Set<ActorRef<?>> streamed = new HashSet<>();
    private @Nullable Wait wait;

    Tasks(Puppet self) {
        this.self = self;
    }

    /** Spawns a worker and watches it. */
    Term begin(BiFunction<ActorRef<Message>, Term, Behavior<Message>> work) {
        Term task = new Identity(new Object());
        ActorRef<Message> worker = self.context.spawnAnonymous(work.apply(self.context.getSelf(), task));
        workers.put(task, worker);
        children.add(worker);
        self.linkTo(worker);
        self.monitor(worker, task);
        return task;
    }

    /** The same for a stream: its worker is told an element, and nobody but the stream hears of its end. */
    Term beginStreamed(Term element, BiFunction<ActorRef<Message>, Term, Behavior<Message>> work) {
        Term task = begin(work);
        ActorRef<Message> worker = worker(task);
        streamed.add(worker);
        worker.tell(new Message.Said(element));
        return task;
    }

    /** A step waits; without a patience for ever. */
    Behavior<Message> waits(Wait step, @Nullable Duration patience) {
        wait = step;
        look();
        if (wait != null && patience != null) {
            if (patience.isZero()) {
                late(ALL);
            } else {
                startTimer(ALL, patience);
            }
        }
        return Behaviors.same();
    }

    /** Something has come. */
    void look() {
        if (wait != null) {
            over(wait.look());
        }
    }

    /** A time is over. */
    void late(Term what) {
        if (wait != null) {
            over(wait.late(what));
        }
    }

    private void over(@Nullable Term result) {
        if (result != null) {
            wait = null;
            self.timers.cancel(ALL);
            self.done(result);
        }
    }

    void startTimer(Term what, Duration patience) {
        self.timers.startSingleTimer(what, new Message.TimeIsUp(what), patience);
    }

    /** Takes from the list what has become of a task: {@code {ok, Result}}, {@code {exit, Reason}}, or null if that is not there. */
    @Nullable
    Term take(Term task) {
        Term message = self.take(kept -> kept instanceof Term.Tuple(var parts)
                && (parts.size() == 2 && parts.getFirst().equals(task)
                        || parts.size() == 5 && parts.get(1).equals(task)));
        if (!(message instanceof Term.Tuple(var parts))) {
            return null;
        }
        self.timers.cancel(task);
        if (parts.size() == 5) {
            return Term.tuple(EXIT, parts.getLast());
        }
        drop(task);
        return Term.tuple(OK, parts.getLast());
    }

    /** From now on nothing is heard of a task, except that its failure is still the owner's. */
    void drop(Term task) {
        self.demonitor(task);
        self.forget(task);
    }

    /** Ends a task of which nobody wants to hear any more. */
    void stop(Term task) {
        drop(task);
        self.unlink(worker(task));
        self.context.stop(worker(task));
    }

    /** A worker that is no child: a group has started it. */
    void begun(Term task, ActorRef<Message> worker) {
        workers.put(task, worker);
        self.monitor(worker, task);
    }

    boolean isChild(ActorRef<?> worker) {
        return children.contains(worker);
    }

    /** Whether an end is no failure of the owner: that of a task which has not failed. */
    boolean isHarmless(Terminated ended) {
        return children.contains(ended.getRef()) && !(ended instanceof ChildFailed);
    }

    boolean isStreamed(ActorRef<?> who) {
        return streamed.contains(who);
    }

    Puppet self() {
        return self;
    }

    /**
     * Who works on a task.
     *
     * @throws NoIdiomException if it is a task of another actor
     */
    ActorRef<Message> worker(Term task) {
        ActorRef<Message> worker = workers.get(task);
        if (worker == null) {
            throw new NoIdiomException("a task answers its owner, and nobody else has anything to wait for");
        }
        return worker;
    }
}
