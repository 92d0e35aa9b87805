package otp.handrolled.ets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OwnedResource;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;

/**
 * A table in memory that belongs to a process and that others can read, or read and write: {@code :ets}.
 *
 * <pre>{@code
 * record User(String name, int age) {}
 *
 * Ets<String, User> users = Ets.create("users", User::name, Options.DEFAULT);
 * users.insert(new User("ada", 36));
 * users.lookup("ada");                                            // [User[name=ada, age=36]]
 *
 * Ets<String, Pair<String, Integer>> pairs = Ets.create("pairs"); // {key, value}, for which one needs no record
 * }</pre>
 *
 * <p>Objects are records, as they are tuples in Erlang, and a function tells the key of one, in place of {@code keypos}.
 *
 * <p><b>What is the same.</b> The table goes with its owner, before anybody hears of its death (E5), unless it has an heir (E6). A
 * function on one object is atomic and isolated, and so are the insertion of a list (E8), {@link #deleteAllObjects} and {@link
 * #delete()}: a reader sees all of it or nothing, whichever keys it reads and in whichever order. Functions that walk over the table
 * ({@link #select}, {@link #toList}, {@link #next}) are not isolated, here as there: they meet each object that is there all the
 * time exactly once, and may or may not meet one that comes or goes meanwhile.
 *
 * <p><b>What differs.</b> Readers take no lock, neither of the owner (E12) nor of a writer; in OTP a reader may wait for a writer
 * of the same table. {@link #info} may count a list that is being inserted by halves. Nothing is copied: what could be changed is
 * refused when it is inserted (E16), and looking something up costs the same for large objects and for small. A process that has been
 * killed and whose code lingers (it is dead for all others) may go on reading a table that is not private, but writes no more.
 * Within one list, objects of one key in a bag keep their order, which in OTP 25 they do not.
 * A counter ends at 64 bits; integers of Erlang do not. Functions that are given to a table run outside of its locks, some more than
 * once: see there.
 *
 * <p>Thread-safe. No function waits for the owner. All throw {@link BadArgException} if the table is gone or the caller may not do
 * that (E4). Threads that are no process may use public tables, and read protected ones.
 *
 * @param <K> the keys
 * @param <O> the objects: records of parts that cannot change
 */
public final class Ets<K, O extends Record> extends Matching<O> {
    private final Node node;
    private final Function<? super O, ? extends K> keyOf;
    private final TableType type;
    private final Access access;
    private final boolean named;
    private final Stripes stripes;
    private final Walk<K, O> walk;
    private final OwnedResource ownership = this::ownerExited;

    // Written under all locks, read under any or, where a stale answer is no harm, under none.
    private volatile String name;
    private volatile Pid owner;
    private volatile Options.@Nullable Heir heir;
    private volatile Storage<K, O> storage;
    private volatile boolean deleted;

    private Ets(Node node, String name, Function<? super O, ? extends K> keyOf, Options options, Pid owner) {
        this.node = node;
        this.name = name;
        this.keyOf = keyOf;
        this.type = options.type();
        this.access = options.access();
        this.named = options.named();
        this.heir = options.heir();
        this.owner = owner;
        this.storage = Storage.empty(type);
        // Keys that an ordered set holds for equal may have different hash codes, so they cannot be shared out.
        this.stripes = new Stripes(options.writeConcurrency() && type != TableType.ORDERED_SET);
        this.walk = new Walk<>(this::toString, stripes, () -> storage, keyOf);
    }

    // ---- creating and finding ----

    /**
     * Makes a protected, unnamed set of pairs: {@code ets:new(name, [])} (E1). It belongs to the caller.
     *
     * @param name what it is called
     * @param <K> the keys
     * @param <V> the values
     * @return the table
     */
    public static <K, V> Ets<K, Pair<K, V>> create(String name) {
        return create(name, Options.DEFAULT);
    }

    /**
     * Makes a table of pairs.
     *
     * @param name what it is called
     * @param options what kind of table
     * @param <K> the keys
     * @param <V> the values
     * @return the table
     * @throws BadArgException if it is to be named and the name is taken
     */
    public static <K, V> Ets<K, Pair<K, V>> create(String name, Options options) {
        return create(name, Pair::key, options);
    }

