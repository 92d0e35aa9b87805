package otp.redisclient;

import org.jspecify.annotations.Nullable;

/**
 * Why a command has no value: the server has refused it ({@link CommandException}), or the connection did not bring its answer
 * ({@link ConnectionException}).
 *
 * <p>In Redix both come as {@code {:error, exception}}. What cannot be a command at all, such as one without a word, is an
 * {@link IllegalArgumentException} where it was written, not one of these.
 */
public abstract sealed class RedisException extends RuntimeException permits CommandException, ConnectionException {
    private static final long serialVersionUID = 1L;

    RedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
