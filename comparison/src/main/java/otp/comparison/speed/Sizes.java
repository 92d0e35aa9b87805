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

    private Sizes() {}
}
