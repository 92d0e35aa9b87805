package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Sizes;
import otp.redispool.akka.RedisPool;
import otp.supervision.akka.Child;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Restart;
import otp.supervision.akka.Spec;

/**
 * Gives the application something to do: opens a session every few rounds.
 *
 * <p>It learns from the receptionist who the servers are, and tells each session. While one of them is missing there are no
 * visitors.
 */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Client() {}

    sealed interface Message {}

    private enum Tick implements Message {
        TICK
    }

    private record Listed(Receptionist.Listing listing) implements Message {}

    private record Opened() implements Message {}

    private record NotOpened(String why) implements Message {}

    /**
     * The client.
     *
     * @param pause how long a round takes
     * @param numbers a number for each session, each one once, also after a restart of the client
     * @param pool what the sessions count their visits with
     */
    static Behavior<Message> create(Duration pause, LongSupplier numbers, RedisPool<String, String> pool) {
        return Behaviors.setup(context -> {
            ActorRef<Receptionist.Listing> listings = context.messageAdapter(Receptionist.Listing.class, Listed::new);
            Services.keys()
                    .forEach(key -> context.getSystem().receptionist().tell(Receptionist.subscribe(key, listings)));
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay(Tick.TICK, pause);
                return knowing(Services.NONE, 0, pause, numbers, pool);
            });
        });
    }

    private static Behavior<Message> knowing(
            Services services, int rounds, Duration pause, LongSupplier numbers, RedisPool<String, String> pool) {
        return Behaviors.receive((context, message) -> switch (message) {
            case Tick.TICK -> {
                if (services.complete() && rounds % Sizes.ROUNDS_PER_SESSION == 0) {
                    open(
                            context,
                            Session.spec(services, pool, numbers.getAsLong(), pause),
                            services.endpoint().getFirst());
                }
                yield knowing(services, services.complete() ? rounds + 1 : 0, pause, numbers, pool);
            }
            case Listed(var listing) -> knowing(services.with(listing), rounds, pause, numbers, pool);
            case Opened() -> Behaviors.same();
            case NotOpened(var why) -> {
                context.getLog().warn("no session was opened: {}", why);
                yield Behaviors.same();
            }
        });
    }

    @SuppressWarnings("unchecked") // a class knows no type parameters
    private static void open(ActorContext<Message> context, Spec<?> session, ActorRef<Dynamic.Command> endpoint) {
        context.askWithStatus(
                (Class<Child<?>>) (Class<?>) Child.class,
                endpoint,
                PATIENCE,
                replyTo -> new Dynamic.StartChild(session, Restart.TEMPORARY, replyTo),
                Client::opened);
    }

    private static Message opened(@Nullable Child<?> session, @Nullable Throwable why) {
        return why == null ? new Opened() : new NotOpened(String.valueOf(why.getMessage()));
    }
}
