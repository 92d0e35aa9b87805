package otp.comparison.scenario.akka;

import akka.actor.ActorInitializationException;
import akka.actor.typed.DeathPactException;
import java.util.List;
import otp.comparison.scenario.Term;
import otp.supervision.akka.Budget;

/** What Akka says of an end, as a term. */
final class Ends {
    /** Not a failure: all that Akka says of OTP's {@code normal}, {@code shutdown} and {@code {shutdown, Term}}. */
    static final Term STOPPED = Term.atom("stopped");

    /** Who watches and is not the parent is told nothing. */
    static final Term UNSAID = Term.atom("?");

    /** It watched somebody who has ended, and did not handle that. */
    static final Term DEATH_PACT = Term.atom("death_pact");

    private Ends() {}

    /** Whether an actor with this reason stops, and does not fail. */
    static boolean isStop(Term reason) {
        return reason.equals(Term.atom("normal"))
                || reason.equals(Term.atom("shutdown"))
                || reason instanceof Term.Tuple(List<Term> pair)
                        && pair.size() == 2
                        && pair.getFirst().equals(Term.atom("shutdown"));
    }

    static Term of(Throwable cause) {
        return switch (cause) {
            case Left left -> left.reason;
            case ActorInitializationException inSetup when inSetup.getCause() instanceof Left left -> left.reason;
            case DeathPactException _ -> DEATH_PACT;
            case Budget.Exhausted _ -> Term.atom("budget_exhausted");
            default -> Term.atom(cause.getClass().getSimpleName());
        };
    }
}