    /**
     * Makes a table: {@code ets:new/2}. It belongs to the caller.
     *
     * @param name what it is called; it is found by it only if it is {@linkplain Options#asNamed() named}
     * @param keyOf the key of an object; always the same for the same object
     * @param options what kind of table
     * @param <K> the keys
     * @param <O> the objects
     * @return the table
     * @throws BadArgException if it is to be named and the name is taken (E15), or the name is blank
     */
    public static <K, O extends Record> Ets<K, O> create(
            String name, Function<? super O, ? extends K> keyOf, Options options) {
        Objects.requireNonNull(keyOf, "expected a function that tells the key of an object, got null");
        Pid self = Processes.self();
        var table = new Ets<K, O>(self.node(), checkName(name), keyOf, options, self);
        // Under the locks, which the end of the owner needs too: a caller that is killed in here leaves no name behind.
        boolean alive = table.stripes.withAll(() -> {
            if (options.named()) {
                table.takeName(name);
            }
            if (!Processes.own(self, table.ownership)) {
                table.vanish();
                return false;
            }
            Tables.of(table.node).all.add(table);
            return true;
        });
        if (!alive) {
            Processes.self(); // throws: the caller has been ended
        }
        return table;
    }

    private static String checkName(String name) {
        if (name.isBlank()) {
            throw new BadArgException("expected a name for the table, got a blank one");
        }
        return name;
    }

    private void takeName(String wanted) {
        Ets<?, ?> holder = Tables.of(node).byName.putIfAbsent(wanted, this);
        if (holder != null) {
            throw new BadArgException("expected a table name that is free, got: \"" + wanted
                    + "\", which is that of a table of " + holder.owner);
        }
    }

    /**
     * The named table of the caller's node that has a name now: {@code ets:whereis/1}. That it holds objects of type O is the
     * caller's word.
     *
     * @param name the name
     * @param <K> its keys
     * @param <O> its objects
     * @return the table, or nothing
     */
    public static <K, O extends Record> Optional<Ets<K, O>> whereis(String name) {
        return whereis(Processes.self().node(), name);
    }

    /**
     * The same for threads that are no process.
     *
     * @param node where
     * @param name the name
     * @param <K> its keys
     * @param <O> its objects
     * @return the table, or nothing
     */
    @SuppressWarnings("unchecked") // the caller's word
    public static <K, O extends Record> Optional<Ets<K, O>> whereis(Node node, String name) {
        return Optional.ofNullable((Ets<K, O>) Tables.of(node).byName.get(name));
    }

    /**
     * The named table of the caller's node, which must be there: what using the name for the table does in Erlang.
     *
     * @param name the name
     * @param <K> its keys
     * @param <O> its objects
     * @return the table
     * @throws BadArgException if no table has the name
     */
    public static <K, O extends Record> Ets<K, O> named(String name) {
        return Ets.<K, O>whereis(name)
                .orElseThrow(() -> new BadArgException("expected the name of a named table, got: \"" + name
                        + "\". Create it with Options.asNamed(), in a process that lives as long as it is used"));
    }

    /**
     * All tables of a node, whoever owns them: {@code ets:all/0}.
     *
     * @param node whose
     * @return the tables, in no particular order
     */
    public static List<Ets<?, ?>> all(Node node) {
        return List.copyOf(Tables.of(node).all);
    }

    // ---- reading ----

    /**
     * The objects of a key: {@code lookup/2}. Takes no lock.
     *
     * @param key the key
     * @return none or one in a set, in the order of their insertion in a bag
     */
    public List<O> lookup(K key) {
        return Chain.list(stored().get(key));
    }

    /**
     * The object of a key in a set: {@code lookup/2} with a match on its result. Takes no lock.
     *
     * @param key the key
     * @return the object, or null; in a bag, the one that was inserted last
     */
    public @Nullable O get(K key) {
        Chain<O> chain = stored().get(key);
        return chain == null ? null : chain.object();
    }

    /**
     * Whether a key has objects: {@code member/2}. Takes no lock.
     *
     * @param key the key
     * @return true if it has
     */
    public boolean member(K key) {
        return stored().contains(key);
    }

