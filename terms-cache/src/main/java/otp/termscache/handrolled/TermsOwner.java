package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.handrolled.process.Pid;
import otp.termscache.Counters;
import otp.termscache.LoadFailedException;
import otp.termscache.Settings;
import otp.termscache.Ttl;
import otp.termscache.handrolled.Loads.Failure;
import otp.termscache.handrolled.Loads.Load;
import otp.termscache.handrolled.Loads.Outcome;
import otp.termscache.handrolled.Loads.Value;

/**
 * The process behind {@link TermsCache}.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class TermsOwner<K, V> implements GenServer<TermsOwner.State<K, V>, TermsOwner.Message<K, V>> {
    // region protocol
    /** What one can ask of it. */
    sealed interface Message<K, V> {}

    /** Stores a value for a time; answers what the table has against it, if anything. */
    record Put<K, V>(K key, V value, Duration ttl, From<Optional<BadArgException>> from) implements Message<K, V> {}

    /** Takes a key away, and answers true. */
    record Remove<K, V>(K key, From<Boolean> from) implements Message<K, V> {}

    /** Answers the value of a key, once it is loaded if it is not there. */
    record Fetch<K, V>(K key, Duration ttl, Callable<? extends V> loader, From<Outcome<V>> from)
            implements Message<K, V> {}

    /** Has a process told of changes, or no longer, and answers true. */
    record Subscribe<K, V>(Pid subscriber, boolean wanted, From<Boolean> from) implements Message<K, V> {}
    // endregion

    /** The message that it sends itself. */
    private enum Sweep {
        SWEEP
    }

    /** All of it dies with this process, but for what is in the table and the counters. */
    record State<K, V>(LimitedTable<K, V> table, Loads<K, V> loads, Subscribers subscribers, Counters counters) {}

    private final String cache;
    private final Settings settings;

    TermsOwner(String cache, Settings settings) {
        this.cache = cache;
        this.settings = settings;
    }

    @Override
    public Init<State<K, V>> init() {
        trapExit(true); // it is linked to its loaders, and is not to die of theirs
        OwnedTable<K, V> table = OwnedTable.claim(cache);
        if (table == null) {
            return Init.stop(ExitReason.term("another process owns the table " + cache));
        }
        sendAfter(self(), Sweep.SWEEP, settings.interval());
        Counters counters = SharedTable.term(cache).get().counters;
        var subscribers = new Subscribers();
        var limited = new LimitedTable<K, V>(table, settings.maxSize(), counters, subscribers);
        return Init.ok(new State<>(limited, new Loads<>(settings.loadTimeout()), subscribers, counters));
    }

    @Override
    public Next<State<K, V>> handle(Message<K, V> message, State<K, V> state) {
        return switch (message) {
            case Put<K, V>(var key, var value, var ttl, var from) -> {
                state.loads.supersede(key);
                yield Next.reply(from, Optional.ofNullable(put(state, key, value, ttl)), state);
            }
            case Remove<K, V>(var key, var from) -> {
                state.loads.supersede(key);
                state.table.remove(key, now());
                yield Next.reply(from, true, state);
            }
            case Fetch<K, V> fetch -> fetch(fetch, state);
            case Subscribe<K, V>(var subscriber, var wanted, var from) -> {
                if (wanted) {
                    state.subscribers.add(subscriber);
                } else {
                    state.subscribers.remove(subscriber);
                }
                yield Next.reply(from, true, state);
            }
        };
    }

    /** What the table refuses is its caller's mistake, and no reason to crash. */
    private @Nullable BadArgException put(State<K, V> state, K key, V value, Duration ttl) {
        long now = now();
        if (ttl.isZero()) {
            state.table.remove(key, now);
            return null;
        }
        try {
            state.table.store(new Entry<>(key, value, Ttl.end(now, ttl)), now);
            return null;
        } catch (BadArgException refused) {
            return refused;
        }
    }

    // region fetch
    /** Somebody may have stored it since the caller has looked. Else the answer comes when the loader has ended. */
    private Next<State<K, V>> fetch(Fetch<K, V> fetch, State<K, V> state) {
        Entry<K, V> entry = state.table.living(fetch.key, now());
        if (entry != null) {
            return Next.reply(fetch.from, new Value<>(entry.value()), state);
        }
        state.loads.await(fetch.key, fetch.ttl, fetch.loader, fetch.from);
        return Next.noreply(state);
    }
    // endregion

    @Override
    @SuppressWarnings("unchecked") // a loader of this cache gives a value of this cache
    public Next<State<K, V>> handleInfo(Object message, State<K, V> state) {
        switch (message) {
            case Sweep.SWEEP -> {
                state.table.sweep(now());
                sendAfter(self(), Sweep.SWEEP, settings.interval());
            }
            case Loads.Finished(var loader, var outcome) -> loaded(state, loader, (Outcome<V>) outcome);
            case Loads.Overdue(var loader) -> {
                exit(loader, ExitReason.KILL);
                ended(state, loader, "no end of it within " + settings.loadTimeout());
            }
            case Exit(var from, var reason) -> ended(state, from, "its end: " + reason);
            case Down(var _, var subscriber, var _) -> state.subscribers.remove((Pid) subscriber);
            default -> {
                return GenServer.super.handleInfo(message, state);
            }
        }
        return Next.noreply(state);
    }

    @Override
    public void terminate(ExitReason reason, State<K, V> state) {
        state.loads.kill();
    }

    /** A loader has ended without a word of its own; or after it, and then it is known. */
    private void ended(State<K, V> state, Pid loader, String how) {
        Load<K, V> load = state.loads.take(loader);
        if (load != null) {
            finish(state, load, new Failure<>(LoadFailedException.ended(load.key(), how)));
        }
    }

    private void loaded(State<K, V> state, Pid loader, Outcome<V> outcome) {
        Load<K, V> load = state.loads.take(loader);
        if (load != null) {
            finish(state, load, outcome);
        }
    }

    /** What is stored is stored before anybody is answered, so that he can read it. */
    private void finish(State<K, V> state, Load<K, V> load, Outcome<V> outcome) {
        boolean current = state.loads.isCurrent(load);
        Outcome<V> kept = current && outcome instanceof Value<V>(var value) ? keep(state, load, value) : outcome;
        (kept instanceof Value<V> ? state.counters.loads : state.counters.failedLoads).increment();
        load.answer(kept);
    }

    private Outcome<V> keep(State<K, V> state, Load<K, V> load, V value) {
        BadArgException refused = put(state, load.key(), value, load.ttl());
        return refused == null ? new Value<>(value) : new Failure<>(LoadFailedException.threw(load.key(), refused));
    }

    private static long now() {
        return self().node().clock().now();
    }
}
