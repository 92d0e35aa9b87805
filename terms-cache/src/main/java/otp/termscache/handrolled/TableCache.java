package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.persistentterm.PersistentTerm;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.termscache.CacheGoneException;
import otp.termscache.Reads;
import otp.termscache.Terms;
import otp.termscache.Ttl;
import otp.termscache.handrolled.TableOwner.Message;

/**
 * A cache in a named, protected table. One process writes it; everybody reads it, each in his own process and at the same time as
 * all others.
 *
 * <pre>{@code
 * Supervisor.startLink(List.of(TableCache.childSpec("terms", Duration.ofSeconds(5))), Flags.oneForOne());
 *
 * TableCache<String, Integer> terms = TableCache.named("terms");
 * terms.put("session", 42, Duration.ofMinutes(20));      // a call to the owner
 * terms.get("session");                                  // no message at all
 * }</pre>
 *
 * <pre>
 * terms_sup      rest_for_one
 *   terms_keeper   makes the table, and inherits it
 *   terms          owns the table, and writes it
 * </pre>
 *
 * <p>A crash of the owner loses what was in its mailbox and nothing else: the table goes to the keeper and from there to the next
 * owner, and can be read all the time. A crash of the keeper, which has no cause for one, loses all.
 *
 * <p>Keys and values must not change, as the table shares them: see {@link otp.handrolled.ets.Ets#insert(Record)}. This object is a
 * name and no more; it is as good after a restart as before. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class TableCache<K, V> {
    private final Node node;
    private final String name;
    private final ServerRef<Message<K, V>> owner;
    private final PersistentTerm<SharedTable<K, V>> term;

    private TableCache(Node node, String name) {
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
     * @param interval the time between two sweeps
     * @return the spec of a supervisor, whose id is the name
     * @throws IllegalArgumentException if the interval is not above zero
     */
    public static ChildSpec childSpec(String name, Duration interval) {
        return Supervisor.childSpec(
                name, children(name, interval), Flags.restForOne().named(name + "_sup"));
    }

    /**
     * The keeper and the owner, for a supervisor of one's own: rest_for_one, for an owner needs the table that the keeper has made.
     *
     * @param name what it is called, and the id of the owner
     * @param interval the time between two sweeps
     * @return the two specs in this order
     * @throws IllegalArgumentException if the interval is not above zero
     */
    public static List<ChildSpec> children(String name, Duration interval) {
        Ttl.interval(interval);
        String keeper = TableKeeper.name(name);
        return List.of(
                GenServer.childSpec(keeper, () -> new TableKeeper<>(name), Options.named(keeper)),
                GenServer.childSpec(name, () -> new TableOwner<>(name, interval), Options.named(name)));
    }

    /**
     * The one with this name on the caller's node. That its keys and values are of these types is the caller's word.
     *
     * @param name what it is called; it need not run yet
     * @return its name, to be used
     * @throws IllegalStateException on a thread that is no process
     */
    public static <K, V> TableCache<K, V> named(String name) {
        return named(self().node(), name);
    }

    /**
     * The same for threads that are no process.
     *
     * @param node where it runs
     * @param name what it is called
     * @return its name, to be used
     */
    public static <K, V> TableCache<K, V> named(Node node, String name) {
        return new TableCache<>(node, name);
    }
    // endregion

    // region client
    /** Stores a value that stays until it is replaced: {@link #put(Object, Object, Duration)}. */
    public void put(K key, V value) {
        put(key, value, Ttl.INFINITY);
    }

    /**
     * Stores a value for a time, in place of that which was there. Once it has returned, everybody's {@link #get} sees it. Blocks for
     * five seconds at most.
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
        Optional<BadArgException> refused = GenServer.call(owner, from -> new TableOwner.Put<>(key, value, ttl, from));
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
        GenServer.<Message<K, V>, Boolean>call(owner, from -> new TableOwner.Remove<>(key, from));
    }

    /**
     * The value of a key. Sends nothing and does not block, whatever the owner is doing.
     *
     * @return the value, or empty if there is none, or its time is over
     * @throws NullPointerException if the key is null
     * @throws CacheGoneException if the cache does not run
     */
    public Optional<V> get(K key) {
        return table().get(key);
    }

    /**
     * How many entries there are, those among them that are over and not yet swept out. Does not wait for the owner.
     *
     * @throws CacheGoneException if the cache does not run
     */
    public int size() {
        return table().size();
    }

    /**
     * How often it was read. Does not block.
     *
     * @throws CacheGoneException if the cache does not run
     */
    public Reads reads() {
        return table().counters.reads();
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
