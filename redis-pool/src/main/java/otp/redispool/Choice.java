package otp.redispool;

/** Which of the members that are up does a command. */
public enum Choice {
    /** Any. It costs nothing, and over many commands it is even. */
    RANDOM,
    /** Each in its turn. */
    ROUND_ROBIN,
    /**
     * The one with the fewest commands that wait for a reply, and of several such each in its turn. One that is slow, because a
     * command of it is, gets no more to do meanwhile.
     */
    LEAST_PENDING
}
