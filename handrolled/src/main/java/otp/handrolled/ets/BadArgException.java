package otp.handrolled.ets;

/** The error {@code badarg} of {@code :ets}: what was expected, what came, and what to do about it. */
public final class BadArgException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadArgException(String problem) {
        super(problem);
    }
}