    /**
     * Something of the object of a key in a set: {@code lookup_element/3}, where {@code pos} is a function here. Takes no lock.
     *
     * @param key the key
     * @param element what of it, such as an accessor
     * @param <E> what that is
     * @return it
     * @throws BadArgException if the key has no object, or the table is a bag
     */
    public <E extends @Nullable Object> E lookupElement(K key, Function<? super O, ? extends E> element) {
        O object = only(key, "to look an element up in");
        if (object == null) {
            throw new BadArgException("expected a key that exists in the table " + this + ", got: " + key
                    + ". Give lookupElement a default for a key that may be missing");
        }
        return element.apply(object);
    }

    /**
     * The same with a value for a key that is not there: {@code lookup_element/4} of OTP 26.
     *
     * @param key the key
     * @param element what of it
     * @param otherwise what to return if the key has no object
     * @param <E> what that is
     * @return it
     * @throws BadArgException if the table is a bag
     */
    public <E extends @Nullable Object> E lookupElement(K key, Function<? super O, ? extends E> element, E otherwise) {
        O object = only(key, "to look an element up in");
        return object == null ? otherwise : element.apply(object);
    }

    private @Nullable O only(K key, String what) {
        checkOnePerKey(what);
        return get(key);
    }

    // ---- walking ----

    /**
     * The first key: {@code first/1}. The least one in an ordered set.
     *
     * @return the key, or nothing if the table is empty ({@code '$end_of_table'})
     */
    public Optional<K> first() {
        return walk.first(stored());
    }

    /**
     * The last key: {@code last/1}. As in OTP, the first one if the table is not ordered.
     *
     * @return the key, or nothing if the table is empty
     */
    public Optional<K> last() {
        return walk.last(stored());
    }

    /**
     * The key after a key: {@code next/2}. In an ordered set the next greater one, whether or not the key is there.
     *
     * @param key the key
     * @return the next, or nothing at the end
     * @throws BadArgException if the table is not ordered, and the key not there: {@linkplain #fix() fix} a table to walk over it
     *     while it is changed (E14)
     */
    public Optional<K> next(K key) {
        return walk.next(stored(), key);
    }

    /**
     * The key before a key: {@code prev/2}. As in OTP, the same as {@link #next} if the table is not ordered.
     *
     * @param key the key
     * @return the previous, or nothing at the beginning
     */
    public Optional<K> prev(K key) {
        return walk.previous(stored(), key);
    }

    /**
     * Makes it safe to walk over the table with {@link #first} and {@link #next} while it is changed: {@code safe_fixtable(table,
     * true)}. Until it is released, each key that is there all the time is met exactly once. Counts, and ends with the caller.
     */
    public void fix() {
        stored();
        walk.fix(this::checkExists);
    }

    /** Takes one {@link #fix} of the caller's back: {@code safe_fixtable(table, false)}. Without one nothing happens. */
    public void release() {
        stored();
        walk.release(Processes.self(), false);
    }

    // ---- writing ----

    /**
     * Inserts an object: {@code insert/2}. In a set it takes the place of the one with its key.
     *
     * @param object what
     * @throws BadArgException if the object holds something that can change (E16)
     */
    public void insert(O object) {
        Immutability.check(object);
        K key = keyOf(object);
        checkWritable();
        change(key, now -> {
            Chain<O> before = now.get(key);
            put(key, before, now.inserted(before, object));
            return true;
        });
    }

    /**
     * Inserts objects, all at one moment: {@code insert/2} with a list (E8). A later one of the same key takes the place of an earlier
     * one in a set.
     *
     * @param objects what
     * @throws BadArgException if one holds something that can change; then none is inserted
     */
    public void insert(List<O> objects) {
        insertAll(objects, false);
    }

    /**
     * Inserts an object if its key has none: {@code insert_new/2}.
     *
     * @param object what
     * @return whether it was inserted
     */
    public boolean insertNew(O object) {
        return insertNew(List.of(object));
    }

    /**
     * Inserts objects at one moment if none of their keys is there: {@code insert_new/2} with a list. All or none (E8).
     *
     * @param objects what
     * @return whether they were inserted
     */
    public boolean insertNew(List<O> objects) {
        return insertAll(objects, true);
    }

