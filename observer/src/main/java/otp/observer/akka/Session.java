package otp.observer.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Sizes;
import otp.redispool.akka.RedisPool;
import otp.supervision.akka.Spec;
import otp.termscache.akka.SharedTable;
import otp.termscache.akka.TableCache;

/**
 * A visitor of the application, simulated: an actor that lives for some steps. In each it uses the pool and the cache and tells the
 * others in its room.
 *
 * <p>An actor never blocks: what is a call after the other from scratch is here a question, and the next one when its answer comes
 * as a message. It was told at its birth who the servers are. One that is restarted in place is still the same; of one that is
 * another now there comes no answer, and the session ends. Nobody restarts it, so that is all.
 */
final class Session {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROOMS = 4;

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final Services services;
    private final RedisPool<String, String> pool;
    private final long number;
    private final Duration pause;

    private Session(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            Services services,
            RedisPool<String, String> pool,
            long number,
            Duration pause) {
        this.context = context;
        this.timers = timers;
        this.services = services;
        this.pool = pool;
        this.number = number;
        this.pause = pause;
    }

    sealed interface Message {}

    /** Answers how many texts it has got from its room. */
    record Heard(ActorRef<Integer> replyTo) implements Message {}

    private enum Tick implements Message {
        TICK
    }

    private record Said(Shard.Published what) implements Message {}

    private record Terms(SharedTable<String, Long> table) implements Message {}

    private record Visits(long number) implements Message {
        /** What is counted while Redis is away. The connections say so themselves, in the log and in the tree. */
        static final long UNKNOWN = -1;
    }

    private record Undo(long visits, Optional<String> key) implements Message {}

    private record Written(long visits) implements Message {}

    private record NoAnswer(ActorRef<?> from, Throwable why) implements Message {}

    /** How a session is started. */
    static Spec<Message> spec(Services services, RedisPool<String, String> pool, long number, Duration pause) {
        Behavior<Message> behavior = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Session(context, timers, services, pool, number, pause).begin()));
        return Spec.of(Message.class, "session_" + number, behavior);
    }

    private Behavior<Message> begin() {
        services.shard(room())
                .tell(new Shard.Subscribe(room(), context.messageAdapter(Shard.Published.class, Said::new)));
        askForTheTable();
        return begun(0);
    }

    @SuppressWarnings("unchecked") // a class knows no type parameters
    private void askForTheTable() {
        ask(
                (Class<SharedTable<String, Long>>) (Class<?>) SharedTable.class,
                services.terms().getFirst(),
                TableCache.GetTable<String, Long>::new,
                Terms::new);
    }

    /** Waits for the table that it reads. It asks for it once, and then no more for what is in it. */
    private Behavior<Message> begun(int heard) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Terms(var table) -> {
                timers.startSingleTimer(Tick.TICK, pause);
                yield after(table, 0, heard);
            }
            case Said _ -> begun(heard + 1);
            case Heard(var replyTo) -> {
                replyTo.tell(heard);
                yield Behaviors.same();
            }
            case NoAnswer noAnswer -> end(noAnswer);
            default -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> after(SharedTable<String, Long> terms, int steps, int heard) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Tick.TICK -> count();
            case Visits(var visits) -> steps % 2 == 0 ? put(visits) : pop(visits);
            case Undo(var visits, var key) ->
                write(replyTo -> new TableCache.Remove<>(key.orElse(name()), replyTo), new Written(visits));
            case Written(var visits) -> {
                terms.get(name());
                terms.get("session_" + (number - 1)); // remembered for a while after its end
                yield publish(terms, visits, steps, heard);
            }
            case Said _ -> after(terms, steps, heard + 1);
            case Heard(var replyTo) -> {
                replyTo.tell(heard);
                yield Behaviors.same();
            }
            case NoAnswer noAnswer -> end(noAnswer);
            case Terms _ -> Behaviors.unhandled();
        });
    }

    /** One more visit of its room. A visitor can do without the number, so that a Redis that is away is no reason for him to end. */
    private Behavior<Message> count() {
        context.pipeToSelf(
                pool.command(redis -> redis.incr("course:akka:" + room())),
                (visits, _) -> new Visits(visits == null ? Visits.UNKNOWN : visits));
        return Behaviors.same();
    }

    private Behavior<Message> put(long visits) {
        services.undo().getFirst().tell(new Stack.Push<>(name()));
        return write(replyTo -> new TableCache.Put<>(name(), visits, Sizes.TIME_TO_LIVE, replyTo), new Written(visits));
    }

    private Behavior<Message> publish(SharedTable<String, Long> terms, long visits, int steps, int heard) {
        services.shard(room()).tell(new Shard.Publish(room(), name() + " was here, visit " + visits));
        if (steps + 1 == Sizes.STEPS_PER_SESSION) {
            return Behaviors.stopped();
        }
        timers.startSingleTimer(Tick.TICK, pause);
        return after(terms, steps + 1, heard);
    }

    private Behavior<Message> end(NoAnswer noAnswer) {
        context.getLog().warn("{} ends: no answer from {}: {}", name(), noAnswer.from, noAnswer.why.getMessage());
        return Behaviors.stopped();
    }

    private Behavior<Message> write(
            Function<ActorRef<StatusReply<Done>>, TableCache.Command<String, Long>> question, Message next) {
        var terms = services.terms().getFirst();
        context.askWithStatus(
                Done.class, terms, PATIENCE, question::apply, (done, why) -> answer(terms, done, why, _ -> next));
        return Behaviors.same();
    }

    @SuppressWarnings("unchecked")
    private Behavior<Message> pop(long visits) {
        return ask(
                (Class<Optional<String>>) (Class<?>) Optional.class,
                services.undo().getFirst(),
                Stack.Pop<String>::new,
                key -> new Undo(visits, key));
    }

    private <Q, A> Behavior<Message> ask(
            Class<A> type, ActorRef<Q> server, Function<ActorRef<A>, Q> question, Function<A, Message> next) {
        context.ask(type, server, PATIENCE, question::apply, (value, why) -> answer(server, value, why, next));
        return Behaviors.same();
    }

    private static <A> Message answer(
            ActorRef<?> from, @Nullable A value, @Nullable Throwable why, Function<A, Message> next) {
        return why == null && value != null
                ? next.apply(value)
                : new NoAnswer(from, why == null ? new IllegalStateException("the answer is null") : why);
    }

    private String name() {
        return "session_" + number;
    }

    private String room() {
        return "room " + number % ROOMS;
    }
}
