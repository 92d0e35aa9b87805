package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.termscache.CacheGoneException;
import otp.termscache.LoadFailedException;
import otp.termscache.Settings;
import otp.termscache.Stats;
import otp.termscache.Terms;
import otp.termscache.Ttl;
import otp.termscache.handrolled.Loads.Failure;
import otp.termscache.handrolled.Loads.Outcome;
import otp.termscache.handrolled.Loads.Value;
import otp.termscache.handrolled.TermsOwner.Message;

/**
 * {@link TableCache}, and what one misses there: it loads what is missing, once however many ask; it has a limit; it counts; and it
 * tells of changes.
 *
 * <pre>{@code
 * TermsCache<String, User> users = TermsCache.named("users");
 * User ada = users.fetch("ada", Duration.ofMinutes(20), () -> database.user("ada"));
 * users.subscribe();                    // from now on this process gets messages of type Change
 * }</pre>
 *
 * <p>A crash of the owner loses what was in its mailbox, the loads that ran (their callers exit with its reason), the subscriptions
 * (monitor the owner to hear of it) and the order in which entries were stored. The entries stay, and so do the counts.
 *
 * <p>The rest as in {@link TableCache}. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class TermsCache<K, V> {
    private final Node node;
    private final String name;
    private final ServerRef<Message<K, V>> owner;
    private final PersistentTerm<SharedTable<K, V>> term;

    private TermsCache(Node node, String name) {
        this.node = node;
        this.name = name;
        this.owner = ServerRef.named(node, new ServerName.Local(name));
        this.term = SharedTable.term(name);
    }

    // region start
    /**
     * How a supervisor starts it.
     *
     * @param name what it is called; on a node there is one cache, one table and one process of a name
     * @param settings how it works
     * @return the spec of a supervisor, whose id is the name
     */
    public static ChildSpec childSpec(String name, Settings settings) {
        return Supervisor.childSpec(
                name,
                List.of(
                        GenServer.childSpec(
                                "keeper", () -> new TableKeeper<>(name), Options.named(TableKeeper.name(name))),
                        GenServer.childSpec("owner", () -> new TermsOwner<>(name, settings), Options.named(name))),
                Flags.restForOne().named(name + "_sup"));
    }

    /**
     * The one with this name on the caller's node. That its keys and values are of these types is the caller's word.
     *
     * @param name what it is called; it need not run yet
     * @return its name, to be used
     * @throws IllegalStateException on a thread that is no process
     */
    public static <K, V> TermsCache<K, V> named(String name) {
        return named(self().node(), name);
    }

    /**
     * The same for threads that are no process.
     *
     * @param node where it runs
     * @param name what it is called
     * @return its name, to be used
     */
    public static <K, V> TermsCache<K, V> named(Node node, String name) {
        return new TermsCache<>(node, name);
    }
    // endregion

    // region client
    /** Stores a value that stays until it is replaced, or there is no more room: {@link #put(Object, Object, Duration)}. */
    public void put(K key, V value) {
        put(key, value, Ttl.INFINITY);
    }

    /**
     * Stores a value for a time, in place of that which was there. Blocks for five seconds at most.
     *
     * @param ttl how long it is there, zero or more; zero takes away what was there
     * @throws NullPointerException if one of them is null
     * @throws IllegalArgumentException if the time to live is negative
     * @throws BadArgException if key or value can change
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public void put(K key, V value, Duration ttl) {
        Terms.key(key);
        Terms.value(value);
        Ttl.check(ttl);
        Optional<BadArgException> refused = GenServer.call(owner, from -> new TermsOwner.Put<>(key, value, ttl, from));
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    /**
     * Takes a key away, whether it is there or not. Blocks for five seconds at most.
     *
     * @throws NullPointerException if the key is null
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public void remove(K key) {
        Terms.key(key);
        GenServer.<Message<K, V>, Boolean>call(owner, from -> new TermsOwner.Remove<>(key, from));
    }

    /**
     * The value of a key. Sends nothing and does not block.
     *
     * @return the value, or empty if there is none, or its time is over
     * @throws NullPointerException if the key is null
     * @throws CacheGoneException if the cache does not run
     */
    public Optional<V> get(K key) {
        return table().get(key);
    }

    /** {@link #fetch(Object, Duration, Callable, Duration)} that waits for five seconds at most. */
    public V fetch(K key, Duration ttl, Callable<? extends V> loader) {
        return fetch(key, ttl, loader, Timeouts.DEFAULT);
    }

    /**
     * The value of a key, which is loaded if there is none. Whoever asks while it is being loaded waits for the same loader. If the
     * key is put or removed meanwhile, that is what stays, and those who wait get what was loaded.
     *
     * @param ttl how long it is there once it was loaded; that of the first who asks counts, and zero lets it not be stored
     * @param loader gives the value, in a process of its own. It may use the cache, but not wait for its own key
     * @param timeout how long to wait; the loader goes on for others, as long as the {@link Settings} let it
     * @return the value
     * @throws NullPointerException if one of them is null
     * @throws IllegalArgumentException if the time to live is negative
     * @throws LoadFailedException if the loader threw, gave null or something that can change, or took too long
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function, Duration)}
     * @throws CacheGoneException if the cache does not run
     */
    public V fetch(K key, Duration ttl, Callable<? extends V> loader, Duration timeout) {
        Ttl.check(ttl);
        Objects.requireNonNull(loader, "expected a loader, got null");
        Optional<V> there = get(key);
        if (there.isPresent()) {
            return there.get();
        }
        Outcome<V> outcome = GenServer.call(owner, from -> new TermsOwner.Fetch<>(key, ttl, loader, from), timeout);
        return switch (outcome) {
            case Value<V>(var value) -> value;
            case Failure<V>(var error) -> throw error;
        };
    }

    /**
     * Has the calling process told of each change from now on, by a message of type {@link otp.termscache.Change}; until it ends, or
     * the owner does. Twice is the same as once. Blocks for five seconds at most.
     *
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public void subscribe() {
        Pid self = self();
        GenServer.<Message<K, V>, Boolean>call(owner, from -> new TermsOwner.Subscribe<>(self, true, from));
    }

    /**
     * Has the calling process told no longer. What was sent before may still be in its mailbox. Blocks for five seconds at most.
     *
     * @throws otp.handrolled.process.ProcessExit as {@link GenServer#call(ServerRef, java.util.function.Function)}
     */
    public void unsubscribe() {
        Pid self = self();
        GenServer.<Message<K, V>, Boolean>call(owner, from -> new TermsOwner.Subscribe<>(self, false, from));
    }

    /**
     * What has happened in it. Does not wait for the owner.
     *
     * @throws CacheGoneException if the cache does not run
     */
    public Stats stats() {
        SharedTable<K, V> table = table();
        return table.counters.stats(table.size());
    }

    /**
     * Some of the entries that are not over, in no particular order. Does not wait for the owner.
     *
     * @param limit how many at most, one or more
     * @throws IllegalArgumentException if the limit is not above zero
     * @throws CacheGoneException if the cache does not run
     */
    public List<Map.Entry<K, V>> some(int limit) {
        return table().some(limit);
    }
    // endregion

    private SharedTable<K, V> table() {
        return SharedTable.of(node, term, name);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
