package otp.handrolled.persistentterm;

import java.util.Objects;
import java.util.Optional;
import otp.handrolled.process.Node;
import otp.handrolled.process.Processes;

/**
 * A value that all processes of a node read without a lock and without a copy: {@code :persistent_term}. It belongs to no process
 * and stays when the one that put it there ends (PT2); so whoever puts it there has to {@linkplain #erase() erase} it.
 *
 * <pre>{@code
 * static final PersistentTerm<List<Pid>> POOL = new PersistentTerm<>("pool");
 *
 * POOL.put(connections);      // once, at the start
 * POOL.get();                 // any number of times, from any process of the node
 * POOL.erase();
 * }</pre>
 *
 * <p>Write once, read often. In OTP a change or an erase makes the node look through all processes for the old value and collect
 * the garbage of those that hold it. Here a change costs no more than any other write to a concurrent map, but code that is meant
 * to be like OTP's does not rely on that: use a table for what changes.
 *
 * <p>Thread-safe, never blocks. The functions without a {@link Node} work on the node of the calling process, and throw {@link
 * IllegalStateException} on a thread that is none. Values are shared, so they must not be changed.
 *
 * @param key what the value is stored under; compared by {@code equals}. Mostly the name of a module, or a record that begins with
 *     one: all of the node share the keys
 * @param <T> the type of the value. That all who use the key mean the same type is their word
 */
public record PersistentTerm<T>(Object key) {
    public PersistentTerm {
        Objects.requireNonNull(key, "expected a key for the persistent term, got null");
    }

    /**
     * The value: {@code get/1}.
     *
     * @return the value
     * @throws NoSuchTermException if there is none (PT1)
     */
    public T get() {
        return get(here());
    }

    /**
     * The value on a node, for threads that are no process.
     *
     * @param node the node
     * @return the value
     * @throws NoSuchTermException if there is none
     */
    public T get(Node node) {
        return find(node).orElseThrow(() -> new NoSuchTermException(this));
    }

    /**
     * The value, or another if there is none: {@code get/2}.
     *
     * @param instead what to return then
     * @return one of the two
     */
    public T getOr(T instead) {
        return find(here()).orElse(instead);
    }

    /**
     * Stores a value: {@code put/2}. If it is equal to the one that is stored, the stored one stays and nothing is done (PT1).
     *
     * @param value the value; not null, and not changed afterwards
     */
    public void put(T value) {
        put(here(), value);
    }

    /**
     * Stores a value on a node, for threads that are no process.
     *
     * @param node the node
     * @param value the value; not null, and not changed afterwards
     */
    public void put(Node node, T value) {
        Terms.of(node).byKey.merge(this, checked(value), (before, after) -> before.equals(after) ? before : after);
    }

    /**
     * Stores a value if there is none: {@code put_new/2} of OTP 28. If an equal one is stored, nothing is done.
     *
     * @param value the value; not null, and not changed afterwards
     * @throws TermExistsException if a value that is not equal is stored (PT3); it stays
     */
    public void putNew(T value) {
        Object before = Terms.of(here()).byKey.putIfAbsent(this, checked(value));
        if (before != null && !before.equals(value)) {
            throw new TermExistsException(this, before);
        }
    }

    /**
     * Removes the value: {@code erase/1}.
     *
     * @return whether there was one
     */
    public boolean erase() {
        return Terms.of(here()).byKey.remove(this) != null;
    }

    /**
     * How many persistent terms the caller's node has: the {@code count} of {@code info/0}.
     *
     * @return the number
     */
    public static int count() {
        return Terms.of(here()).byKey.size();
    }

    private static Node here() {
        return Processes.self().node();
    }

    private Object checked(T value) {
        return Objects.requireNonNull(value, () -> "expected a value for the persistent term " + key + ", got null");
    }

    @SuppressWarnings("unchecked") // what is under this key was put there by an equal PersistentTerm
    private Optional<T> find(Node node) {
        return Optional.ofNullable((T) Terms.of(node).byKey.get(this));
    }

    /** Its key. */
    @Override
    public String toString() {
        return key.toString();
    }
}
