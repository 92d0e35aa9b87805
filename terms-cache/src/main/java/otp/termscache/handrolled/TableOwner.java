package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.sendAfter;

import java.time.Duration;
import java.util.Optional;
import otp.handrolled.ets.BadArgException;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;
import otp.termscache.Ttl;

/**
 * The process behind {@link TableCache}: the only one that writes.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class TableOwner<K, V> implements GenServer<OwnedTable<K, V>, TableOwner.Message<K, V>> {
    // region protocol
    /** What one can ask of it. */
    sealed interface Message<K, V> {}

    /** Stores a value for a time; answers what the table has against it, if anything. */
    record Put<K, V>(K key, V value, Duration ttl, From<Optional<BadArgException>> from) implements Message<K, V> {}

    /** Takes a key away, and answers true. */
    record Remove<K, V>(K key, From<Boolean> from) implements Message<K, V> {}
    // endregion

    /** The message that it sends itself. */
    private enum Sweep {
        SWEEP
    }

    private final String cache;
    private final Duration interval;

    TableOwner(String cache, Duration interval) {
        this.cache = cache;
        this.interval = interval;
    }

    // region callbacks
    @Override
    public Init<OwnedTable<K, V>> init() {
        OwnedTable<K, V> table = OwnedTable.claim(cache);
        if (table == null) {
            return Init.stop(ExitReason.term("another process owns the table " + cache));
        }
        sendAfter(self(), Sweep.SWEEP, interval);
        return Init.ok(table);
    }

    @Override
    public Next<OwnedTable<K, V>> handle(Message<K, V> message, OwnedTable<K, V> table) {
        return switch (message) {
            case Put<K, V>(var key, var value, var ttl, var from) ->
                Next.reply(from, insert(table, new Entry<>(key, value, Ttl.end(now(), ttl))), table);
            case Remove<K, V>(var key, var from) -> {
                table.delete(key);
                yield Next.reply(from, true, table);
            }
        };
    }

    /** What the table refuses is its caller's mistake, and no reason to crash. */
    private static <K, V> Optional<BadArgException> insert(OwnedTable<K, V> table, Entry<K, V> entry) {
        try {
            table.insert(entry);
            return Optional.empty();
        } catch (BadArgException refused) {
            return Optional.of(refused);
        }
    }

    @Override
    public Next<OwnedTable<K, V>> handleInfo(Object message, OwnedTable<K, V> table) {
        if (message != Sweep.SWEEP) {
            return GenServer.super.handleInfo(message, table);
        }
        table.sweep(now(), _ -> {});
        sendAfter(self(), Sweep.SWEEP, interval);
        return Next.noreply(table);
    }
    // endregion

    private static long now() {
        return self().node().clock().now();
    }
}
