package otp.observer.tree;

/**
 * What came of an action.
 *
 * @param done whether it was done
 * @param words what was done, or why not
 */
public record Outcome(boolean done, String words) {
    /**
     * It was done.
     *
     * @param words what happens now
     * @return the outcome
     */
    public static Outcome done(String words) {
        return new Outcome(true, words);
    }

    /**
     * It was not, and nothing has changed.
     *
     * @param words why, and what to do instead
     * @return the outcome
     */
    public static Outcome refused(String words) {
        return new Outcome(false, words);
    }
}
