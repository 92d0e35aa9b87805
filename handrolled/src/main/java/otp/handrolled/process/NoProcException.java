package otp.handrolled.process;

/**
 * The error {@code noproc} of {@code link/1}: the process to link to is dead, and the caller does not trap exits. (A caller
 * that traps gets the message {@code {'EXIT', pid, noproc}} instead.)
 */
public final class NoProcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoProcException(Pid pid) {
        super("cannot link to " + pid + ": it is not alive. Monitor it, or trap exits to get a message instead");
    }
}
