package otp.redispool;

/** A pool does not run: it was stopped, or has never been started. */
public final class PoolGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says so.
     *
     * @param pool what it is called
     */
    public PoolGoneException(String pool) {
        super("expected a running pool, got: " + pool + ", which does not run. Start it, and do not outlive it");
    }
}
