package otp.comparison.scenario.akka;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/**
 * What a server or a state machine of a scenario does with what: the clauses that {@code otp/server.exs} and {@code
 * otp/machine.exs} tell of, such as {@code {call, Request, Effect}} and {@code {on, State, Event, Effect}}. In it {@code '_'} fits
 * anything.
 */
record Table(Term description, List<Clause> clauses) {
    static Table of(Term description) {
        return new Table(description, Clause.all(description));
    }

    /** Whether there is a clause of a kind, or an option. */
    boolean has(String kind) {
        return Clause.has(clauses, kind);
    }

    /** The last part of the first clause of a kind whose other parts fit. */
    Optional<Term> find(String kind, Term... wanted) {
        return Clause.find(clauses, kind, wanted);
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
        return inside(description);
    }

    private static Stream<Term> inside(Term term) {
        return Stream.concat(
                Stream.of(term),
                term instanceof Tuple || term instanceof Listed
                        ? elements(term).stream().flatMap(Table::inside)
                        : Stream.of());
    }

    /** What is in a tuple or a list. */
    static List<Term> elements(Term term) {
        return switch (term) {
            case Tuple(var elements) -> elements;
            case Listed(var elements) -> elements;
            default -> throw Clause.unexpected("a tuple or a list", term);
        };
    }
}
