package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.function.UnaryOperator;

/** A value in an actor, for others to read and change. */
final class SharedState {
    private SharedState() {}

    sealed interface Message<S> {}

    record Get<S>(ActorRef<S> replyTo) implements Message<S> {}

    record Update<S>(UnaryOperator<S> change) implements Message<S> {}

    /** The behavior with this value, which is not changed in place. */
    static <S> Behavior<Message<S>> holding(S state) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Get<S>(var replyTo) -> {
                replyTo.tell(state);
                yield Behaviors.same();
            }
            case Update<S>(var change) -> holding(change.apply(state));
        });
    }
}
