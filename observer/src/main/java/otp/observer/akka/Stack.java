package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.Optional;

/** A stack in an actor. A pop from an empty one answers {@link Optional#empty()}. */
final class Stack {
    private Stack() {}

    sealed interface Message<E> {}

    /** Puts an element on top. */
    record Push<E>(E element) implements Message<E> {}

    /** Takes the top element away, and answers it. */
    record Pop<E>(ActorRef<Optional<E>> replyTo) implements Message<E> {}

    /** A stack with these elements on it, from the top down. */
    static <E> Behavior<Message<E>> of(List<E> elements) {
        Cell<E> stack = new Empty<>();
        for (E element : List.copyOf(elements).reversed()) {
            stack = new Top<>(element, stack);
        }
        return holding(stack);
    }

    private static <E> Behavior<Message<E>> holding(Cell<E> stack) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Push<E>(var element) -> holding(new Top<>(element, stack));
            case Pop<E>(var replyTo) ->
                switch (stack) {
                    case Top<E>(var element, var below) -> {
                        replyTo.tell(Optional.of(element));
                        yield holding(below);
                    }
                    case Empty<E>() -> {
                        replyTo.tell(Optional.empty());
                        yield Behaviors.same();
                    }
                };
        });
    }

    /** The state: a list as Elixir's, of a head and a tail. */
    private sealed interface Cell<E> {}

    private record Top<E>(E element, Cell<E> below) implements Cell<E> {}

    private record Empty<E>() implements Cell<E> {}
}
