package otp.comparison.behavior;

/**
 * What stands beside a scenario with which Akka does something else: in the first line the difference, written by a person, and
 * below it Akka's trace.
 *
 * @param sentence the difference; empty until somebody has written it
 * @param trace what Akka does
 */
record Pinned(String sentence, String trace) {
    static Pinned parse(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? new Pinned(text, "") : new Pinned(text.substring(0, end), text.substring(end + 1));
    }

    String text() {
        return sentence + "\n" + trace;
    }
}
