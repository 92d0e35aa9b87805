package otp.comparison.scenario.handrolled;

import otp.comparison.scenario.Term;
import otp.handrolled.process.From;

/** What the servers and state machines of a scenario are sent. */
sealed interface Message {
    /** A call. */
    record Ask(From<Term> from, Term what) implements Message {}

    /** A cast. */
    record Tell(Term what) implements Message {}
}
