package otp.observer.live;

/** What a viewer is given. */
public sealed interface Look {
    /**
     * What the trees look like.
     *
     * @param number grows from look to look
     * @param picture what was seen
     */
    record Seen(long number, Picture picture) implements Look {}

    /** The trees could not be read; the log says why, and the next look is as usual. */
    record Unreadable() implements Look {}

    /** There will be no more. */
    record Ended() implements Look {}
}
