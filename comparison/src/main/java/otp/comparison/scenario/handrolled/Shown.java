package otp.comparison.scenario.handrolled;

import java.util.List;
import otp.comparison.scenario.Term;

/** What a step returns, as the trace shows it. */
sealed interface Shown {
    record Value(Term term) implements Shown {}

    /** A list whose order nobody promises. */
    record Unordered(List<Term> terms) implements Shown {}

    /** What waits in a mailbox. */
    record Mailbox(List<Term> messages) implements Shown {}
}
