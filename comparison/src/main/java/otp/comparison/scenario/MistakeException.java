package otp.comparison.scenario;

/** A scenario that cannot be read: the message says in which file and line, what was expected, and what is there. */
public final class MistakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MistakeException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
