package otp.comparison.scenario.akka;

import akka.actor.InvalidActorNameException;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;

/**
 * An actor of a scenario. It does what the director says, one step after the other, and nothing else. What comes meanwhile it
 * keeps in a list, in which {@code recv} looks: Akka has no selective receive.
 */
final class Puppet {
    final Stage stage;
    final ActorContext<Message> context;
    final TimerScheduler<Message> timers;

    /** Its tasks. */
    final Tasks tasks = new Tasks(this);

    /** Whose task it is itself. */
    private final @Nullable Owner owner;

    /** Whether it says that it was stopped, as a child that traps exits does in OTP. */
    private final boolean saysSo;

    /** What came and no recv has taken. */
    private final List<Term> kept = new ArrayList<>();

    /** Whom it watches for a link. */
    private final Set<ActorRef<?>> linked = new HashSet<>();

    /** Whom it watches for a monitor, and the reference of that: one watch for each, so one reference. */
    private final Map<ActorRef<?>, Term> monitored = new LinkedHashMap<>();

    /** Children that it began to watch after their end, which does not say how they ended. */
    private final Set<ActorRef<?>> late = new HashSet<>();

    /** Whether it handles an end of whom it is linked to, or fails with it. */
    private boolean traps;

    /** It ends by itself. */
    private boolean leaves;

    private boolean awaitsReply;
    private @Nullable Waiting waiting;
    private @Nullable ActorRef<?> stopping;

    /** Who is told the result of which task. */
    private record Owner(ActorRef<Message> who, Term task) {}

    private record Waiting(Term pattern, Map<String, Term> bindings) {}

    private Puppet(
            Stage stage,
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            @Nullable Owner owner,
            boolean traps,
            boolean saysSo) {
        this.stage = stage;
        this.owner = owner;
        this.context = context;
        this.timers = timers;
        this.traps = traps;
        this.saysSo = saysSo;
        stage.puppet(context.getSelf());
    }

    /** One that another one spawns. */
    static Behavior<Message> create(Stage stage) {
        return create(stage, null);
    }

    /** One that works on a task. */
    static Behavior<Message> task(Stage stage, ActorRef<Message> owner, Term task) {
        return create(stage, new Owner(owner, task));
    }

