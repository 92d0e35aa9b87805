package otp.termscache;

import org.jspecify.annotations.Nullable;

/** A loader has given no value. Nothing is stored, so the next who asks has it run again. */
public final class LoadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private LoadFailedException(Object key, String got, @Nullable Throwable cause) {
        super("expected the loader to give a value for " + key + ", got: " + got, cause);
    }

    /**
     * It has thrown something.
     *
     * @param key for which key
     * @param cause what it has thrown
     */
    public static LoadFailedException threw(Object key, Throwable cause) {
        return new LoadFailedException(key, cause.toString(), cause);
    }

    /**
     * It has returned null.
     *
     * @param key for which key
     */
    public static LoadFailedException gaveNull(Object key) {
        return new LoadFailedException(key, "null. To store that there is none, use Optional.empty()", null);
    }

    /**
     * It was ended, or given up.
     *
     * @param key for which key
     * @param why in words
     */
    public static LoadFailedException ended(Object key, String why) {
        return new LoadFailedException(key, why, null);
    }
}
