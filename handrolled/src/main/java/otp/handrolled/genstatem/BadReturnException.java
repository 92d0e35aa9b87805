package otp.handrolled.genstatem;

/** {@code {bad_return_from_state_function, value}}: a callback returned what its contract does not allow; in Java that is null (F14). */
public final class BadReturnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadReturnException(String callback, String expected) {
        super("expected " + expected + " from " + callback + ", got null");
    }
}
