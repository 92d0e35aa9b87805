package otp.redispool;

/**
 * How a member of a pool is, as it was when somebody looked.
 *
 * @param name what it is called
 * @param state its state
 * @param pending how many commands wait for their replies
 * @param connections how many connections it has had since it was started, or started again
 */
public record MemberStatus(String name, State state, int pending, long connections) {
    /** The states of a member. */
    public enum State {
        /** It is connected. */
        UP,
        /** It tries to connect. */
        CONNECTING,
        /** It waits until it tries to connect again; or it is just being started again. */
        DOWN
    }

    /** Whether it can be chosen. */
    public boolean isUp() {
        return state == State.UP;
    }

    /** How often it has connected anew since it was started, or started again. */
    public long reconnects() {
        return Math.max(0, connections - 1);
    }
}
