package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Scheduler;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.termscache.Change;
import otp.termscache.Counters;
import otp.termscache.LoadFailedException;
import otp.termscache.Settings;
import otp.termscache.Terms;
import otp.termscache.Ttl;
import otp.termscache.akka.Loads.Load;

/**
 * {@link TableCache}, and what one misses there: it loads what is missing, once however many ask; it has a limit; it counts; and it
 * tells of changes.
 *
 * <pre>{@code
 * var cache = context.spawn(TermsCache.<String, User>create(Settings.DEFAULT, Ticker.systemTicker()), "users");
 * CompletionStage<TermsClient<String, User>> users = TermsCache.client(cache, timeout, scheduler);     // once
 * users.fetch("ada", Duration.ofMinutes(20), () -> database.user("ada"));
 * cache.tell(new TermsCache.Subscribe<>(listener));
 * }</pre>
 *
 * <p>What there is no more room for is chosen by Caffeine, which keeps what is read often (Window TinyLFU).
 *
 * <p>A crash of the actor loses the loads that run, and their callers are told. It is restarted in place, with its mailbox; the entries,
 * the counts and the subscriptions stay. When it stops, all is gone.
 */
public final class TermsCache {
    private static final int MAX_RESTARTS = 3;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private TermsCache() {}

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

    /** Answers the value of a key, once it is loaded if it is not there. */
    public record Fetch<K, V>(
            K key,
            Duration ttl,
            Supplier<? extends CompletionStage<? extends V>> loader,
            ActorRef<StatusReply<V>> replyTo)
            implements Command<K, V> {
        public Fetch {
            Terms.key(key);
            Ttl.check(ttl);
            Objects.requireNonNull(loader, "expected a loader, got null");
        }
    }

    /** Has somebody told of each change from now on, until he ends. Twice is the same as once. */
    public record Subscribe<K, V>(ActorRef<? super Change<K, V>> subscriber) implements Command<K, V> {}

    /** Has somebody told no longer. What was sent before may still be in his mailbox. */
    public record Unsubscribe<K, V>(ActorRef<? super Change<K, V>> subscriber) implements Command<K, V> {}

    /** Answers what can be read. It is the same for as long as the actor lives. */
    public record GetTable<K, V>(ActorRef<SharedTable<K, V>> replyTo) implements Command<K, V> {}

    /** The message of the timer. */
    record Sweep<K, V>() implements Command<K, V> {}

    /** What Caffeine has to do now and then. */
    record Upkeep<K, V>(Runnable task) implements Command<K, V> {}

    /** A loader has given a value. */
    record Loaded<K, V>(Load<K, V> load, V value) implements Command<K, V> {}

    /** A loader has given none. */
    record NotLoaded<K, V>(Load<K, V> load, LoadFailedException error) implements Command<K, V> {}
    // endregion

    // region client
    /**
     * What a client works with. Does not block.
     *
     * @param timeout how long to wait, here and in each question of the client; more than zero
     * @return the client, to be kept; or a {@link java.util.concurrent.TimeoutException} as {@link ProcessCache#put} gives
     */
    public static <K, V> CompletionStage<TermsClient<K, V>> client(
            ActorRef<Command<K, V>> cache, Duration timeout, Scheduler scheduler) {
        CompletionStage<SharedTable<K, V>> table = AskPattern.ask(cache, GetTable::new, timeout, scheduler);
        return table.thenApply(it -> new TermsClient<>(cache, it, timeout, scheduler));
    }
    // endregion

    // region behavior
    /**
     * The cache, empty. It is restarted when it crashes, three times in five seconds.
     *
     * @param settings how it works
     * @param clock tells the time; a clock that only goes forward, such as {@link Ticker#systemTicker()}
     */
    public static <K, V> Behavior<Command<K, V>> create(Settings settings, Ticker clock) {
        return Behaviors.setup(context -> {
            var subscribers = new Subscribers<K, V>();
            var counters = new Counters();
            ActorRef<Command<K, V>> self = context.getSelf();
            var caffeine = Caffeine.newBuilder()
                    .ticker(clock)
                    .maximumSize(settings.maxSize())
                    // This actor does Caffeine's upkeep. So what is thrown out takes its place in the order of changes.
                    .executor(task -> self.tell(new Upkeep<>(task)))
                    .evictionListener((@Nullable K key, @Nullable Object _, RemovalCause cause) ->
                            thrownOut(Objects.requireNonNull(key), cause, counters, subscribers));
            var table = new SharedTable<K, V>(self.path().name(), counters, caffeine);
            return Behaviors.supervise(TermsOwner.behavior(settings, table, subscribers))
                    .onFailure(SupervisorStrategy.restart().withLimit(MAX_RESTARTS, WITHIN));
        });
    }

    private static <K, V> void thrownOut(K key, RemovalCause cause, Counters counters, Subscribers<K, V> subscribers) {
        if (cause == RemovalCause.EXPIRED) {
            counters.expired.increment();
            subscribers.tell(new Change.Expired<>(key));
        } else {
            counters.evicted.increment();
            subscribers.tell(new Change.Evicted<>(key));
        }
    }
    // endregion
}
