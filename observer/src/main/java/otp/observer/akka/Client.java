package otp.observer.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otp.concurrency.akka.SharedState;

/**
 * Gives the servers something to do: one round of messages after each pause.
 *
 * <p>It learns from the receptionist who they are. An actor never blocks, so it sends its questions and goes on; an answer is a
 * message as any other, and so is the news that none came in time.
 */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Client() {}

    sealed interface Message {}

    private enum Tick implements Message {
        TICK
    }

    private record States(Set<ActorRef<SharedState.Command<Integer>>> found) implements Message {}

    private record Stacks(Set<ActorRef<Stack.Message<Integer>>> found) implements Message {}

    private record Answer(Object value) implements Message {}

    private record NoAnswer(ActorRef<?> from, Throwable why) implements Message {}

    static Behavior<Message> create(Duration pause) {
        return Behaviors.setup(context -> {
            ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                    Receptionist.Listing.class,
                    listing -> listing.isForKey(Servers.STATES)
                            ? new States(listing.getServiceInstances(Servers.STATES))
                            : new Stacks(listing.getServiceInstances(Servers.STACKS)));
            context.getSystem().receptionist().tell(Receptionist.subscribe(Servers.STATES, listings));
            context.getSystem().receptionist().tell(Receptionist.subscribe(Servers.STACKS, listings));
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay(Tick.TICK, pause);
                return knowing(Set.of(), Set.of(), 0);
            });
        });
    }

    private static Behavior<Message> knowing(
            Set<ActorRef<SharedState.Command<Integer>>> states,
            Set<ActorRef<Stack.Message<Integer>>> stacks,
            int rounds) {
        return Behaviors.receive((context, message) -> switch (message) {
            case Tick.TICK -> {
                states.forEach(state -> use(context, state));
                stacks.forEach(stack -> use(context, stack, rounds));
                yield knowing(states, stacks, rounds + 1);
            }
            case States(var found) -> knowing(found, stacks, rounds);
            case Stacks(var found) -> knowing(states, found, rounds);
            case Answer _ -> Behaviors.same();
            case NoAnswer(var from, var why) -> {
                context.getLog().warn("No answer from {} within {}: {}", from, PATIENCE, why.getMessage());
                yield Behaviors.same();
            }
        });
    }

    private static void use(ActorContext<Message> context, ActorRef<SharedState.Command<Integer>> state) {
        context.askWithStatus(
                Done.class,
                state,
                PATIENCE,
                replyTo -> new SharedState.Update<>(count -> count + 1, replyTo),
                (done, why) -> answer(state, done, why));
        context.ask(
                Integer.class,
                state,
                PATIENCE,
                SharedState.Get<Integer>::new,
                (count, why) -> answer(state, count, why));
    }

    @SuppressWarnings("unchecked") // a class knows no type parameters
    private static void use(ActorContext<Message> context, ActorRef<Stack.Message<Integer>> stack, int number) {
        stack.tell(new Stack.Push<>(number));
        context.ask(
                (Class<Optional<Integer>>) (Class<?>) Optional.class,
                stack,
                PATIENCE,
                Stack.Pop<Integer>::new,
                (top, why) -> answer(stack, top, why));
    }

    private static Message answer(ActorRef<?> from, @Nullable Object value, @Nullable Throwable why) {
        return why == null && value != null
                ? new Answer(value)
                : new NoAnswer(from, why == null ? new IllegalStateException("the answer is null") : why);
    }
}
