package otp.comparison.scenario.handrolled;

import java.util.List;
import otp.comparison.scenario.Term;
import otp.handrolled.persistentterm.PersistentTerm;

/** The persistent terms of a scenario. */
final class PersistentTerms {
    private PersistentTerms() {}

    static Shown act(String function, List<Term> arguments) {
        var term = new PersistentTerm<Term>(arguments.getFirst());
        return new Shown.Value(
                switch (function) {
                    case "pt_get" -> arguments.size() == 1 ? term.get() : term.getOr(arguments.getLast());
                    case "pt_put" -> {
                        term.put(arguments.getLast());
                        yield Term.atom("ok");
                    }
                    case "pt_erase" -> term.erase() ? Terms.TRUE : Terms.FALSE;
                    default -> throw new IllegalStateException("no " + function + " here");
                });
    }
}
