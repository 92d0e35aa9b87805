package otp.redisclient;

import org.jspecify.annotations.Nullable;

/** A Redis for tests and demonstrations could not be had, or did not do as it was told. The message says what to do. */
public final class LocalRedisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalRedisException(String message) {
        this(message, null);
    }

    LocalRedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
