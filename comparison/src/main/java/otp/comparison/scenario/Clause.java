package otp.comparison.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/**
 * One entry in the description of a server or a state machine, an effect, or an action: a word and what follows it, {@code {call,
 * ping, {reply, pong}}}; a word alone is one that nothing follows. In a pattern {@code '_'} fits anything.
 *
 * @param word what it begins with
 * @param parts what follows
 */
public record Clause(String word, List<Term> parts) {
    private static final Term ANYTHING = Term.atom("_");

    /**
     * A term as a clause.
     *
     * @throws IllegalStateException if it is none
     */
    public static Clause of(Term term) {
        return switch (term) {
            case Atom(var word) -> new Clause(word, List.of());
            case Tuple(var elements)
            when !elements.isEmpty() && elements.getFirst() instanceof Atom(var word) ->
                new Clause(word, elements.subList(1, elements.size()));
            default -> throw unexpected("a word, or a tuple that begins with one", term);
        };
    }

    /**
     * A list of terms as clauses.
     *
     * @throws IllegalStateException if it is no list, or one of them no clause
     */
    public static List<Clause> all(Term list) {
        if (list instanceof Listed(var terms)) {
            return terms.stream().map(Clause::of).toList();
        }
        throw unexpected("a list", list);
    }

    /** Whether a term is a tuple that begins with a word. */
    public static boolean isOne(Term term, String word) {
        return term instanceof Tuple(var elements)
                && !elements.isEmpty()
                && elements.getFirst().equals(Term.atom(word));
    }

    /** Whether there is a clause of a kind. */
    public static boolean has(List<Clause> clauses, String word) {
        return clauses.stream().anyMatch(clause -> clause.word.equals(word));
    }

    /** The last part of the first clause of a kind whose other parts fit. */
    public static Optional<Term> find(List<Clause> clauses, String kind, Term... wanted) {
        return clauses.stream()
                .filter(clause -> clause.word.equals(kind)
                        && clause.parts.size() == wanted.length + 1
                        && allFit(List.of(wanted), clause.parts.subList(0, wanted.length)))
                .map(clause -> clause.parts.getLast())
                .findFirst();
    }

    private static boolean fits(Term value, Term pattern) {
        return pattern.equals(ANYTHING)
                || value.equals(pattern)
                || value instanceof Tuple(var values)
                        && pattern instanceof Tuple(var patterns)
                        && allFit(values, patterns)
                || value instanceof Listed(var values2)
                        && pattern instanceof Listed(var patterns2)
                        && allFit(values2, patterns2);
    }

    private static boolean allFit(List<Term> values, List<Term> patterns) {
        if (values.size() != patterns.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!fits(values.get(i), patterns.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * One of the terms that follow the word.
     *
     * @throws IllegalStateException if there are not so many
     */
    public Term part(int index) {
        if (index >= parts.size()) {
            throw new IllegalStateException(
                    "expected at least " + (index + 1) + " terms after " + word + ", got: " + parts.size());
        }
        return parts.get(index);
    }

    /** The constant of an enum that a term names; the others are what was expected. */
    public static <E extends Enum<E>> E oneOf(Class<E> type, Term term) {
        for (E constant : type.getEnumConstants()) {
            if (term.equals(Term.atom(constant.name().toLowerCase(Locale.ROOT)))) {
                return constant;
            }
        }
        throw unexpected("one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT), term);
    }

    /** The interpreter does not know what the scenario wants. It says so: what it skipped would look like agreement. */
    public static IllegalStateException unexpected(String expected, Object got) {
        return new IllegalStateException(
                "expected " + expected + ", got: " + (got instanceof Term term ? term.show(Object::toString) : got));
    }
}
