package otp.handrolled.persistentterm;

/** The error {@code badarg} of {@code persistent_term:get/1}: nothing is stored under the key. */
public final class NoSuchTermException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NoSuchTermException(PersistentTerm<?> key) {
        super("no persistent term stored with the key " + key + ". Put it there first, or call getOr with a default");
    }
}
