package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.spawnLink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Ref;
import otp.termscache.LoadFailedException;

/**
 * The loaders that run just now, each in a process of its own that is linked to the owner of the cache: it goes on answering others
 * meanwhile, and they end with it. Belongs to one process.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Loads<K, V> {
    /** What comes of a load. */
    sealed interface Outcome<V> {}

    record Value<V>(V value) implements Outcome<V> {}

    record Failure<V>(LoadFailedException error) implements Outcome<V> {}

    /** Sent by the loader's process when it has come to an end of its own. */
    record Finished(Pid loader, Outcome<?> outcome) {}

    /** Sent by a timer. */
    record Overdue(Pid loader) {}

    /** One of them: for whom it runs, and until when. */
    record Load<K, V>(K key, Duration ttl, Ref timer, List<From<Outcome<V>>> waiting) {
        void answer(Outcome<V> outcome) {
            waiting.forEach(from -> from.reply(outcome));
        }
    }

    private final Duration limit;
    private final Map<Pid, Load<K, V>> running = new HashMap<>();
    /** Those of them whose value will be stored. */
    private final Map<K, Load<K, V>> current = new HashMap<>();

    Loads(Duration limit) {
        this.limit = limit;
    }

    /** Lets a caller wait for the value of a key, which is loaded unless it is being loaded already. */
    void await(K key, Duration ttl, Callable<? extends V> loader, From<Outcome<V>> from) {
        Load<K, V> load = current.computeIfAbsent(key, _ -> start(key, ttl, loader));
        load.waiting.add(from);
    }

    private Load<K, V> start(K key, Duration ttl, Callable<? extends V> loader) {
        Pid owner = self();
        Pid process = spawnLink("Load", () -> send(owner, new Finished(self(), run(key, loader))));
        Ref timer = sendAfter(owner, new Overdue(process), limit);
        var load = new Load<K, V>(key, ttl, timer, new ArrayList<>());
        running.put(process, load);
        return load;
    }

    private static <K, V> Outcome<V> run(K key, Callable<? extends V> loader) {
        try {
            V value = loader.call();
            return value == null ? new Failure<>(LoadFailedException.gaveNull(key)) : new Value<>(value);
        } catch (Exception thrown) {
            return new Failure<>(LoadFailedException.threw(key, thrown));
        }
    }

    /** The key was put or removed: what is being loaded is old by now, and must not be stored. Those who wait get it all the same. */
    void supersede(K key) {
        current.remove(key);
    }

    /**
     * Takes out a load that has come to an end, one way or another.
     *
     * @return the load, or null if it was given up before
     */
    @Nullable
    Load<K, V> take(Pid loader) {
        Load<K, V> load = running.remove(loader);
        if (load != null) {
            cancelTimer(load.timer);
        }
        return load;
    }

    /** Ends all that run. A link does that too, but not when the owner ends normally. */
    void kill() {
        running.keySet().forEach(loader -> exit(loader, ExitReason.KILL));
    }

    /** Whether the value of a load that was taken out is to be stored. True once at most. */
    boolean isCurrent(Load<K, V> load) {
        return current.remove(load.key, load);
    }
}
