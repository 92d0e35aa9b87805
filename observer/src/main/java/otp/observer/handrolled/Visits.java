package otp.observer.handrolled;

import otp.observer.tree.Sizes;
import otp.redisclient.ConnectionException;
import otp.redispool.AllDownException;
import otp.redispool.PoolGoneException;
import otp.redispool.handrolled.RedisPool;

/** How often a room was visited, counted by Redis: lesson 5's pool at work. */
final class Visits {
    /** What is counted while Redis is away. The connections say so themselves, in the log and in the tree. */
    static final long UNKNOWN = -1;

    private Visits() {}

    /** One more. A visitor can do without the number, so that a Redis that is away is no reason for him to end. */
    static long count(String room) {
        try {
            return RedisPool.named(Sizes.POOL)
                    .command("INCR", "course:handrolled:" + room)
                    .asLong();
        } catch (AllDownException | PoolGoneException | ConnectionException away) {
            return UNKNOWN;
        }
    }
}
