package otp.observer.tree;

import java.time.Duration;

/**
 * How many restarts are fine, in how long. From scratch it is the supervisor's, for all its children together; in Akka it is that
 * of each actor for itself.
 *
 * @param maxRestarts how many; one more within the time, and whoever has the budget gives up
 * @param within how long
 */
public record Budget(int maxRestarts, Duration within) {}