    private boolean insertAll(List<O> objects, boolean onlyIfNew) {
        List<O> added = List.copyOf(objects);
        added.forEach(Immutability::check);
        List<K> keys = added.stream().map(this::keyOf).toList();
        checkWritable();
        return stripes.with(keys, () -> {
            checkWritable();
            if (onlyIfNew && keys.stream().anyMatch(storage::contains)) {
                return false;
            }
            storage.insertAll(added, keys, walk.order(), walk.isFixed());
            return true;
        });
    }

    /**
     * Deletes the objects of a key: {@code delete/2}. None is no error (E13).
     *
     * @param key the key
     */
    public void delete(K key) {
        take(key);
    }

    /**
     * Deletes the objects of a key and returns them, with nobody in between: {@code take/2}.
     *
     * @param key the key
     * @return what was there
     */
    public List<O> take(K key) {
        checkWritable();
        return change(key, now -> {
            Chain<O> before = now.get(key);
            if (before != null) {
                put(key, before, null);
            }
            return Chain.list(before);
        });
    }

    /**
     * Deletes an object, in a bag all that are equal to it: {@code delete_object/2}. None is no error.
     *
     * @param object which
     */
    public void deleteObject(O object) {
        checkWritable();
        remove(object);
    }

    /** Takes an object out. Returns how many are gone. */
    private int removed(K key, @Nullable Chain<O> before, O object) {
        Chain<O> after = Chain.without(before, object);
        if (after != before) {
            put(key, before, after);
        }
        return Chain.sizeOf(before) - Chain.sizeOf(after);
    }

    /** Deletes all objects at one moment: {@code delete_all_objects/1} (E13). */
    public void deleteAllObjects() {
        checkWritable();
        stripes.withAll(() -> {
            checkWritable();
            storage = Storage.empty(type);
            walk.emptied();
            return true;
        });
    }

    /**
     * Changes the object of a key: {@code update_element/3}. In one step; nobody sees it half changed, and no change of another is
     * lost.
     *
     * @param key the key
     * @param change a copy of the object with other elements; must keep the key, and does nothing else: when another writes the key
     *     meanwhile, it runs again
     * @return whether the key has an object
     * @throws BadArgException if the table is a bag, or the copy has another key or holds something that can change; then nothing
     *     is changed
     */
    public boolean updateElement(K key, UnaryOperator<O> change) {
        checkOnePerKey("to update an element in");
        return replaceOnly(key, before -> before == null ? null : checkChanged(change.apply(before)));
    }

    private static <O> O checkChanged(@Nullable O object) {
        return Objects.requireNonNull(object, "expected the change to return an object, got null");
    }

    /**
     * Counts: {@code update_counter/3}, in one step (E9).
     *
     * @param key the key of the object
     * @param add what to add to which counter
     * @return the new value of the counter
     * @throws BadArgException if the key has no object, the table is a bag, the counter no longer fits 64 bits, or the copy has
     *     another key; then nothing is changed
     */
    public long updateCounter(K key, Counter.Add<O> add) {
        return updateCounter(key, List.of(add)).getFirst();
    }

    /**
     * Counts in several counters of one object, or several times: {@code update_counter/3} with a list. All in one step.
     *
     * @param key the key of the object
     * @param adds what to add to which counter, in this order
     * @return the new values, in the same order
     * @throws BadArgException as above
     */
    public List<Long> updateCounter(K key, List<Counter.Add<O>> adds) {
        return count(key, adds, () -> {
            throw new BadArgException("expected a key that exists in the table " + this + ", got: " + key
                    + ". Insert the object first, or give updateCounter a default");
        });
    }

    /**
     * Counts in an object that is made if it is not there: {@code update_counter/4}.
     *
     * @param key the key of the object
     * @param add what to add to which counter
     * @param initial makes the object for the key, before the addition; does nothing else, since it may run again when another
     *     writes the key meanwhile
     * @return the new value of the counter
     * @throws BadArgException as above
     */
    public long updateCounter(K key, Counter.Add<O> add, Function<? super K, ? extends O> initial) {
        return count(key, List.of(add), () -> initial.apply(key)).getFirst();
    }

    private List<Long> count(K key, List<Counter.Add<O>> adds, Supplier<? extends O> initial) {
        checkOnePerKey("to count in");
        var values = new ArrayList<Long>(adds.size());
        replaceOnly(key, before -> {
            values.clear();
            O object = before == null ? initial.get() : before;
            for (Counter.Add<O> add : adds) {
                long value = add.next(object);
                object = add.with(object, value);
                values.add(value);
            }
            return object;
        });
        return values;
    }

