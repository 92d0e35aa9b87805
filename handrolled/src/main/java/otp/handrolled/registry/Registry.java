package otp.handrolled.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.NameRegistry;
import otp.handrolled.process.NoProcException;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerName;
import otp.handrolled.process.ServerRef;

/**
 * A place where processes register under keys of any type, and are found: {@code Registry}. With unique keys a process can have a
 * key to itself, and a server can be started under it by a {@linkplain #via(Object) via name}. With duplicate keys many processes
 * share one, which makes publish and subscribe.
 *
 * <pre>{@code
 * static final Registry<String, String> NAMES = Registry.unique("Names");       // a value, like the atom in Elixir
 *
 * NAMES.startLink();                                                            // or NAMES.childSpec() under a supervisor
 * GenServer.startLink(new Stack<>(List.of()), Options.NONE.withName(NAMES.via("stack")));
 * NAMES.register("me", "the caller");
 * NAMES.lookup("me");                                                           // [Entry[pid, "the caller"]]
 *
 * TOPICS.dispatch("news", entries -> entries.forEach(entry -> send(entry.pid(), "hello")));
 * }</pre>
 *
 * <p>A process registers itself only, and what it registered goes with it: before any EXIT or DOWN tells of its death, which is sooner
 * than in Elixir, where a registry tidies up when its EXIT arrives. From its first registration until it has none left, a
 * process is linked to the registry (R3): a registry that crashes takes along those that rely on it, so that they register
 * again when they are restarted.
 *
 * <p>Keys are compared by {@code equals}: 1 and 1.0 are two keys, as with {@code ===}. There is one process for all keys, and not
 * one for each partition: nobody waits for it, since callers read and write concurrent maps themselves.
 *
 * <p>Thread-safe; nothing here blocks but {@link #startLink}. Every function but {@code startLink}, {@code childSpec} and {@code via}
 * throws {@link IllegalArgumentException} when the registry does not run, as Elixir does with "unknown registry".
 *
 * @param <K> the keys
 * @param <V> the values that are registered with them
 */
public final class Registry<K, V> implements NameRegistry {
    private static final Logger LOG = LoggerFactory.getLogger("otp.registry");

    private final String name;
    private final boolean unique;
    private final List<String> listeners;
    private final AtomicReference<@Nullable Table<K, V>> running = new AtomicReference<>();