    private static Behavior<Message> create(Stage stage, @Nullable Owner owner) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Puppet(stage, context, timers, owner, false, false).behavior()));
    }

    /** One that a group starts. */
    static Behavior<Message> child(Stage stage, String id, boolean traps) {
        return Behaviors.setup(context -> {
            stage.started(id, context.getSelf());
            return Behaviors.withTimers(timers -> new Puppet(stage, context, timers, null, traps, traps).behavior());
        });
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive((_, message) -> on(message), (_, signal) -> on(signal));
    }

    private Behavior<Message> on(Message message) {
        switch (message) {
            case Message.Perform(var step, var bindings) -> {
                return perform(step, bindings);
            }
            case Message.Said(var term) -> arrives(term);
            case Message.WatchMe(var who) -> linkTo(who);
            case Message.UnwatchMe(var who) -> unlink(who);
            case Message.TimedOut() -> {
                waiting = null;
                done(Term.atom("timeout"));
            }
            case Message.Answered(var result) -> done(result);
            case Message.Made(var result, var bound) -> done(result, bound);
            case Message.Result(var task, var value) -> {
                // Of a task that it has given up it wants nothing.
                if (isMonitored(task)) {
                    arrives(Term.tuple(task, value));
                }
            }
            case Message.TimeIsUp(var what) -> tasks.late(what);
            case Message.Replied(var result) -> replied(result);
            case Message.NotAnswered(var why) -> failed(why);
            case Message.ShowList() -> stage.saw(new Outcome.Kept(context.getSelf(), List.copyOf(kept)));
        }
        return Behaviors.same();
    }

    private Behavior<Message> on(Signal signal) {
        switch (signal) {
            case Terminated ended -> {
                return ended(ended);
            }
            case PreRestart _ -> stage.restarts(context.getSelf());
            case PostStop _ -> {
                if (saysSo && !leaves) {
                    stage.saw(new Outcome.Terminates(context.getSelf(), stage.parent(context.getSelf())));
                }
            }
            default -> {}
        }
        return Behaviors.same();
    }

    /** An end: a message for who monitors, a message for who traps, and a failure for who is linked and does not. */
    private Behavior<Message> ended(Terminated ended) {
        ActorRef<?> who = ended.getRef();
        Term why = Ends.UNSAID;
        if (ended instanceof ChildFailed failed) {
            why = Ends.of(failed.getCause());
        } else if (context.getSelf().path().equals(who.path().parent()) && !late.remove(who)) {
            why = Ends.STOPPED;
        }
        Term reference = monitored.remove(who);
        if (reference != null) {
            arrives(Term.tuple(Term.atom("DOWN"), reference, Term.atom("process"), new Term.Identity(who), why));
        }
        boolean expected = who.equals(stopping);
        if (expected) {
            stopping = null;
            done(Term.atom("ok"));
        }
        if (linked.remove(who)) {
            if (traps) {
                if (!tasks.isStreamed(who)) {
                    arrives(Term.tuple(Term.atom("EXIT"), new Term.Identity(who), why));
                }
            } else if (!expected && !tasks.isHarmless(ended)) {
                leaves = true;
                stage.fails(context.getSelf(), Ends.DEATH_PACT);
                return Behaviors.unhandled();
            }
        }
        return Behaviors.same();
    }

    private Behavior<Message> perform(Step step, Map<String, Term> bindings) {
        try {
            return new Performance(this, bindings).of(step.function(), step.arguments());
        } catch (NoIdiomException e) {
            stage.saw(new Outcome.NoIdiom(context.getSelf(), String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException | IllegalStateException | InvalidActorNameException e) {
            failed(e);
        }
        return Behaviors.same();
    }

    Behavior<Message> done(Term result, Map<String, Term> bound) {
        stage.saw(new Outcome.Done(context.getSelf(), result, bound));
        return Behaviors.same();
    }

    Behavior<Message> done(Term result) {
        return done(result, Map.of());
    }

    private void failed(Throwable why) {
        stage.saw(new Outcome.Failed(context.getSelf(), why.getClass().getSimpleName()));
    }

    /** Comes to its end, with a result if it is a task that has an owner. */
    Behavior<Message> returns(Term result) {
        if (owner != null) {
            owner.who().tell(new Message.Result(owner.task(), result));
        }
        return leave(Term.atom("normal"));
    }

    /** Ends: with an exception, or as one that has stopped. */
    Behavior<Message> leave(Term reason) {
        leaves = true;
        if (Ends.isStop(reason)) {
            return Behaviors.stopped();
        }
        var left = new Left(reason);
        stage.fails(context.getSelf(), reason);
        throw left;
    }

    void awaitReply() {
        awaitsReply = true;
    }

    /** To the address in a request anything may come, also when nothing is awaited any more. */
    private void replied(Term result) {
        if (awaitsReply) {
            awaitsReply = false;
            done(result);
        } else {
            arrives(result);
        }
    }

    boolean trap(boolean now) {
        boolean before = traps;
        traps = now;
        return before;
    }

    boolean traps() {
        return traps;
    }

    void linkTo(ActorRef<?> who) {
        if (!who.equals(context.getSelf())) {
            linked.add(who);
        }
        watch(who);
    }

    private void watch(ActorRef<?> who) {
        if (!context.getChildren().contains(who)) {
            late.add(who);
        }
        context.watch(who);
    }

    void unlink(ActorRef<?> who) {
        if (linked.remove(who) && !monitored.containsKey(who)) {
            context.unwatch(who);
        }
    }

    boolean isLinkedTo(ActorRef<?> who) {
        return linked.contains(who);
    }

    /** Of a second monitor of the same actor nothing comes: there is one watch. */
    void monitor(ActorRef<?> who, Term reference) {
        watch(who);
        monitored.putIfAbsent(who, reference);
    }

    boolean isMonitored(Term reference) {
        return monitored.containsValue(reference);
    }

    /** The end of one that it is linked to is no failure. */
    void expectEnd(ActorRef<?> who) {
        linked.remove(who);
    }

    void demonitor(Term reference) {
        for (ActorRef<?> who : List.copyOf(monitored.keySet())) {
            if (reference.equals(monitored.get(who))) {
                monitored.remove(who);
                if (!linked.contains(who)) {
                    context.unwatch(who);
                }
            }
        }
    }

    /** Takes the messages about a monitor from the list. */
    void forget(Term reference) {
        kept.removeIf(message -> message instanceof Term.Tuple(var parts)
                && parts.size() == 5
                && parts.get(1).equals(reference));
    }

    /** Says what lies in the list. */
    Behavior<Message> list() {
        stage.saw(new Outcome.Lists(context.getSelf(), List.copyOf(kept)));
        return Behaviors.same();
    }

    /** Stops a child and is done when that has ended. */
    Behavior<Message> stop(ActorRef<?> child) {
        stopping = child;
        context.watch(child);
        context.stop(child);
        return Behaviors.same();
    }

    /** Takes the first message of a kind from the list. */
    @Nullable
    Term take(Predicate<Term> wanted) {
        for (int i = 0; i < kept.size(); i++) {
            if (wanted.test(kept.get(i))) {
                return kept.remove(i);
            }
        }
        return null;
    }

    private void arrives(Term term) {
        if (waiting == null || !take(waiting, term)) {
            kept.add(term);
            tasks.look();
        }
    }

    private boolean take(Waiting recv, Term term) {
        Map<String, Term> fresh = recv.pattern().match(term, recv.bindings());
        if (fresh == null) {
            return false;
        }
        waiting = null;
        timers.cancel("recv");
        done(term, new HashMap<>(fresh));
        return true;
    }

    /** Looks through the list, and waits if nothing in it fits. */
    Behavior<Message> receive(Term pattern, Map<String, Term> bindings, @Nullable Duration patience) {
        var recv = new Waiting(pattern, bindings);
        for (int i = 0; i < kept.size(); i++) {
            if (take(recv, kept.get(i))) {
                kept.remove(i);
                return Behaviors.same();
            }
        }
        if (patience != null && patience.isZero()) {
            return done(Term.atom("timeout"));
        }
        waiting = recv;
        if (patience != null) {
            timers.startSingleTimer("recv", new Message.TimedOut(), patience);
        }
        return Behaviors.same();
    }
}
