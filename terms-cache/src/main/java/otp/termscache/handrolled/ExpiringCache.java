package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.From;
import otp.handrolled.process.ServerRef;
import otp.termscache.Terms;
import otp.termscache.Ttl;

/**
 * A cache that is one process, whose entries may have a time to live. One that is over is never returned, and a sweep from time to
 * time throws out those that nobody asks for.
 *
 * <pre>{@code
 * var cache = GenServer.startLink(new ExpiringCache<String, Integer>(Duration.ofSeconds(5))).get();
 * ExpiringCache.put(cache, "session", 42, Duration.ofMinutes(20));
 * ExpiringCache.put(cache, "answer", 42);                              // stays until it is replaced
 * }</pre>
 *
 * <p>Keys and values as in {@link ProcessCache}. The time is that of the node's clock, which only goes forward.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ExpiringCache<K, V>
        implements GenServer<Map<K, ExpiringCache.Entry<V>>, ExpiringCache.Message<K, V>> {
    // region protocol
    /** What one can ask of it. */
    public sealed interface Message<K, V> {}

    /** Stores a value for a time, in place of that which was there, and answers true. */
    public record Put<K, V>(K key, V value, Duration ttl, From<Boolean> from) implements Message<K, V> {}

    /** Answers the value of a key, or empty. */
    public record Get<K, V>(K key, From<Optional<V>> from) implements Message<K, V> {}

    /** Answers how many entries there are, those among them that are over and not yet swept out. */
    public record Size<K, V>(From<Integer> from) implements Message<K, V> {}
    // endregion

    /** The message that the cache sends itself. */
    private enum Sweep {
        SWEEP
    }

    /** A value, and when it ends. */
    record Entry<V>(V value, long end) {}

    private final Duration interval;

    /**
     * A cache.
     *
     * @param interval the time between two sweeps
     * @throws IllegalArgumentException if that is not above zero
     */
    public ExpiringCache(Duration interval) {
        this.interval = Ttl.interval(interval);
    }

    // region client
    /** Stores a value that stays until it is replaced: {@link #put(ServerRef, Object, Object, Duration)}. */
    public static <K, V> void put(ServerRef<Message<K, V>> cache, K key, V value) {
        put(cache, key, value, Ttl.INFINITY);
    }

    /**
     * Stores a value for a time, in place of that which was there. Blocks for five seconds at most.
     *
     * @param ttl how long it is there, zero or more; zero takes away what was there
     * @throws NullPointerException if one of them is null
     * @throws IllegalArgumentException if the time to live is negative
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public static <K, V> void put(ServerRef<Message<K, V>> cache, K key, V value, Duration ttl) {
        Terms.key(key);
        Terms.value(value);
        Ttl.check(ttl);
        GenServer.<Message<K, V>, Boolean>call(cache, from -> new Put<>(key, value, ttl, from));
    }

    /**
     * The value of a key. Blocks for five seconds at most.
     *
     * @return the value, or empty if there is none, or its time is over
     * @throws NullPointerException if the key is null
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public static <K, V> Optional<V> get(ServerRef<Message<K, V>> cache, K key) {
        Terms.key(key);
        return GenServer.<Message<K, V>, Optional<V>>call(cache, from -> new Get<>(key, from));
    }

    /**
     * How many entries there are, those among them that are over and not yet swept out. Blocks for five seconds at most.
     *
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public static <K, V> int size(ServerRef<Message<K, V>> cache) {
        return GenServer.<Message<K, V>, Integer>call(cache, Size::new);
    }
    // endregion

    // region callbacks
    @Override
    public Init<Map<K, Entry<V>>> init() {
        sendAfter(self(), Sweep.SWEEP, interval);
        return Init.ok(new HashMap<>());
    }

    @Override
    public Next<Map<K, Entry<V>>> handle(Message<K, V> message, Map<K, Entry<V>> map) {
        return switch (message) {
            case Put<K, V>(var key, var value, var ttl, var from) -> {
                map.put(key, new Entry<>(value, Ttl.end(now(), ttl)));
                yield Next.reply(from, true, map);
            }
            case Get<K, V>(var key, var from) -> Next.reply(from, living(map.get(key)), map);
            case Size<K, V>(var from) -> Next.reply(from, map.size(), map);
        };
    }

    private Optional<V> living(@Nullable Entry<V> entry) {
        return entry == null || Ttl.isOver(entry.end, now()) ? Optional.empty() : Optional.of(entry.value);
    }

    /** Anything else than the sweep is logged and passed over: a stray message is no reason to lose a cache. */
    @Override
    public Next<Map<K, Entry<V>>> handleInfo(Object message, Map<K, Entry<V>> map) {
        if (message != Sweep.SWEEP) {
            return GenServer.super.handleInfo(message, map);
        }
        long now = now();
        map.values().removeIf(entry -> Ttl.isOver(entry.end, now));
        sendAfter(self(), Sweep.SWEEP, interval);
        return Next.noreply(map);
    }
    // endregion

    private static long now() {
        return self().node().clock().now();
    }
}
