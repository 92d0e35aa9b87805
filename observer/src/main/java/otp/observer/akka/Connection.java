package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection of the pool. A stand-in, until lesson 5 brings connections to a real Redis: it answers from a memory of its own,
 * which no other connection sees, and which a restart empties.
 */
final class Connection {
    private Connection() {}

    /** The commands that it knows, by Redis's names: for now, one. */
    sealed interface Message {}

    /** Adds one to the number under a key, and answers it; without one, it begins at zero. */
    record Incr(String key, ActorRef<Long> replyTo) implements Message {}

    static Behavior<Message> create() {
        return holding(Map.of());
    }

    private static Behavior<Message> holding(Map<String, Long> numbers) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Incr(var key, var replyTo) -> {
                long next = numbers.getOrDefault(key, 0L) + 1;
                var changed = new HashMap<>(numbers);
                changed.put(key, next);
                replyTo.tell(next);
                yield holding(Map.copyOf(changed));
            }
        });
    }
}
