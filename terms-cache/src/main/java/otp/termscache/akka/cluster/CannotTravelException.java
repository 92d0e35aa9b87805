package otp.termscache.akka.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A key or a value that cannot go to the other nodes: there is no serializer for it, or what it makes cannot be read again, or is
 * too large. Nothing has been stored, also not on this node.
 */
public final class CannotTravelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotTravelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
