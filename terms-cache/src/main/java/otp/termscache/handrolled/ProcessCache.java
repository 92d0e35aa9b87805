package otp.termscache.handrolled;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.From;
import otp.handrolled.process.ServerRef;
import otp.termscache.Terms;

/**
 * A cache that is one process: its map is the state of a GenServer. All who read and write stand in one queue.
 *
 * <pre>{@code
 * ServerRef<ProcessCache.Message<String, Integer>> cache = GenServer.startLink(new ProcessCache<String, Integer>()).get();
 * ProcessCache.put(cache, "answer", 42);
 * Optional<Integer> answer = ProcessCache.get(cache, "answer");
 * }</pre>
 *
 * <p>A key is what {@code equals} and {@code hashCode} say. One that changes after the put is not found any more; one whose
 * {@code hashCode} throws crashes the cache, as any bug in its callbacks would, and its caller exits with the cause.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ProcessCache<K, V> implements GenServer<Map<K, V>, ProcessCache.Message<K, V>> {
    // region protocol
    /** What one can ask of it. */
    public sealed interface Message<K, V> {}

    /** Stores a value, in place of that which was there, and answers true. */
    public record Put<K, V>(K key, V value, From<Boolean> from) implements Message<K, V> {}

    /** Answers the value of a key, or empty. */
    public record Get<K, V>(K key, From<Optional<V>> from) implements Message<K, V> {}
    // endregion

    // region client
    /**
     * Stores a value, in place of that which was there. It is a call, not a cast: once it has returned, everybody's {@link #get}
     * sees the value, and a cache that is gone does not go unnoticed. Blocks for five seconds at most.
     *
     * @throws NullPointerException if key or value is null
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public static <K, V> void put(ServerRef<Message<K, V>> cache, K key, V value) {
        Terms.key(key);
        Terms.value(value);
        GenServer.<Message<K, V>, Boolean>call(cache, from -> new Put<>(key, value, from));
    }

    /**
     * The value of a key. Blocks for five seconds at most.
     *
     * @return the value, or empty if there is none
     * @throws NullPointerException if the key is null
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public static <K, V> Optional<V> get(ServerRef<Message<K, V>> cache, K key) {
        Terms.key(key);
        return GenServer.<Message<K, V>, Optional<V>>call(cache, from -> new Get<>(key, from));
    }
    // endregion

    // region callbacks
    /** The map is changed in place, where Elixir makes a new one: it is never seen outside this process. */
    @Override
    public Init<Map<K, V>> init() {
        return Init.ok(new HashMap<>());
    }

    @Override
    public Next<Map<K, V>> handle(Message<K, V> message, Map<K, V> map) {
        return switch (message) {
            case Put<K, V>(var key, var value, var from) -> {
                map.put(key, value);
                yield Next.reply(from, true, map);
            }
            case Get<K, V>(var key, var from) -> Next.reply(from, Optional.ofNullable(map.get(key)), map);
        };
    }
    // endregion
}