    private Registry(String name, boolean unique, String... listeners) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name for the registry, got a blank one");
        }
        this.name = name;
        this.unique = unique;
        this.listeners = List.of(listeners);
    }

    /**
     * A registry where a key belongs to one process: {@code keys: :unique}. It does not run yet.
     *
     * @param name what it and its process are called
     * @param listeners names of processes that are sent a {@link RegistryEvent} for each register and unregister
     * @param <K> the keys
     * @param <V> the values
     * @return the registry
     * @throws IllegalArgumentException if the name is blank
     */
    public static <K, V> Registry<K, V> unique(String name, String... listeners) {
        return new Registry<>(name, true, listeners);
    }

    /**
     * A registry where any number of processes share a key: {@code keys: :duplicate}. It does not run yet.
     *
     * @param name what it and its process are called
     * @param listeners names of processes that are sent a {@link RegistryEvent} for each register and unregister
     * @param <K> the keys
     * @param <V> the values
     * @return the registry
     * @throws IllegalArgumentException if the name is blank
     */
    public static <K, V> Registry<K, V> duplicate(String name, String... listeners) {
        return new Registry<>(name, false, listeners);
    }

    // ---- starting ----

    /**
     * Starts the registry, linked to the caller: {@code start_link/1}.
     *
     * @return its process, or {@link ExitReason.AlreadyStarted} if it runs or the name is taken on this node
     */
    public OnStart<Pid> startLink() {
        return GenServer.startLink(new RegistryProcess<>(this), Options.named(name))
                .map(ServerRef::pid);
    }

    /**
     * How a supervisor starts the registry: {@code child_spec/1}. It begins empty after a restart.
     *
     * @return the spec
     */
    public ChildSpec childSpec() {
        return ChildSpec.worker(name, this::startLink);
    }

    /** Begins to take registrations, until the process ends. Returns why not, if it cannot. */
    Optional<ExitReason> open(Pid process) {
        var table = new Table<K, V>(process, unique ? new Store.Unique<>() : new Store.Duplicate<>());
        if (!running.compareAndSet(null, table)) {
            // On another node, where the name was free.
            return Optional.of(new ExitReason.AlreadyStarted(table().process));
        }
        Processes.own((_, _) -> running.compareAndSet(table, null));
        return Optional.empty();
    }

    private Table<K, V> table() {
        Table<K, V> table = running.get();
        if (table == null) {
            throw new IllegalArgumentException(
                    "unknown registry: " + name
                            + ". It does not run: call startLink(), or put childSpec() before its users under their supervisor");
        }
        return table;
    }

    // ---- registering ----

    /**
     * Registers the caller: {@code register/3}. In a registry with duplicate keys it may do so several times under one key.
     *
     * @param key the key
     * @param value what others find beside the pid; not changed afterwards
     * @return that it is registered, or who has the key (R1)
     * @throws IllegalArgumentException if the registry does not run or a listener is not there; then nothing is registered
     */
    public Registration register(K key, V value) {
        Objects.requireNonNull(value, "expected a value to register with, got null");
        return enter(key, value);
    }

    private Registration enter(K key, @Nullable V value) {
        Objects.requireNonNull(key, "expected a key to register under, got null");
        Pid self = Processes.self();
        Table<K, V> table = table();
        List<Pid> toTell = listeners.stream().map(this::listener).toList();
        Optional<Pid> taken;
        try {
            taken = table.register(new Slot<>(key, self, value));
        } catch (NoProcException registryDied) {
            throw new IllegalArgumentException("unknown registry: " + name + ". It has just ended", registryDied);
        }
        if (taken.isPresent()) {
            return new Registration.AlreadyRegistered(taken.get());
        }
        toTell.forEach(pid -> Processes.send(pid, new RegistryEvent.Registered(name, key, self, value)));
        return new Registration.Ok(table.process);
    }

    private Pid listener(String listener) {
        return Processes.whereis(listener)
                .orElseThrow(() -> new IllegalArgumentException("expected the listener \"" + listener
                        + "\" of the registry " + name + " to be registered. Start it before whoever registers"));
    }

    /**
     * Gives up a key: {@code unregister/2}. All of the caller's registrations under it go; those of others stay. Listeners hear
     * of it even if there was none, as in Elixir; one that is not there is logged.
     *
     * @param key the key
     */
    public void unregister(K key) {
        Pid self = Processes.self();
        table().unregister(self, slot -> slot.key.equals(key));
        for (String listener : listeners) {
            Processes.whereis(listener)
                    .ifPresentOrElse(
                            pid -> Processes.send(pid, new RegistryEvent.Unregistered(name, key, self)),
                            () -> LOG.warn(
                                    "The listener \"{}\" of the registry {} is gone: it misses that {} gave up {}",
                                    listener,
                                    name,
                                    self,
                                    key));
        }
    }

    /**
     * Gives up those of the caller's registrations under a key whose value fits: {@code unregister_match/4}. Listeners are not
     * told, as in Elixir.
     *
     * @param key the key
     * @param which chooses by the value
     */
    public void unregisterMatch(K key, Predicate<? super V> which) {
        table().unregister(Processes.self(), slot -> slot.key.equals(key) && fits(slot, which));
    }

    /**
     * Changes the caller's value under a key: {@code update_value/3}, for unique keys only. The function runs in the caller; if it
     * throws, the value stays.
     *
     * @param key the key
     * @param change from the value to the next; given null if it has none
     * @return the new value and the old, or nothing ({@code :error}) if the caller does not have the key (R5)
     * @throws UnsupportedOperationException in a registry with duplicate keys
     */
    public Optional<Updated<V>> updateValue(K key, UnaryOperator<@Nullable V> change) {
        onlyIfUnique("updateValue");
        Pid self = Processes.self();
        for (Slot<K, V> slot : table().store.get(key)) {
            if (slot.pid == self) {
                V before = slot.value;
                V value =
                        Objects.requireNonNull(change.apply(before), "expected a new value for the registry, got null");
                slot.value = value;
                return Optional.of(new Updated<>(value, before));
            }
        }
        return Optional.empty();
    }

    // ---- looking ----

    /**
     * Who is registered under a key: {@code lookup/2}.
     *
     * @param key the key
     * @return the entries, in the order of registration; none or one if keys are unique
     */
    public List<Entry<V>> lookup(K key) {
        return table().store.get(key).stream().map(Slot::entry).toList();
    }

    /**
     * Those under a key whose value fits: {@code match/4}.
     *
     * @param key the key
     * @param which chooses by the value
     * @return the entries, in the order of registration
     */
    public List<Entry<V>> match(K key, Predicate<? super V> which) {
        return table().store.get(key).stream()
                .filter(slot -> fits(slot, which))
                .map(Slot::entry)
                .toList();
    }

    /**
     * The keys of a process: {@code keys/2}. A key that it has several times is there several times.
     *
     * @param pid whose
     * @return the keys, the oldest registration first
     */
    public List<K> keys(Pid pid) {
        return table().slotsOf(pid).stream().map(slot -> slot.key).toList();
    }

    /**
     * The values that a process has registered under a key: {@code values/3}.
     *
     * @param key the key
     * @param pid whose
     * @return the values, the oldest registration first; none or one if keys are unique. A via name without a value has none
     */
    public List<V> values(K key, Pid pid) {
        return table().slotsOf(pid).stream()
                .filter(slot -> slot.key.equals(key))
                .flatMap(slot -> Stream.ofNullable(slot.value))
                .toList();
    }

    /**
     * How many of those under a key have a value that fits: {@code count_match/4}.
     *
     * @param key the key
     * @param which chooses by the value
     * @return the number
     */
    public int countMatch(K key, Predicate<? super V> which) {
        return match(key, which).size();
    }

    /**
     * What a match specification makes of all registrations, whatever their key: {@code select/2}.
     *
     * @param spec which, and what of them; its functions run in the caller
     * @param <R> what of them
     * @return the results, in no particular order
     */
    public <R> List<R> select(MatchSpec<Registered<K, V>, R> spec) {
        return table().store.all().stream()
                .flatMap(slot -> spec.run(new Registered<>(slot.key, slot.pid, slot.value)).stream())
                .toList();
    }

    /**
     * For how many registrations the body is exactly true: {@code count_select/2}.
     *
     * @param spec which
     * @return the number
     */
    public int countSelect(MatchSpec<Registered<K, V>, Boolean> spec) {
        return (int) select(spec).stream().filter(isTrue -> isTrue).count();
    }

    /**
     * How many registrations there are: {@code count/1}.
     *
     * @return the number
     */
    public int count() {
        return table().store.size();
    }

    /**
     * Gives all entries of a key to a function: {@code dispatch/3}. It runs in the caller, once, and not at all if there are no
     * entries (R5). What it throws, the caller gets.
     *
     * @param key the key
     * @param function mostly sends something to each
     */
    public void dispatch(K key, Consumer<? super List<Entry<V>>> function) {
        List<Entry<V>> entries = lookup(key);
        if (!entries.isEmpty()) {
            function.accept(entries);
        }
    }

    private static <V> boolean fits(Slot<?, V> slot, Predicate<? super V> which) {
        V value = slot.value;
        return value != null && which.test(value);
    }

    // ---- metadata ----

    /**
     * What was stored with the registry: {@code meta/2}.
     *
     * @param key under what
     * @return the value, or nothing ({@code :error})
     */
    public Optional<Object> meta(Object key) {
        return Optional.ofNullable(table().meta.get(key));
    }

    /**
     * Stores something with the registry, for as long as it runs: {@code put_meta/3}.
     *
     * @param key under what
     * @param value what; not null, and not changed afterwards
     */
    public void putMeta(Object key, Object value) {
        table().meta.put(key, value);
    }

    /**
     * Forgets what was stored: {@code delete_meta/2}. Nothing is no error.
     *
     * @param key under what
     */
    public void deleteMeta(Object key) {
        table().meta.remove(key);
    }

    // ---- via names ----

    /**
     * The name of a server in this registry: {@code {:via, Registry, {registry, key}}}.
     *
     * @param key the key
     * @return the name, to start a server under or to find it by
     */
    public ServerName via(K key) {
        return new ServerName.Via(this, key);
    }

    /**
     * The same with a value to register with: {@code {:via, Registry, {registry, key, value}}}.
     *
     * @param key the key
     * @param value what others find beside the pid
     * @return the name
     */
    public ServerName via(K key, V value) {
        return new ServerName.Via(this, new KeyAndValue<>(key, value));
    }

    private record KeyAndValue<K, V>(K key, V value) {
        KeyAndValue {
            Objects.requireNonNull(key, "expected a key for the via name, got null");
            Objects.requireNonNull(value, "expected a value for the via name, got null");
        }

        @Override
        public String toString() {
            return key + ", " + value;
        }
    }

    @SuppressWarnings("unchecked") // the names that via() makes hold a K
    private K keyIn(Object term) {
        return (K) (term instanceof KeyAndValue<?, ?>(var key, var _) ? key : term);
    }

    @SuppressWarnings("unchecked") // the names that via() makes hold a V, if any
    private @Nullable V valueIn(Object term) {
        return term instanceof KeyAndValue<?, ?>(var _, var value) ? (V) value : null;
    }

    /**
     * Registers the caller under a key: {@code register_name/2}.
     *
     * @param term what {@link #via} put into the name
     * @param pid the caller
     * @return false if the key is taken
     * @throws IllegalArgumentException if the pid is not the caller's: a process registers itself only
     * @throws UnsupportedOperationException in a registry with duplicate keys
     */
    @Override
    public boolean registerName(Object term, Pid pid) {
        onlyIfUnique("a via name");
        if (pid != Processes.self()) {
            throw new IllegalArgumentException("expected the caller's own pid " + Processes.self()
                    + ", since a process registers itself only, got: " + pid);
        }
        return enter(keyIn(term), valueIn(term)) instanceof Registration.Ok;
    }

    /**
     * Gives up a key of the caller's: {@code unregister_name/1}.
     *
     * @param term what {@link #via} put into the name
     * @throws UnsupportedOperationException in a registry with duplicate keys
     */
    @Override
    public void unregisterName(Object term) {
        onlyIfUnique("a via name");
        unregister(keyIn(term));
    }

    /**
     * Who has a key: {@code whereis_name/1}.
     *
     * @param term what {@link #via} put into the name
     * @return a living process, or nothing
     * @throws UnsupportedOperationException in a registry with duplicate keys
     */
    @Override
    public Optional<Pid> whereisName(Object term) {
        onlyIfUnique("a via name");
        return lookup(keyIn(term)).stream()
                .map(Entry::pid)
                .filter(Processes::isAlive)
                .findFirst();
    }

    private void onlyIfUnique(String what) {
        if (!unique) {
            throw new UnsupportedOperationException(what + " is not supported for duplicate registries, and " + name
                    + " is one: make it with unique()");
        }
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