    /**
     * Puts what a function makes of the object of a key in its place, if it makes something. The function is the user's, so it
     * runs outside of all locks: whoever ends this process meanwhile would have to wait for it. If another has written the key by
     * then, it runs again on what is there now; so one of those who want to write always comes through.
     */
    private boolean replaceOnly(K key, Function<@Nullable O, @Nullable O> function) {
        checkWritable();
        while (true) {
            Chain<O> before = storage.get(key);
            O after = function.apply(before == null ? null : before.object());
            if (after == null) {
                return false;
            }
            checkCopy(before == null ? key : keyOf(before.object()), after);
            boolean done = change(key, now -> {
                boolean unchanged = now.get(key) == before;
                if (unchanged) {
                    put(key, before, Chain.of(after));
                }
                return unchanged;
            });
            if (done) {
                return true;
            }
        }
    }

    /** An object that is to take the place of one with this key. */
    private O checkCopy(K key, O copy) {
        Immutability.check(copy);
        if (!keyOf(copy).equals(key)) {
            throw new BadArgException("expected a copy that leaves the key " + key + " as it is, got: " + copy);
        }
        return copy;
    }

    private void checkOnePerKey(String what) {
        if (type.holdsManyPerKey()) {
            throw new BadArgException("expected a set or an ordered set " + what + ", got: " + this + ", a " + type);
        }
    }

    // ---- the table itself ----

    /**
     * Deletes the table: {@code delete/1}. At one moment; from then on it cannot be used (E13).
     *
     * @throws BadArgException if the caller may not write, or the table is gone already
     */
    public void delete() {
        checkWritable();
        Pid last = stripes.withAll(() -> {
            checkWritable();
            vanish();
            return owner;
        });
        Processes.disown(last, ownership);
    }

    /** Under all locks. */
    private void vanish() {
        deleted = true;
        storage = Storage.empty(type);
        walk.ended();
        Tables.of(node).all.remove(this);
        if (named) {
            Tables.of(node).byName.remove(name, this);
        }
    }

    /**
     * Gives the table another name: {@code rename/2}. That of a named table is found by the new one, and the old one is free (E15).
     *
     * @param newName the name
     * @throws BadArgException if the name is taken, or the caller may not write
     */
    public void rename(String newName) {
        checkWritable();
        checkName(newName);
        stripes.withAll(() -> {
            checkWritable();
            if (named && !newName.equals(name)) {
                takeName(newName);
                Tables.of(node).byName.remove(name, this);
            }
            name = newName;
            return true;
        });
    }

    /**
     * Gives the table to another process, which receives an {@link EtsTransfer}: {@code give_away/3}. A private table is out of the
     * caller's reach at once (E7).
     *
     * @param receiver a living process, not the owner
     * @param data what to tell it
     * @throws BadArgException if the caller is not the owner, or the receiver is, or is dead
     */
    public void giveAway(Pid receiver, Object data) {
        Objects.requireNonNull(data, "expected data to give along, got null");
        Pid self = Processes.self();
        checkOwner("giveAway");
        if (receiver == self) {
            throw new BadArgException(
                    "expected another process to give the table " + this + " to, got its owner: " + receiver);
        }
        boolean given = stripes.withAll(() -> {
            checkOwner("giveAway");
            boolean taken = handOver(receiver);
            if (taken) {
                // Before the receiver can die and give the table back to this process as its heir.
                Processes.disown(self, ownership);
            }
            return taken;
        });
        if (!given) {
            throw new BadArgException("expected a living process to give the table " + this + " to, got: " + receiver
                    + ", which is dead");
        }
        Processes.send(receiver, new EtsTransfer(this, self, data));
    }

    /** Under all locks: so that the end of the new owner, which needs them too, comes after this. */
    private boolean handOver(Pid receiver) {
        if (!Processes.own(receiver, ownership)) {
            return false;
        }
        owner = receiver;
        return true;
    }

    /**
     * Names the heir: {@code setopts(table, {heir, pid, data})}.
     *
     * @param pid who inherits the table
     * @param data what it is told
     * @throws BadArgException if the caller is not the owner
     */
    public void setHeir(Pid pid, Object data) {
        setHeir(new Options.Heir(pid, data));
    }

