package otp.redisclient.handrolled;

import java.util.List;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.resp.RedisValue;

/**
 * What a client process answers. To it a lost connection is a value, as in Redix, and nothing to die of. {@link Redis} makes an
 * exception of it, on the thread of the caller.
 */
public sealed interface Answer {
    /** {@code {:ok, replies}}: as many as there were commands, in their order, errors of Redis among them. */
    record Replies(List<RedisValue> values) implements Answer {}

    /** {@code {:error, reason}}: the replies did not come, or did not all come. */
    record Failed(Reason reason, String detail) implements Answer {
        static Failed overloaded() {
            return new Failed(Reason.OVERLOADED, "there is room for " + Pending.LIMIT);
        }
    }
}
