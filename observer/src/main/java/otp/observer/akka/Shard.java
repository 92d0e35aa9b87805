package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Publish and subscribe: one of several actors that share the topics among them by hash, and pass on what is published. Where from
 * scratch the publisher reads a table and sends by itself, here each text goes through the shard.
 *
 * <p>Akka's own {@code Topic} would do as well: an actor for each topic, which finds its like on other nodes through the
 * receptionist. After a crash a shard has no subscribers: that those learn of it is what links are for in OTP.
 */
final class Shard {
    private Shard() {}

    sealed interface Message {}

    /** From now on sends what is published on the topic, until the subscriber stops. */
    record Subscribe(String topic, ActorRef<Published> subscriber) implements Message {}

    /** Sends a text to all who have subscribed to the topic. */
    record Publish(String topic, String text) implements Message {}

    private record Gone(ActorRef<Published> subscriber) implements Message {}

    /** What a subscriber gets. */
    record Published(String topic, String text) {}

    static Behavior<Message> create() {
        return knowing(Map.of());
    }

    private static Behavior<Message> knowing(Map<String, Set<ActorRef<Published>>> subscribers) {
        return Behaviors.receive((context, message) -> switch (message) {
            case Subscribe(var topic, var subscriber) -> {
                context.watchWith(subscriber, new Gone(subscriber));
                var changed = new HashMap<>(subscribers);
                changed.merge(topic, Set.of(subscriber), Shard::union);
                yield knowing(Map.copyOf(changed));
            }
            case Publish(var topic, var text) -> {
                var published = new Published(topic, text);
                subscribers.getOrDefault(topic, Set.of()).forEach(each -> each.tell(published));
                yield Behaviors.same();
            }
            case Gone(var subscriber) -> knowing(without(subscribers, subscriber));
        });
    }

    private static <E> Set<E> union(Set<E> some, Set<E> more) {
        var both = new HashSet<>(some);
        both.addAll(more);
        return Set.copyOf(both);
    }

    private static Map<String, Set<ActorRef<Published>>> without(
            Map<String, Set<ActorRef<Published>>> subscribers, ActorRef<Published> gone) {
        var left = new HashMap<String, Set<ActorRef<Published>>>();
        subscribers.forEach((topic, all) -> {
            var others = new HashSet<>(all);
            others.remove(gone);
            if (!others.isEmpty()) {
                left.put(topic, Set.copyOf(others));
            }
        });
        return Map.copyOf(left);
    }
}
