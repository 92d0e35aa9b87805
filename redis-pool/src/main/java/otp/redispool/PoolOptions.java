package otp.redispool;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import otp.redisclient.ConnectionOptions;

/**
 * What a pool is.
 *
 * @param name what it is called; its members are {@code name_1}, {@code name_2} and so on
 * @param size how many connections it has, one or more
 * @param connection where they go to, and how
 * @param choice which of them does a command
 */
public record PoolOptions(String name, int size, ConnectionOptions connection, Choice choice) {
    /** @throws IllegalArgumentException if the size is less than one */
    public PoolOptions {
        Objects.requireNonNull(name, "expected a name for the pool, got null");
        Objects.requireNonNull(connection, "expected to be told where the connections go to, got null");
        Objects.requireNonNull(choice, "expected a choice, got null");
        if (size < 1) {
            throw new IllegalArgumentException(
                    "expected a size of one or more for the pool %s, got: %d. A pool without a connection could do nothing"
                            .formatted(name, size));
        }
    }

    /** One that chooses {@linkplain Choice#RANDOM at random}. */
    public static PoolOptions of(String name, int size, ConnectionOptions connection) {
        return new PoolOptions(name, size, connection, Choice.RANDOM);
    }

    /** The same with another {@link #choice}. */
    public PoolOptions withChoice(Choice other) {
        return new PoolOptions(name, size, connection, other);
    }

    /** The names of the members, in their order. */
    public Stream<String> members() {
        return IntStream.rangeClosed(1, size).mapToObj(number -> name + "_" + number);
    }
}
