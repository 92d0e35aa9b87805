package otp.termscache.akka;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import otp.termscache.LoadFailedException;

/**
 * The loaders that run just now. Belongs to one actor. A loader cannot be ended from outside: one that takes too long is forgotten.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Loads<K, V> {
    /** One of them: for whom it runs. Is only equal to itself, for a key may be loaded anew while it is still being loaded. */
    static final class Load<K, V> {
        final K key;
        final Duration ttl;
        private final List<ActorRef<StatusReply<V>>> waiting = new ArrayList<>();

        private Load(K key, Duration ttl) {
            this.key = key;
            this.ttl = ttl;
        }

        void answer(StatusReply<V> reply) {
            waiting.forEach(replyTo -> replyTo.tell(reply));
        }
    }

    private final Set<Load<K, V>> running = new HashSet<>();
    /** Those of them whose value will be stored. */
    private final Map<K, Load<K, V>> current = new HashMap<>();

    /** Lets somebody wait for the value of a key. If it is not being loaded, that has to be begun. */
    void await(K key, Duration ttl, ActorRef<StatusReply<V>> replyTo, Consumer<Load<K, V>> begin) {
        Load<K, V> load = current.get(key);
        if (load == null) {
            load = new Load<>(key, ttl);
            current.put(key, load);
            running.add(load);
            begin.accept(load);
        }
        load.waiting.add(replyTo);
    }

    /** The key was put or removed: what is being loaded is old by now, and must not be stored. Those who wait get it all the same. */
    void supersede(K key) {
        current.remove(key);
    }

    /** Takes out a load that has come to an end. False if it was given up before. */
    boolean take(Load<K, V> load) {
        return running.remove(load);
    }

    /** Whether the value of a load that was taken out is to be stored. True once at most. */
    boolean isCurrent(Load<K, V> load) {
        return current.remove(load.key, load);
    }

    /** Tells all who wait that nothing will come. In OTP the caller's monitor does that; nobody but the actor itself does it here. */
    void giveUp(String why) {
        running.forEach(load -> load.answer(StatusReply.error(LoadFailedException.ended(load.key, why))));
        running.clear();
        current.clear();
    }
}
