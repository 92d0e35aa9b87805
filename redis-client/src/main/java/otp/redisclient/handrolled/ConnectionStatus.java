package otp.redisclient.handrolled;

/**
 * How a {@link RedisConnection} is.
 *
 * @param state its state
 * @param pending how many requests wait for replies; those that are postponed while it connects do not count
 * @param connections how many connections it has had: one more than it has made anew
 */
public record ConnectionStatus(RedisConnection.State state, int pending, long connections) {}
