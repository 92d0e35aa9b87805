package otp.termscache.akka.cluster;

/** There is no room for an entry: its bucket would become larger than what one message between two nodes may hold. */
public final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException(String message) {
        super(message);
    }
}
