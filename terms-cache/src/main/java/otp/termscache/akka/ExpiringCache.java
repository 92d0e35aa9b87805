package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import otp.termscache.Terms;
import otp.termscache.Ttl;

/**
 * A cache that is one actor, whose entries may have a time to live. One that is over is never returned, and a sweep from time to
 * time throws out those that nobody asks for.
 *
 * <pre>{@code
 * var cache = context.spawn(ExpiringCache.<String, Integer>create(Duration.ofSeconds(5), Ticker.systemTicker()), "cache");
 * ExpiringCache.put(cache, "session", 42, Duration.ofMinutes(20), timeout, scheduler);
 * ExpiringCache.put(cache, "answer", 42, Ttl.INFINITY, timeout, scheduler);             // stays until it is replaced
 * }</pre>
 *
 * <p>Keys and values as in {@link ProcessCache}.
 */
public final class ExpiringCache {
    private ExpiringCache() {}

    // region protocol
    /** What one can ask of it. */
    public sealed interface Command<K, V> {}

    /** Stores a value for a time, in place of that which was there, and answers when that is done. */
    public record Put<K, V>(K key, V value, Duration ttl, ActorRef<StatusReply<Done>> replyTo)
            implements Command<K, V> {
        public Put {
            Terms.key(key);
            Terms.value(value);
            Ttl.check(ttl);
        }
    }

    /** Answers the value of a key, or empty. */
    public record Get<K, V>(K key, ActorRef<StatusReply<Optional<V>>> replyTo) implements Command<K, V> {
        public Get {
            Terms.key(key);
        }
    }

    /** Answers how many entries there are, those among them that are over and not yet swept out. */
    public record Size<K, V>(ActorRef<Integer> replyTo) implements Command<K, V> {}

    /** The message of the timer. */
    private record Sweep<K, V>() implements Command<K, V> {}
    // endregion

    /** A value, and when it ends. */
    private record Entry<V>(V value, long end) {}

    // region client
    /**
     * Stores a value for a time, in place of that which was there. Does not block.
     *
     * @param ttl how long it is there, zero or more; zero takes away what was there
     * @param timeout how long to wait, more than zero; after a timeout the value may still be stored
     * @return completed when it is stored; or a {@link java.util.concurrent.TimeoutException} as {@link ProcessCache#put} gives
     * @throws NullPointerException if key, value, or time to live is null
     * @throws IllegalArgumentException if the time to live is negative
     */
    public static <K, V> CompletionStage<Done> put(
            RecipientRef<Command<K, V>> cache, K key, V value, Duration ttl, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        Terms.value(value);
        Ttl.check(ttl);
        return AskPattern.askWithStatus(cache, replyTo -> new Put<>(key, value, ttl, replyTo), timeout, scheduler);
    }

    /**
     * The value of a key. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return the value, or empty if there is none, or its time is over; or a {@link java.util.concurrent.TimeoutException} as
     *     {@link ProcessCache#put} gives
     * @throws NullPointerException if the key is null
     */
    public static <K, V> CompletionStage<Optional<V>> get(
            RecipientRef<Command<K, V>> cache, K key, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        return AskPattern.askWithStatus(cache, replyTo -> new Get<>(key, replyTo), timeout, scheduler);
    }

    /**
     * How many entries there are, those among them that are over and not yet swept out. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return the number; or a {@link java.util.concurrent.TimeoutException} as {@link ProcessCache#put} gives
     */
    public static <K, V> CompletionStage<Integer> size(
            RecipientRef<Command<K, V>> cache, Duration timeout, Scheduler scheduler) {
        return AskPattern.ask(cache, Size::new, timeout, scheduler);
    }
    // endregion

    // region behavior
    /**
     * The cache, empty.
     *
     * @param interval the time between two sweeps
     * @param clock tells the time; a clock that only goes forward, such as {@link Ticker#systemTicker()}
     * @throws IllegalArgumentException if the interval is not above zero
     */
    public static <K, V> Behavior<Command<K, V>> create(Duration interval, Ticker clock) {
        Ttl.interval(interval);
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep<>(), interval);
            return with(new HashMap<>(), clock);
        });
    }

    private static <K, V> Behavior<Command<K, V>> with(Map<K, Entry<V>> map, Ticker clock) {
        return Behaviors.receiveMessage(command -> {
            long now = clock.read();
            switch (command) {
                case Put<K, V>(var key, var value, var ttl, var replyTo) ->
                    Replies.answer(replyTo, () -> {
                        map.put(key, new Entry<>(value, Ttl.end(now, ttl)));
                        return Done.getInstance();
                    });
                case Get<K, V>(var key, var replyTo) -> Replies.answer(replyTo, () -> living(map.get(key), now));
                case Size<K, V>(var replyTo) -> replyTo.tell(map.size());
                case Sweep<K, V>() -> map.values().removeIf(entry -> Ttl.isOver(entry.end, now));
            }
            return Behaviors.same();
        });
    }

    private static <V> Optional<V> living(@Nullable Entry<V> entry, long now) {
        return entry == null || Ttl.isOver(entry.end, now) ? Optional.empty() : Optional.of(entry.value);
    }
    // endregion
}
