package otp.comparison.scenario.akka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import otp.comparison.scenario.Term;

/**
 * Persistent terms: on a JVM the fields of a class, and where the keys are not known beforehand one map. It is the stage's here, and
 * would be static elsewhere, or an {@link akka.actor.typed.Extension} of the system.
 */
final class PersistentTerms {
    private static final Set<String> SOME = Set.of("pt_get", "pt_put", "pt_erase");

    private final Map<Term, Term> terms = new ConcurrentHashMap<>();

    static boolean knows(String function) {
        return SOME.contains(function);
    }

    Term act(String function, List<Term> arguments) {
        Term key = arguments.getFirst();
        return switch (function) {
            case "pt_get" -> terms.getOrDefault(key, arguments.size() == 2 ? arguments.getLast() : EtsTables.NULL);
            case "pt_put" -> {
                terms.put(key, arguments.getLast());
                yield Term.atom("ok");
            }
            case "pt_erase" -> Term.atom(Boolean.toString(terms.remove(key) != null));
            default -> throw new UnsupportedOperationException(function);
        };
    }
}
