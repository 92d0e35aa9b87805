package otp.redisclient.handrolled;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Pid;
import otp.redisclient.handrolled.SocketOwner.Connected;

/**
 * What a {@link RedisConnection} remembers from event to event.
 *
 * @param owner the owner of the socket; in {@code disconnected}, and before the first, null
 * @param connected what the owner has told; null unless connected
 * @param pause how long to be disconnected if this connection fails
 * @param why why there is no connection
 * @param owed what the server owed at the last health check
 * @param postponed how many requests wait for the connection that is being made
 */
record ConnectionData(
        @Nullable Pid owner,
        @Nullable Connected connected,
        Duration pause,
        String why,
        Pending.@Nullable Owed owed,
        int postponed) {
    ConnectionData connecting(Pid newOwner) {
        return new ConnectionData(newOwner, null, pause, why, null, 0);
    }

    ConnectionData connected(Connected now, Duration firstWait) {
        return new ConnectionData(now.owner(), now, firstWait, "", null, 0);
    }

    ConnectionData disconnected(String reason) {
        return new ConnectionData(null, null, pause, reason, null, 0);
    }

    ConnectionData waitingNext(Duration longer) {
        return new ConnectionData(owner, connected, longer, why, owed, postponed);
    }

    ConnectionData owed(Pending.@Nullable Owed now) {
        return new ConnectionData(owner, connected, pause, why, now, postponed);
    }

    ConnectionData oneMorePostponed() {
        return new ConnectionData(owner, connected, pause, why, owed, postponed + 1);
    }
}
