package otp.comparison.scenario.akka;

import otp.comparison.scenario.Term;

/** What happens to a state machine of a scenario: requests of others, and what it sends itself, which nobody else can. */
sealed interface Event permits Request, Event.Inserted, Event.TimedOut {
    /** OTP's next_event of type internal. */
    record Inserted(Term content) implements Event {}

    /**
     * A timer has fired.
     *
     * @param type {@code state_timeout}, {@code timeout}, or {@code {timeout, Name}}; also the key of the timer
     * @param content what it was set with
     */
    record TimedOut(Term type, Term content) implements Event {}
}