    /** Lets the table have no heir: {@code setopts(table, {heir, none})}. */
    public void setNoHeir() {
        setHeir(null);
    }

    private void setHeir(Options.@Nullable Heir newHeir) {
        stripes.withAll(() -> {
            checkOwner("setHeir");
            heir = newHeir;
            return true;
        });
    }

    /** The owner is dead: the table goes to the heir, if one lives, or away. Nobody has heard of the death yet (E5, E6). */
    private void ownerExited(Pid dead, ExitReason reason) {
        Options.Heir told = stripes.withAll(() -> {
            if (deleted || owner != dead) {
                return null; // deleted or given away, a moment ago
            }
            Options.Heir next = heir;
            if (next != null && next.pid() != dead && handOver(next.pid())) {
                return next;
            }
            vanish();
            return null;
        });
        if (told != null) {
            node.send(told.pid(), new EtsTransfer(this, dead, told.data()));
        }
    }

    /**
     * What is known of the table: {@code info/1}. Anybody may ask, also of a private table.
     *
     * @return a picture of it, or nothing if it is gone ({@code undefined})
     */
    public Optional<TableInfo> info() {
        Options.Heir next = heir;
        int size = storage.objects().intValue();
        boolean fixed = stripes.withAll(walk::isFixed);
        return deleted
                ? Optional.empty()
                : Optional.of(new TableInfo(
                        name,
                        named,
                        type,
                        access,
                        owner,
                        Optional.ofNullable(next).map(Options.Heir::pid).filter(Processes::isAlive),
                        size,
                        fixed));
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    // ---- access ----

    private K keyOf(O object) {
        Objects.requireNonNull(object, "expected an object to store, got null");
        K key = Objects.requireNonNull(
                keyOf.apply(object), () -> "expected an object with a key, got one without: " + object);
        if (type == TableType.ORDERED_SET) {
            TermOrder.check(key);
        }
        return key;
    }

    private <T> T change(K key, Function<Storage<K, O>, T> change) {
        return stripes.with(key, () -> {
            checkWritable();
            return change.apply(storage);
        });
    }

    @Override
    Iterable<O> readable() {
        return stored().all();
    }

    @Override
    boolean isOrdered() {
        return type == TableType.ORDERED_SET;
    }

    @Override
    int remove(O object) {
        K key = keyOf(object);
        return change(key, now -> removed(key, now.get(key), object));
    }

    @Override
    boolean replace(O object, O by) {
        checkOnePerKey("to replace an object in");
        K key = keyOf(object);
        checkCopy(key, by);
        return change(key, now -> {
            Chain<O> before = now.get(key);
            boolean there = before != null && before.object().equals(object);
            if (there) {
                put(key, before, Chain.of(by));
            }
            return there;
        });
    }

    private void put(K key, @Nullable Chain<O> before, @Nullable Chain<O> after) {
        storage.put(key, before, after, walk.order(), walk.isFixed());
    }

    private Storage<K, O> stored() {
        checkExists();
        if (access == Access.PRIVATE && Processes.self() != owner) {
            throw denied("read");
        }
        return storage;
    }

    /** Called under the lock too: the table may have been deleted or given to another since it was looked at. */
    @Override
    void checkWritable() {
        checkExists();
        if (access == Access.PUBLIC) {
            Processes.isAlive(owner); // the call is what matters: it throws in a process that has been ended
        } else if (Processes.self() != owner) {
            throw denied("write to");
        }
    }

    private void checkOwner(String function) {
        checkExists();
        if (Processes.self() != owner) {
            throw new BadArgException("expected " + function + " to be called by the owner of the table " + this + ", "
                    + owner + ", got: " + Processes.self());
        }
    }

    private void checkExists() {
        if (deleted) {
            throw new BadArgException(
                    "expected a table that exists, got: " + this
                            + ", which was deleted or has gone with its owner. Let a process own it that lives as long, or give it an heir");
        }
    }

    private BadArgException denied(String what) {
        return new BadArgException("expected the owner " + owner + " to " + what + " the table " + this + ", which is "
                + access.name().toLowerCase(Locale.ROOT) + ", got: " + Processes.self()
                + ". Ask the owner, or create the table with more access");
    }
}
