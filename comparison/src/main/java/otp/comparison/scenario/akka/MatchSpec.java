package otp.comparison.scenario.akka;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;
import otp.comparison.scenario.Term.Var;

/**
 * A match specification of a scenario as what one writes on a JVM in its place: a lambda that is given an object. It makes null of one
 * that does not fit.
 */
interface MatchSpec {
    @Nullable
    Term of(Term object);

    /** {@code [{Head, Guards, [Body]}]}. */
    static MatchSpec spec(Term spec) {
        List<Term> parts = parts(spec);
        Term head = pattern(parts.getFirst());
        List<Term> guards = ((Listed) parts.get(1)).elements();
        Term body = body(parts);
        return object -> {
            Map<String, Term> bound = head.match(object, Map.of());
            if (bound == null || !guards.stream().allMatch(guard -> holds(guard, bound))) {
                return null;
            }
            return body.equals(Term.atom("$_")) ? object : pattern(body).in(bound);
        };
    }

    /** The same where it says whether, and nothing else. */
    static Predicate<Term> predicate(Term spec) {
        if (!body(parts(spec)).equals(Term.atom("true"))) {
            throw new NoIdiomException("a Predicate that does not return a boolean does not compile");
        }
        MatchSpec wanted = spec(spec);
        return object -> wanted.of(object) != null;
    }

    /** The atoms that stand for something as variables, which is what they are. */
    static Term pattern(Term term) {
        return switch (term) {
            case Atom(var name) when name.equals("_") || name.matches("\\$\\d+") -> new Var(name);
            case Tuple(var elements) ->
                new Tuple(elements.stream().map(MatchSpec::pattern).toList());
            default -> term;
        };
    }

    private static List<Term> parts(Term spec) {
        return ((Tuple) ((Listed) spec).elements().getFirst()).elements();
    }

    private static Term body(List<Term> parts) {
        return ((Listed) parts.getLast()).elements().getFirst();
    }

    /** {@code {'<', '$1', Number}} or {@code {'>', '$1', Number}}. */
    private static boolean holds(Term guard, Map<String, Term> bound) {
        if (guard instanceof Tuple(var parts)
                && parts.size() == 3
                && pattern(parts.get(1)).in(bound) instanceof Int(var left)
                && parts.getLast() instanceof Int(var right)) {
            return switch (Tree.name(parts.getFirst())) {
                case "<" -> left < right;
                case ">" -> left > right;
                case String other -> throw new IllegalArgumentException("expected < or > in a guard, got: " + other);
            };
        }
        throw new IllegalArgumentException(
                "expected a guard that compares a variable with a number, got: " + guard.show(Object::toString));
    }
}
