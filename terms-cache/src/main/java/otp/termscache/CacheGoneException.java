package otp.termscache;

/** A reader has asked a cache that does not run: its table is gone, or has never been. Nothing of it is left to be read. */
public final class CacheGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says that a cache is gone.
     *
     * @param cache what it is called
     */
    public CacheGoneException(String cache) {
        super("expected a running cache, got: " + cache + ", which does not run. Start it, and do not outlive it");
    }
}
