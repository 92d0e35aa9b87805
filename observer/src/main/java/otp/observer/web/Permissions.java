package otp.observer.web;

/**
 * What the page may do besides looking.
 *
 * @param actions whether it may crash, kill, stop, suspend and resume
 * @param contents whether it may show what is in mailboxes and states, which may be secrets
 */
public record Permissions(boolean actions, boolean contents) {
    /** Neither. */
    public static final Permissions NONE = new Permissions(false, false);

    /**
     * What the program was started with: the system properties {@code otp.allowActions} and {@code otp.showContents}, false if not
     * given.
     *
     * @return the permissions
     */
    public static Permissions given() {
        return new Permissions(Boolean.getBoolean("otp.allowActions"), Boolean.getBoolean("otp.showContents"));
    }
}
