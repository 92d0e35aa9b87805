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
import otp.supervision.akka.Child;
import otp.supervision.akka.Dynamic;
import otp.supervision.akka.Restart;

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
     */
    static Behavior<Message> create(Duration pause, LongSupplier numbers) {
        return Behaviors.setup(context -> {
            ActorRef<Receptionist.Listing> listings = context.messageAdapter(Receptionist.Listing.class, Listed::new);
            Services.keys()
                    .forEach(key -> context.getSystem().receptionist().tell(Receptionist.subscribe(key, listings)));
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay(Tick.TICK, pause);
                return knowing(Services.NONE, 0, pause, numbers);
            });
        });
    }

    private static Behavior<Message> knowing(Services services, int rounds, Duration pause, LongSupplier numbers) {
        return Behaviors.receive((context, message) -> switch (message) {
            case Tick.TICK -> {
                if (services.complete() && rounds % Sizes.ROUNDS_PER_SESSION == 0) {
                    open(context, services, numbers.getAsLong(), pause);
                }
                yield knowing(services, services.complete() ? rounds + 1 : 0, pause, numbers);
            }
            case Listed(var listing) -> knowing(services.with(listing), rounds, pause, numbers);
            case Opened() -> Behaviors.same();
            case NotOpened(var why) -> {
                context.getLog().warn("no session was opened: {}", why);
                yield Behaviors.same();
            }
        });
    }

    @SuppressWarnings("unchecked") // a class knows no type parameters
    private static void open(ActorContext<Message> context, Services services, long number, Duration pause) {
        context.askWithStatus(
                (Class<Child<?>>) (Class<?>) Child.class,
                services.endpoint().getFirst(),
                PATIENCE,
                replyTo -> new Dynamic.StartChild(Session.spec(services, number, pause), Restart.TEMPORARY, replyTo),
                Client::opened);
    }

    private static Message opened(@Nullable Child<?> session, @Nullable Throwable why) {
        return why == null ? new Opened() : new NotOpened(String.valueOf(why.getMessage()));
    }
}
