package otp.redisclient.handrolled;

import otp.redisclient.resp.RedisValue;

/** A reply has come that nobody waits for. From here on nobody knows which reply is whose: the connection is of no use any more. */
final class UnexpectedReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedReplyException(RedisValue reply) {
        super("the server sent a reply that nobody waits for: " + reply);
    }
}
