package otp.concurrency.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * State that many share: an actor that keeps it in the parameter of its behavior.
 *
 * <pre>{@code
 * ActorRef<SharedState.Command<Integer>> counter = context.spawn(SharedState.create(0), "counter");
 * SharedState.update(counter, n -> n + 1, timeout, scheduler);
 * CompletionStage<Integer> one = SharedState.get(counter, timeout, scheduler);
 * }</pre>
 *
 * <p>A function that throws leaves the state as it was, and its caller gets the error. The server must not crash of it: Akka
 * would not tell those who have asked, and each would wait until its timeout.
 */
public final class SharedState {
    private SharedState() {}

    // region protocol
    /** What one can ask of it. */
    public sealed interface Command<S> {}

    /** Answers the state. */
    public record Get<S>(ActorRef<S> replyTo) implements Command<S> {}

    /** Changes the state, and answers when that is done. The function runs in the server: while it does, all others wait. */
    public record Update<S>(UnaryOperator<S> function, ActorRef<StatusReply<Done>> replyTo) implements Command<S> {
        public Update {
            Objects.requireNonNull(function, "expected a function to update the state with, got null");
        }
    }
    // endregion

    // region client
    /**
     * The state now. Does not block. (Within an actor, {@code context.ask(…, Get::new, …)} is the same.)
     *
     * @param timeout how long to wait, more than zero
     * @return the state; or a {@link java.util.concurrent.TimeoutException}, at once if the server is dead when it is asked, but
     *     only after the timeout if it dies later
     */
    public static <S> CompletionStage<S> get(RecipientRef<Command<S>> server, Duration timeout, Scheduler scheduler) {
        return AskPattern.ask(server, Get::new, Timeouts.check(timeout), scheduler);
    }

    /**
     * Changes the state. Does not block.
     *
     * @param function makes the new state of the old one; it must not return null
     * @param timeout how long to wait, more than zero; after a timeout the change may still be made
     * @return completed when the change is made; or what the function threw; or a {@link java.util.concurrent.TimeoutException}
     *     as {@link #get} gives
     */
    public static <S> CompletionStage<Done> update(
            RecipientRef<Command<S>> server, UnaryOperator<S> function, Duration timeout, Scheduler scheduler) {
        Objects.requireNonNull(function, "expected a function to update the state with, got null");
        return AskPattern.askWithStatus(
                server, replyTo -> new Update<>(function, replyTo), Timeouts.check(timeout), scheduler);
    }
    // endregion

    /**
     * The server.
     *
     * @param state its first state; share what does not change
     */
    // region behavior
    public static <S> Behavior<Command<S>> create(S state) {
        Objects.requireNonNull(state, "expected a state, got null: use an Optional or a record for an empty one");
        return Behaviors.receiveMessage(command -> switch (command) {
            case Get<S>(var replyTo) -> {
                replyTo.tell(state);
                yield Behaviors.same();
            }
            case Update<S>(var function, var replyTo) -> {
                try {
                    Behavior<Command<S>> next = create(function.apply(state));
                    replyTo.tell(StatusReply.ack());
                    yield next;
                } catch (Throwable error) {
                    // Also a StackOverflowError, for which Akka would end the JVM if it left the actor.
                    replyTo.tell(StatusReply.error(error));
                    yield Behaviors.same();
                }
            }
        });
    }
    // endregion
}
