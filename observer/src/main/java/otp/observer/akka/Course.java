package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.tree.Sample;
import otp.observer.tree.Sizes;
import otp.redispool.akka.RedisPool;
import otp.supervision.akka.Budget;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Group;
import otp.supervision.akka.OneForOne;
import otp.supervision.akka.Playground;
import otp.supervision.akka.RestForOne;
import otp.supervision.akka.Spec;
import otp.termscache.akka.SharedTable;
import otp.termscache.akka.TableCache;

/**
 * The guardian: the root of the tree. The groups below it are those of lesson 4.
 *
 * <p>When an Akka actor stops, it stops its children all at once. To stop them in order, as OTP's supervisor does by itself, it
 * has to stop one, wait for its {@code Terminated}, and stop the next: {@link #stopping}.
 */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.akka");

    private Course() {}

    /** What it understands. */
    enum Message {
        /** Stop all, in order. */
        STOP
    }

    /**
     * The guardian.
     *
     * @param pause how long a round takes
     * @param measure what the telemetry measures
     * @param numbers a number for each session
     * @param terms makes the table of the cache
     * @param pool the pool of connections, which does not run yet
     */
    static Behavior<Message> create(
            Duration pause,
            Supplier<Sample> measure,
            LongSupplier numbers,
            Supplier<SharedTable<String, Long>> terms,
            RedisPool<String, String> pool) {
        // Those that others rely on come first. The client comes last, and goes before they do.
        return Behaviors.setup(context -> running(List.of(
                Supervised.child(context, Sizes.POOL, pool.behavior()),
                Supervised.child(context, "cache", cache(terms)),
                Supervised.child(
                        context, "telemetry", Telemetry.create(measure, pause.multipliedBy(Sizes.ROUNDS_PER_SAMPLE))),
                Supervised.child(context, "pubsub", pubSub()),
                Supervised.child(context, "endpoint", endpoint()),
                Supervised.child(context, "playground", Playground.create()),
                Supervised.child(context, "client", Client.create(pause, numbers, pool)))));
    }

    /**
     * A cache of terms: lesson 2's, with a table that everybody reads. A stack beside it remembers what was put, so that it can be
     * undone. The two belong together, hence rest_for_one: should the cache give up, keys to undo are worth nothing. After a crash it
     * is restarted in place, with its table, and this group does not even notice.
     */
    @SuppressWarnings("unchecked") // a class knows no type parameters
    private static Behavior<Group.Command> cache(Supplier<SharedTable<String, Long>> table) {
        Behavior<TableCache.Command<String, Long>> terms = TableCache.create(Sizes.SWEEP, table);
        Behavior<Stack.Message<String>> undo = Stack.of(List.of());
        return RestForOne.create(
                Budget.DEFAULT,
                List.of(
                        Spec.of(
                                (Class<TableCache.Command<String, Long>>) (Class<?>) TableCache.Command.class,
                                "terms",
                                Services.known(Services.TERMS, terms)),
                        Spec.of(
                                (Class<Stack.Message<String>>) (Class<?>) Stack.Message.class,
                                "undo",
                                Services.known(Services.UNDO, undo))));
    }

    private static Behavior<Group.Command> pubSub() {
        return OneForOne.create(
                Budget.DEFAULT,
                IntStream.rangeClosed(1, Sizes.SHARDS)
                        .mapToObj(number -> Spec.of(
                                Shard.Message.class,
                                "shard_" + number,
                                Services.known(Services.SHARDS, Shard.create())))
                        .toList());
    }

    /** Where sessions are started, as they come. */
    private static Behavior<Dynamic.Command> endpoint() {
        return Services.known(Services.ENDPOINT, Dynamic.create(Budget.DEFAULT));
    }

    // A Terminated that nobody handles is a child that gave up: the guardian fails, and the system with it.
    private static Behavior<Message> running(List<ActorRef<?>> children) {
        return Behaviors.receive((context, message) -> switch (message) {
            case STOP -> stopping(context, children);
        });
    }

    /** Stops the last of them, and when it has stopped, the others. */
    private static Behavior<Message> stopping(ActorContext<Message> context, List<ActorRef<?>> children) {
        ActorRef<?> last = children.getLast();
        context.stop(last);
        return Behaviors.receive(Message.class)
                .onMessageEquals(Message.STOP, Behaviors::same)
                .onSignal(Terminated.class, _ -> {
                    LOG.info("{} has stopped", last.path().name());
                    List<ActorRef<?>> others = children.subList(0, children.size() - 1);
                    return others.isEmpty() ? Behaviors.stopped() : stopping(context, others);
                })
                .build();
    }
}
