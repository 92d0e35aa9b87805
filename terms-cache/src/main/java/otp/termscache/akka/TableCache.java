package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import otp.termscache.Terms;
import otp.termscache.Ttl;

/**
 * A cache in a Caffeine cache that an actor owns. The actor alone writes it; everybody reads it, where he is and at the same time as
 * all others.
 *
 * <pre>{@code
 * var cache = context.spawn(TableCache.<String, Integer>create(Duration.ofSeconds(5), Ticker.systemTicker()), "terms");
 * TableCache.put(cache, "session", 42, Duration.ofMinutes(20), timeout, scheduler);      // asks the actor
 *
 * CompletionStage<SharedTable<String, Integer>> table = TableCache.table(cache, timeout, scheduler);   // once
 * table.get("session");                                                                  // no message at all
 * }</pre>
 *
 * <p>A crash of the actor loses nothing: it is restarted in place, with its mailbox, and the Caffeine cache was made outside of what
 * is restarted. When the actor stops, all is gone, and readers are told so.
 *
 * <p>Keys and values as in {@link ProcessCache}.
 */
public final class TableCache {
    private static final int MAX_RESTARTS = 3;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private TableCache() {}

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

    /** Takes a key away, whether it is there or not, and answers when that is done. */
    public record Remove<K, V>(K key, ActorRef<StatusReply<Done>> replyTo) implements Command<K, V> {
        public Remove {
            Terms.key(key);
        }
    }

    /** Answers what can be read. It is the same for as long as the actor lives, so one answer will do. */
    public record GetTable<K, V>(ActorRef<SharedTable<K, V>> replyTo) implements Command<K, V> {}

    /** The message of the timer. */
    private record Sweep<K, V>() implements Command<K, V> {}
    // endregion

    // region client
    /**
     * Stores a value for a time, in place of that which was there: once this is completed, everybody sees it who reads the table.
     * Does not block.
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
     * Takes a key away, whether it is there or not. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return completed when it is gone; or a {@link java.util.concurrent.TimeoutException} as {@link ProcessCache#put} gives
     * @throws NullPointerException if the key is null
     */
    public static <K, V> CompletionStage<Done> remove(
            RecipientRef<Command<K, V>> cache, K key, Duration timeout, Scheduler scheduler) {
        Terms.key(key);
        return AskPattern.askWithStatus(cache, replyTo -> new Remove<>(key, replyTo), timeout, scheduler);
    }

    /**
     * What everybody reads. Does not block.
     *
     * @param timeout how long to wait, more than zero
     * @return the table, to be kept; or a {@link java.util.concurrent.TimeoutException} as {@link ProcessCache#put} gives
     */
    public static <K, V> CompletionStage<SharedTable<K, V>> table(
            RecipientRef<Command<K, V>> cache, Duration timeout, Scheduler scheduler) {
        return AskPattern.ask(cache, GetTable::new, timeout, scheduler);
    }
    // endregion

    // region create
    /**
     * The cache, empty. It is restarted when it crashes, three times in five seconds.
     *
     * @param interval the time between two sweeps
     * @param clock tells the time; a clock that only goes forward, such as {@link Ticker#systemTicker()}
     * @throws IllegalArgumentException if the interval is not above zero
     */
    public static <K, V> Behavior<Command<K, V>> create(Duration interval, Ticker clock) {
        return create(interval, () -> SharedTable.create("the cache", clock));
    }

    /**
     * The same with a table that its starter makes, so that he has it without asking.
     *
     * @param interval the time between two sweeps
     * @param table makes the table, anew for each actor
     * @throws IllegalArgumentException if the interval is not above zero
     */
    public static <K, V> Behavior<Command<K, V>> create(Duration interval, Supplier<SharedTable<K, V>> table) {
        Ttl.interval(interval);
        // A restart begins again with what is inside of supervise. The table is made outside.
        return Behaviors.setup(_ -> Behaviors.supervise(owning(table.get(), interval))
                .onFailure(SupervisorStrategy.restart().withLimit(MAX_RESTARTS, WITHIN)));
    }
    // endregion

    private static <K, V> Behavior<Command<K, V>> owning(SharedTable<K, V> table, Duration interval) {
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep<>(), interval);
            return Behaviors.receive((_, command) -> handle(command, table), (_, signal) -> {
                if (signal instanceof PostStop) {
                    table.vanish();
                }
                return Behaviors.same();
            });
        });
    }

    private static <K, V> Behavior<Command<K, V>> handle(Command<K, V> command, SharedTable<K, V> table) {
        switch (command) {
            case Put<K, V>(var key, var value, var ttl, var replyTo) ->
                Replies.answer(replyTo, () -> {
                    table.put(key, value, ttl);
                    return Done.getInstance();
                });
            case Remove<K, V>(var key, var replyTo) ->
                Replies.answer(replyTo, () -> {
                    table.remove(key);
                    return Done.getInstance();
                });
            case GetTable<K, V>(var replyTo) -> replyTo.tell(table);
            case Sweep<K, V>() -> table.sweep();
        }
        return Behaviors.same();
    }
}
