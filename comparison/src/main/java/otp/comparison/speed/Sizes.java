package otp.comparison.speed;

/**
 * How much one measured batch does, the same in each lane. Large enough that what surrounds a batch (starting its callers, one
 * wake-up of JMH's thread: together some 50 us) is under one percent of it, small enough for several batches a second.
 */
public final class Sizes {
    /** Calls in a batch, divided among its callers. */
    public static final int CALLS = 20_000;

    /** Casts in a batch, divided among its producers. */
    public static final int CASTS = 200_000;

    /** Processes or actors that are started and end in a batch. */
    public static final int SPAWNS = 20_000;

    /** Members of the ring. */
    public static final int RING = 1_000;

    /** Hops of the one token in a batch. */
    public static final int HOPS = 100_000;

    /** Processes or actors that lie idle while the heap is measured. */
    public static final int IDLE = 100_000;

    /** Casts to a state machine in a batch, each of which changes its state. */
    public static final int EVENTS = 200_000;

    /** Crashes of one child that are looked at one by one. Few: the BEAM's restart list would grow with them. */
    public static final int CRASHES = 200;

    /** Restarts that follow on one another in a batch. */
    public static final int RESTARTS = 10_000;

    /** Children of the supervisor that restarts them. */
    public static final int RESTARTING = 10;

    /** Dynamic children that are started, and stopped with their supervisor. */
    public static final int CHILDREN = 100_000;

    /** Entries of the table that is read and written. */
    public static final int KEYS = 10_000;

    /** How far one key is from the next that is looked at; has no divisor in common with the number of keys. */
    public static final int STRIDE = 7_919;

    /** Reads in a batch, divided among its readers. */
    public static final int READS = 1_000_000;

    /** Insertions or countings in a batch. */
    public static final int WRITES = 200_000;

    /** Reads of a cache in a batch, divided among its readers: one that asks a process for each needs its time. */
    public static final int GETS = 100_000;

    /** Puts in a batch: each is a call to the owner. */
    public static final int PUTS = 20_000;

    /** Who ask for one missing key at once. */
    public static final int FETCHERS = 100;

    /** Entries of the table that is swept. */
    public static final int SWEEP = 1_000_000;

    /** Keys that are there in Redis. */
    public static final int REDIS_KEYS = 1_000;

    /** GETs in a batch of one caller, who waits for each. */
    public static final int LONE_GETS = 2_000;

    /** GETs in a batch, divided among fifty callers. */
    public static final int SHARED_GETS = 20_000;

    /** GETs in a batch, divided into pipelines. */
    public static final int PIPELINED = 48_000;

    /** Connections of a pool. */
    public static final int MEMBERS = 4;

    private Sizes() {}
}
