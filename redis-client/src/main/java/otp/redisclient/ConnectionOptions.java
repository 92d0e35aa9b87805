package otp.redisclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects: what Redix takes as its start options.
 *
 * @param uri the server, and the user, password and database to begin with
 * @param connectTimeout how long one attempt may take, the name's look-up, AUTH and SELECT included; more than zero
 * @param backoff how long to wait between attempts
 * @param healthCheckInterval when the oldest request has waited for its answer for a whole such interval, the connection counts as
 *     half open and is made anew; null for never
 * @param exitOnDisconnection whether to end at a lost connection, and let a supervisor decide, in place of connecting again
 */
public record ConnectionOptions(
        RedisUri uri,
        Duration connectTimeout,
        Backoff backoff,
        @Nullable Duration healthCheckInterval,
        boolean exitOnDisconnection) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException if a duration is not more than zero */
    public ConnectionOptions {
        positive("connectTimeout", connectTimeout);
        if (healthCheckInterval != null) positive("healthCheckInterval", healthCheckInterval);
    }

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) throw new IllegalArgumentException(name + " is more than zero, not " + duration);
    }

    /** Five seconds to connect, the usual {@link Backoff#DEFAULT}, no health check, and to go on after a lost connection. */
    public static ConnectionOptions of(RedisUri uri) {
        return new ConnectionOptions(uri, CONNECT_TIMEOUT, Backoff.DEFAULT, null, false);
    }

    /** The same with another {@link #connectTimeout}. */
    public ConnectionOptions withConnectTimeout(Duration timeout) {
        return new ConnectionOptions(uri, timeout, backoff, healthCheckInterval, exitOnDisconnection);
    }

    /** The same with another {@link #backoff}. */
    public ConnectionOptions withBackoff(Backoff other) {
        return new ConnectionOptions(uri, connectTimeout, other, healthCheckInterval, exitOnDisconnection);
    }

    /** The same with a health check. */
    public ConnectionOptions withHealthCheck(Duration interval) {
        return new ConnectionOptions(uri, connectTimeout, backoff, interval, exitOnDisconnection);
    }

    /** The same, but it ends when the connection is lost. */
    public ConnectionOptions exitingOnDisconnection() {
        return new ConnectionOptions(uri, connectTimeout, backoff, healthCheckInterval, true);
    }
}
