package otp.redisclient.handrolled;

import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.self;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;
import otp.redisclient.handrolled.RedisConnection.State;

/** What one connection shows of itself: written by its process, read by anybody. An ETS table would do the same. */
final class Gauge {
    /** Of all connections on a node that are alive. */
    private static final class Table extends ConcurrentHashMap<Pid, Gauge> {
        private static final long serialVersionUID = 1L;
    }

    private record Reading(State state, @Nullable Pending pending, long connections) {}

    private volatile Reading reading = new Reading(State.CONNECTING, null, 0);

    /** Lets it be read, for as long as the calling process lives. */
    void show() {
        Pid pid = self();
        Table table = pid.node().shared(Table.class, Table::new);
        table.put(pid, this);
        own((_, _) -> table.remove(pid));
    }

    void set(State state, SocketOwner.@Nullable Connected connected) {
        long before = reading.connections;
        reading = new Reading(
                state, connected == null ? null : connected.pending(), state == State.CONNECTED ? before + 1 : before);
    }

    static Optional<ConnectionStatus> read(Pid pid) {
        Gauge gauge = pid.node().shared(Table.class, Table::new).get(pid);
        if (gauge == null) {
            return Optional.empty();
        }
        Reading now = gauge.reading;
        int pending = now.pending == null ? 0 : now.pending.size();
        return Optional.of(new ConnectionStatus(now.state, pending, now.connections));
    }
}
