package otp.redispool.akka;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otp.redispool.MemberStatus;
import otp.redispool.MemberStatus.State;

/** A place in the pool: written by the actor that looks after it, read by everybody who chooses. Thread-safe, never blocks. */
final class Member<K, V> {
    /** Changed in one piece, so that a connection is never seen with the state of another. */
    private record Now<K, V>(State state, @Nullable StatefulRedisConnection<K, V> connection, long connections) {}

    final String name;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile Now<K, V> now = new Now<>(State.DOWN, null, 0);

    Member(String name) {
        this.name = name;
    }

    /** The actor has begun, for the first time or anew. */
    void begin() {
        now = new Now<>(State.CONNECTING, null, 0);
    }

    void connecting() {
        now = new Now<>(State.CONNECTING, null, now.connections);
    }

    void up(StatefulRedisConnection<K, V> connection) {
        now = new Now<>(State.UP, connection, now.connections + 1);
    }

    void down() {
        now = new Now<>(State.DOWN, null, now.connections);
    }

    MemberStatus status() {
        Now<K, V> seen = now;
        return new MemberStatus(name, seen.state, pending.get(), seen.connections);
    }

    /** The connection, if it is up. */
    @Nullable
    StatefulRedisConnection<K, V> connection() {
        return now.connection;
    }

    /** Sends a command, and counts it until its reply is there, or will never be. */
    <T> CompletionStage<T> send(
            StatefulRedisConnection<K, V> connection,
            Function<RedisAsyncCommands<K, V>, ? extends CompletionStage<T>> command) {
        pending.incrementAndGet();
        try {
            return command.apply(connection.async()).whenComplete((_, _) -> pending.decrementAndGet());
        } catch (RuntimeException refused) {
            pending.decrementAndGet();
            throw refused;
        }
    }
}
