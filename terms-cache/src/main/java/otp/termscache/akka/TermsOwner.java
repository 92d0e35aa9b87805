package otp.termscache.akka;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.termscache.Change;
import otp.termscache.LoadFailedException;
import otp.termscache.Settings;
import otp.termscache.akka.Loads.Load;
import otp.termscache.akka.TermsCache.Command;
import otp.termscache.akka.TermsCache.Fetch;
import otp.termscache.akka.TermsCache.GetTable;
import otp.termscache.akka.TermsCache.Loaded;
import otp.termscache.akka.TermsCache.NotLoaded;
import otp.termscache.akka.TermsCache.Put;
import otp.termscache.akka.TermsCache.Remove;
import otp.termscache.akka.TermsCache.Subscribe;
import otp.termscache.akka.TermsCache.Sweep;
import otp.termscache.akka.TermsCache.Unsubscribe;
import otp.termscache.akka.TermsCache.Upkeep;

/**
 * The behavior of {@link TermsCache}: what begins anew at a restart. The table and the subscribers are from outside, and stay.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class TermsOwner<K, V> {
    private final ActorContext<Command<K, V>> context;
    private final TimerScheduler<Command<K, V>> timers;
    private final Duration loadTimeout;
    private final SharedTable<K, V> table;
    private final Subscribers<K, V> subscribers;
    private final Loads<K, V> loads = new Loads<>();

    private TermsOwner(
            ActorContext<Command<K, V>> context,
            TimerScheduler<Command<K, V>> timers,
            Duration loadTimeout,
            SharedTable<K, V> table,
            Subscribers<K, V> subscribers) {
        this.context = context;
        this.timers = timers;
        this.loadTimeout = loadTimeout;
        this.table = table;
        this.subscribers = subscribers;
    }

    static <K, V> Behavior<Command<K, V>> behavior(
            Settings settings, SharedTable<K, V> table, Subscribers<K, V> subscribers) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep<>(), settings.interval());
            var owner = new TermsOwner<>(context, timers, settings.loadTimeout(), table, subscribers);
            return Behaviors.receive((_, command) -> owner.handle(command), (_, signal) -> owner.hear(signal));
        }));
    }

    private Behavior<Command<K, V>> handle(Command<K, V> command) {
        switch (command) {
            case Put<K, V>(var key, var value, var ttl, var replyTo) ->
                Replies.answer(replyTo, () -> {
                    loads.supersede(key);
                    store(key, value, ttl);
                    return Done.getInstance();
                });
            case Remove<K, V>(var key, var replyTo) ->
                Replies.answer(replyTo, () -> {
                    loads.supersede(key);
                    remove(key);
                    return Done.getInstance();
                });
            case Fetch<K, V> fetch -> fetch(fetch);
            case Loaded<K, V>(var load, var value) -> loaded(load, value);
            case NotLoaded<K, V>(var load, var error) -> notLoaded(load, error);
            case Subscribe<K, V>(var subscriber) -> {
                context.watch(subscriber);
                subscribers.add(subscriber);
            }
            case Unsubscribe<K, V>(var subscriber) -> {
                context.unwatch(subscriber);
                subscribers.remove(subscriber);
            }
            case GetTable<K, V>(var replyTo) -> replyTo.tell(table);
            case Sweep<K, V>() -> table.sweep();
            case Upkeep<K, V>(var task) -> task.run();
        }
        return Behaviors.same();
    }

    private Behavior<Command<K, V>> hear(Signal signal) {
        switch (signal) {
            case Terminated terminated -> subscribers.remove(terminated.getRef());
            case PreRestart _ -> loads.giveUp("a crash of the cache");
            case PostStop _ -> {
                loads.giveUp("the end of the cache");
                table.vanish();
            }
            default -> {}
        }
        return Behaviors.same();
    }

    private void store(K key, V value, Duration ttl) {
        if (ttl.isZero()) {
            remove(key);
        } else {
            table.put(key, value, ttl);
            subscribers.tell(new Change.Stored<>(key, value));
        }
    }

    private void remove(K key) {
        if (table.remove(key)) {
            subscribers.tell(new Change.Removed<>(key));
        }
    }

    // region fetch
    /** Somebody may have stored it since the caller has looked. Else the answer comes when the loader has ended. */
    private void fetch(Fetch<K, V> fetch) {
        try {
            V there = table.peek(fetch.key());
            if (there == null) {
                loads.await(fetch.key(), fetch.ttl(), fetch.replyTo(), load -> begin(load, fetch.loader()));
            } else {
                fetch.replyTo().tell(StatusReply.success(there));
            }
        } catch (Throwable brokenKey) {
            fetch.replyTo().tell(StatusReply.error(brokenKey));
        }
    }

    private void begin(Load<K, V> load, Supplier<? extends CompletionStage<? extends V>> loader) {
        var overdue = LoadFailedException.ended(load.key, "no end of it within " + loadTimeout);
        timers.startSingleTimer(load, new NotLoaded<>(load, overdue), loadTimeout);
        context.<V>pipeToSelf(started(loader), (value, error) -> ended(load, value, error));
    }
    // endregion

    @SuppressWarnings("unchecked") // who waits for a stage only takes from it
    private static <V> CompletionStage<V> started(Supplier<? extends CompletionStage<? extends V>> loader) {
        try {
            return (CompletionStage<V>) Objects.requireNonNull(loader.get(), "expected a stage, got null");
        } catch (Exception thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    private Command<K, V> ended(Load<K, V> load, @Nullable V value, @Nullable Throwable error) {
        if (value != null) {
            return new Loaded<>(load, value);
        }
        return new NotLoaded<>(
                load,
                error == null
                        ? LoadFailedException.gaveNull(load.key)
                        : LoadFailedException.threw(load.key, unwrapped(error)));
    }

    /** A stage that depends on one that has failed wraps what that has failed with. */
    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** What is stored is stored before anybody is answered, so that he can read it. */
    private void loaded(Load<K, V> load, V value) {
        if (loads.take(load)) {
            timers.cancel(load);
            if (loads.isCurrent(load)) {
                store(load.key, value, load.ttl);
            }
            table.counters.loads.increment();
            load.answer(StatusReply.success(value));
        }
    }

    private void notLoaded(Load<K, V> load, LoadFailedException error) {
        if (loads.take(load)) {
            timers.cancel(load);
            loads.isCurrent(load);
            table.counters.failedLoads.increment();
            load.answer(StatusReply.error(error));
        }
    }
}
