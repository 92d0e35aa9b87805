package otp.termscache;

import java.util.Objects;

/** What a cache takes as key and value, in both lanes: any object, as Elixir's takes any term. */
public final class Terms {
    private Terms() {}

    /**
     * Refuses null. An empty {@link java.util.Optional} is a key like any other.
     *
     * @param key to be looked at
     * @return the same
     * @throws NullPointerException if it is null
     */
    public static <K> K key(K key) {
        return Objects.requireNonNull(key, "expected a key, got null");
    }

    /**
     * Refuses null: it would look like a value that is missing. An empty {@link java.util.Optional} is a value like any other.
     *
     * @param value to be looked at
     * @return the same
     * @throws NullPointerException if it is null
     */
    public static <V> V value(V value) {
        return Objects.requireNonNull(
                value, "expected a value, got null: to store that there is none, use Optional.empty()");
    }

    /**
     * Refuses what cannot be a number of entries to show.
     *
     * @param limit to be looked at
     * @return the same
     * @throws IllegalArgumentException if it is not above zero
     */
    public static int limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("expected one entry or more to show, got: " + limit);
        }
        return limit;
    }
}
