package otp.observer.handrolled;

import static otp.handrolled.process.Processes.send;

import java.util.List;
import java.util.stream.IntStream;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.registry.Registry;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.observer.tree.Sizes;

/**
 * Publish and subscribe, as {@code Phoenix.PubSub} does it on one node: subscribers stand in a registry with duplicate keys, and a
 * publisher reads it and sends to them itself. So a shard handles no message; it is there to die with its subscribers.
 *
 * <p>Here the hash of a topic says which shard. Phoenix leaves that to the partitions of one {@code Registry}, where a subscriber
 * stands by its pid, so that a publisher reads them all.
 */
final class PubSub {
    /** What a subscriber gets. */
    record Published(String topic, String text) {}

    private final List<Registry<String, Boolean>> shards = IntStream.rangeClosed(1, Sizes.SHARDS)
            .mapToObj(number -> Registry.<String, Boolean>duplicate("shard_" + number))
            .toList();

    ChildSpec childSpec() {
        return Supervisor.childSpec(
                "pubsub",
                shards.stream().map(Registry::childSpec).toList(),
                Flags.oneForOne().named("pubsub"));
    }

    /** The caller gets what is published from now on, until it ends. */
    void subscribe(String topic) {
        shard(topic).register(topic, true);
    }

    /** Sends a text to all who have subscribed to the topic. */
    void publish(String topic, String text) {
        var message = new Published(topic, text);
        shard(topic).dispatch(topic, subscribers -> subscribers.forEach(each -> send(each.pid(), message)));
    }

    private Registry<String, Boolean> shard(String topic) {
        return shards.get(Math.floorMod(topic.hashCode(), shards.size()));
    }
}
