package otp.handrolled.process;

/**
 * Where a node reads the time and waits for it to pass: every timeout and timer of the node goes through here, so that a test
 * can move time by hand with a {@link ManualClock}.
 *
 * <p>Times are nanoseconds since the clock was made: monotonic, like {@code erlang:monotonic_time/0}. All methods are
 * thread-safe.
 */
public sealed interface Clock permits SystemClock, ManualClock {

    /** The instant that never comes: a deadline for waits without end. */
    long NEVER = Long.MAX_VALUE;

    /**
     * The time that runs by itself. There is one, shared by every node that does not bring its own clock.
     *
     * @return the clock of this machine
     */
    static Clock system() {
        return SystemClock.INSTANCE;
    }

    /**
     * What time it is.
     *
     * @return nanoseconds since this clock was made
     */
    long now();

    /**
     * Parks the calling thread until it is unparked or interrupted or until {@code deadline}, whichever is first. May return
     * early without a reason, so a caller checks its condition again.
     *
     * @param deadline the instant in nanoseconds of this clock, or {@link #NEVER}
     */
    void parkUntil(long deadline);

    /**
     * Runs an action at an instant, on a thread of the clock. The action must be short and must not block.
     *
     * @param deadline the instant in nanoseconds of this clock
     * @param action what to run
     * @return a handle to call it off
     */
    Alarm schedule(long deadline, Runnable action);

    /** An action that waits for its time. */
    interface Alarm {
        /**
         * Calls the action off.
         *
         * @return true if it will not run, false if it has run, runs now or was called off before
         */
        boolean cancel();
    }
}
