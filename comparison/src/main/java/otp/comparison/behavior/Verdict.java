package otp.comparison.behavior;

/** What Akka does with a scenario. */
enum Verdict {
    /** The trace says the same, of what Akka can say at all. */
    SAME("same"),
    /** Every step can be done, and what comes of it differs. */
    DIFFERENT("different"),
    /** There is a step that Akka cannot express. */
    NO_IDIOM("no idiom");

    /** As the table says it. */
    final String word;

    Verdict(String word) {
        this.word = word;
    }
}
