package otp.comparison.scenario.akka;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/**
 * What a server or a state machine of a scenario does with what: the clauses that {@code otp/server.exs} and {@code
 * otp/machine.exs} tell of, such as {@code {call, Request, Effect}} and {@code {on, State, Event, Effect}}. In it {@code '_'} fits
 * anything.
 */
record Table(List<Term> clauses) {
    private static final Term ANYTHING = Term.atom("_");

    static Table of(Term description) {
        return new Table(elements(description));
    }

    /** Whether there is a clause of a kind, or an option. */
    boolean has(String kind) {
        return clauses.stream().anyMatch(clause -> word(clause).equals(kind));
    }

    /** The last part of the first clause of a kind whose other parts fit. */
    Optional<Term> find(String kind, Term... wanted) {
        return clauses.stream()
                .filter(clause -> word(clause).equals(kind))
                .map(Table::parts)
                .filter(parts ->
                        parts.size() == wanted.length + 1 && allFit(List.of(wanted), parts.subList(0, wanted.length)))
                .map(List::getLast)
                .findFirst();
    }

    /** The name that it is to have, or null. */
    @Nullable
    String name() {
        return find("name")
                .map(name -> {
                    if (name instanceof Atom(var word)) {
                        return word;
                    }
                    throw new NoIdiomException("an actor's name is a string, below its parent's");
                })
                .orElse(null);
    }

    /** Whether a term is its own name: so much of a send by name an actor can do, for it knows its own address. */
    boolean isNameOf(Term to) {
        return to instanceof Atom(var word) && word.equals(name());
    }

    /** All terms in it, however deep. */
    Stream<Term> everything() {
        return clauses.stream().flatMap(Table::inside);
    }

    private static Stream<Term> inside(Term term) {
        return Stream.concat(
                Stream.of(term),
                term instanceof Tuple || term instanceof Listed
                        ? elements(term).stream().flatMap(Table::inside)
                        : Stream.of());
    }

    /** The word of a clause, an effect or an action: itself, or what it begins with. */
    static String word(Term term) {
        return switch (term) {
            case Atom(var word) -> word;
            case Tuple(var elements) when !elements.isEmpty() && elements.getFirst() instanceof Atom(var word) -> word;
            default -> throw unexpected("a word, or a tuple that begins with one", term);
        };
    }

    /** What follows the word. */
    static List<Term> parts(Term term) {
        return term instanceof Tuple(var elements) ? elements.subList(1, elements.size()) : List.of();
    }

    static List<Term> elements(Term term) {
        return switch (term) {
            case Tuple(var elements) -> elements;
            case Listed(var elements) -> elements;
            default -> throw unexpected("a tuple or a list", term);
        };
    }

    private static boolean fits(Term value, Term pattern) {
        return pattern.equals(ANYTHING)
                || value.equals(pattern)
                || value instanceof Tuple(var values)
                        && pattern instanceof Tuple(var patterns)
                        && allFit(values, patterns)
                || value instanceof Listed(var listed)
                        && pattern instanceof Listed(var patterned)
                        && allFit(listed, patterned);
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

    /** The interpreter does not know what the scenario wants. It says so: what it skipped would look like agreement. */
    static IllegalStateException unexpected(String expected, Term got) {
        return new IllegalStateException("expected " + expected + ", got: " + got.show(Object::toString));
    }
}
