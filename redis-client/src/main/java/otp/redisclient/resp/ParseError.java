package otp.redisclient.resp;

import org.jspecify.annotations.Nullable;

/**
 * What came is not RESP: {@code Redix.Protocol.ParseError}. Nobody can tell where the next reply would begin, so the connection
 * is of no use any more (X3).
 */
public sealed class ParseError extends RuntimeException permits LimitExceeded {
    private static final long serialVersionUID = 1L;

    ParseError(String message) {
        this(message, null);
    }

    ParseError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
