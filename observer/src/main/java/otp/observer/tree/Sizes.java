package otp.observer.tree;

import java.time.Duration;

/** What is the same in both versions of the course application, so that their pictures can be compared. */
public final class Sizes {
    /** What the pool is called; its connections are {@code pool_1} and so on. */
    public static final String POOL = "pool";

    /** Connections in the pool. */
    public static final int CONNECTIONS = 3;

    /** Shards of the publish-subscribe server. */
    public static final int SHARDS = 2;

    /** The client opens a session every so many rounds ... */
    public static final int ROUNDS_PER_SESSION = 4;

    /** ... and it takes so many steps, one in the time of a round: about two sessions are open at a time. */
    public static final int STEPS_PER_SESSION = 8;

    /** The telemetry takes a sample every so many rounds ... */
    public static final int ROUNDS_PER_SAMPLE = 4;

    /** ... and keeps so many: of a second each, the last minute. */
    public static final int SAMPLES = 60;

    /** How long what a session puts into the cache is there, unless it is taken back before. */
    public static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

    /** The time between two sweeps of the cache. */
    public static final Duration SWEEP = Duration.ofSeconds(5);

    private Sizes() {}
}
