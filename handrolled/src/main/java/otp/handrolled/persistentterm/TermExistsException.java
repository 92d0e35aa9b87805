package otp.handrolled.persistentterm;

/** The error {@code badarg} of {@code persistent_term:put_new/2}: another value is stored under the key. */
public final class TermExistsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TermExistsException(PersistentTerm<?> key, Object value) {
        super("another persistent term is stored with the key " + key + " already: " + value
                + ". Use put if it is to be replaced");
    }
}
