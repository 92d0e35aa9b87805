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
 * Publish and subscribe, as {@code Phoenix.PubSub} does it on one node: a registry with duplicate keys for each shard, and the hash
 * of a topic says which. A publisher reads the registry and sends to the subscribers itself, so a shard handles no message; it is
 * there to die with its subscribers.
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
