package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Scheduler;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import otp.termscache.CacheGoneException;
import otp.termscache.LoadFailedException;
import otp.termscache.Stats;
import otp.termscache.Terms;
import otp.termscache.Ttl;
import otp.termscache.akka.TermsCache.Command;

/**
 * A {@link TermsCache} as its users have it: what is read is read where they are, all else is asked of the actor. No function
 * blocks. Where a stage is returned it may also fail with a {@link java.util.concurrent.TimeoutException}, as {@link
 * ProcessCache#put} says. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class TermsClient<K, V> {
    private final ActorRef<Command<K, V>> cache;
    private final SharedTable<K, V> table;
    private final Duration timeout;
    private final Scheduler scheduler;

    TermsClient(ActorRef<Command<K, V>> cache, SharedTable<K, V> table, Duration timeout, Scheduler scheduler) {
        this.cache = cache;
        this.table = table;
        this.timeout = timeout;
        this.scheduler = scheduler;
    }

    /**
     * Stores a value for a time, in place of that which was there.
     *
     * @param ttl how long it is there, zero or more; zero takes away what was there
     * @return completed when it is stored
     * @throws NullPointerException if one of them is null
     * @throws IllegalArgumentException if the time to live is negative
     */
    public CompletionStage<Done> put(K key, V value, Duration ttl) {
        Terms.key(key);
        Terms.value(value);
        Ttl.check(ttl);
        return AskPattern.askWithStatus(
                cache, replyTo -> new TermsCache.Put<>(key, value, ttl, replyTo), timeout, scheduler);
    }

    /**
     * Takes a key away, whether it is there or not.
     *
     * @return completed when it is gone
     * @throws NullPointerException if the key is null
     */
    public CompletionStage<Done> remove(K key) {
        Terms.key(key);
        return AskPattern.askWithStatus(cache, replyTo -> new TermsCache.Remove<>(key, replyTo), timeout, scheduler);
    }

    /**
     * The value of a key. Asks nobody.
     *
     * @return the value, or empty if there is none, or its time is over
     * @throws NullPointerException if the key is null
     * @throws CacheGoneException if the cache was stopped
     */
    public Optional<V> get(K key) {
        return table.get(key);
    }

    /** {@link #fetch(Object, Duration, Supplier, Duration)} with the timeout of this client. */
    public CompletionStage<V> fetch(K key, Duration ttl, Supplier<? extends CompletionStage<? extends V>> loader) {
        return fetch(key, ttl, loader, timeout);
    }

    /**
     * The value of a key, which is loaded if there is none. Whoever asks while it is being loaded waits for the same loader. If the
     * key is put or removed meanwhile, that is what stays, and those who wait get what was loaded.
     *
     * @param ttl how long it is there once it was loaded; that of the first who asks counts, and zero lets it not be stored
     * @param loader begins to load the value. It is called by the actor, so it must not block. It may use the cache, but not wait for
     *     its own key
     * @param atMost how long to wait; the loader goes on for others, as long as the {@link otp.termscache.Settings} let it
     * @return the value; or a {@link LoadFailedException} if the loader threw, gave null, or took too long, or the cache crashed
     * @throws NullPointerException if one of them is null
     * @throws IllegalArgumentException if the time to live is negative
     * @throws CacheGoneException if the cache was stopped
     */
    public CompletionStage<V> fetch(
            K key, Duration ttl, Supplier<? extends CompletionStage<? extends V>> loader, Duration atMost) {
        Ttl.check(ttl);
        Objects.requireNonNull(loader, "expected a loader, got null");
        Optional<V> there = get(key);
        return there.isPresent()
                ? CompletableFuture.completedStage(there.get())
                : AskPattern.askWithStatus(
                        cache, replyTo -> new TermsCache.Fetch<>(key, ttl, loader, replyTo), atMost, scheduler);
    }

    /**
     * What has happened in it. Asks nobody.
     *
     * @throws CacheGoneException if the cache was stopped
     */
    public Stats stats() {
        return table.counters.stats(table.size());
    }

    /**
     * Some of the entries that are not over, in no particular order. Asks nobody.
     *
     * @param limit how many at most, one or more
     * @throws IllegalArgumentException if the limit is not above zero
     * @throws CacheGoneException if the cache was stopped
     */
    public List<Map.Entry<K, V>> some(int limit) {
        return table.some(limit);
    }
}
