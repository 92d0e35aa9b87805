package otp.redisclient.resp;

/** What came may be RESP, but is more than the {@link Limits} allow. */
public final class LimitExceeded extends ParseError {
    private static final long serialVersionUID = 1L;

    LimitExceeded(String message) {
        super(message);
    }
}
