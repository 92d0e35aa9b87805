package otp.comparison.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An Erlang term as a scenario writes it: {@code {'EXIT', B, [1, boom]}}. Variables stand for processes, references and terms. */
public sealed interface Term {
    record Atom(String name) implements Term {}

    record Int(long value) implements Term {}

    record Tuple(List<Term> elements) implements Term {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    record Listed(List<Term> elements) implements Term {
        public Listed {
            elements = List.copyOf(elements);
        }
    }

    /** A name to be bound or looked up; {@code _} fits anything and binds nothing. */
    record Var(String name) implements Term {
        boolean isWildcard() {
            return name.equals("_");
        }
    }

    /** A process or a reference: what an interpreter makes of it, compared with equals. */
    record Identity(Object of) implements Term {}

    static Term atom(String name) {
        return new Atom(name);
    }

    static Term tuple(Term... elements) {
        return new Tuple(List.of(elements));
    }

    /**
     * This term with its variables replaced.
     *
     * @param bindings what stands for which variable
     * @return the term without variables
     */
    default Term in(Map<String, Term> bindings) {
        return switch (this) {
            case Var(var name) -> {
                Term value = bindings.get(name);
                if (value == null) {
                    throw new IllegalStateException(
                            name + " is not bound: the step that binds it has not come to its end");
                }
                yield value;
            }
            case Tuple(var elements) -> new Tuple(inEach(elements, bindings));
            case Listed(var elements) -> new Listed(inEach(elements, bindings));
            case Atom _, Int _, Identity _ -> this;
        };
    }

    private static List<Term> inEach(List<Term> terms, Map<String, Term> bindings) {
        return terms.stream().map(term -> term.in(bindings)).toList();
    }

    /** The names of the variables in it. */
    default Stream<String> variables() {
        return switch (this) {
            case Var(var name) -> Stream.of(name);
            case Tuple(var elements) -> elements.stream().flatMap(Term::variables);
            case Listed(var elements) -> elements.stream().flatMap(Term::variables);
            case Atom _, Int _, Identity _ -> Stream.empty();
        };
    }

    /**
     * Matches this pattern against a value, as {@code =} does in Erlang.
     *
     * @param value a term without variables
     * @param bound what is bound already
     * @return what is bound by the match, in addition; or null if it does not fit
     */
    default @Nullable Map<String, Term> match(Term value, Map<String, Term> bound) {
        Map<String, Term> bindings = new HashMap<>();
        return matches(this, value, bound, bindings) ? bindings : null;
    }

    private static boolean matches(Term pattern, Term value, Map<String, Term> bound, Map<String, Term> fresh) {
        return switch (pattern) {
            case Var variable when variable.isWildcard() -> true;
            case Var(var name) -> {
                Term before = bound.getOrDefault(name, fresh.get(name));
                if (before == null) {
                    fresh.put(name, value);
                }
                yield before == null || before.equals(value);
            }
            case Tuple(var elements) -> value instanceof Tuple(var others) && all(elements, others, bound, fresh);
            case Listed(var elements) -> value instanceof Listed(var others) && all(elements, others, bound, fresh);
            case Atom _, Int _, Identity _ -> pattern.equals(value);
        };
    }

    private static boolean all(
            List<Term> patterns, List<Term> values, Map<String, Term> bound, Map<String, Term> fresh) {
        if (patterns.size() != values.size()) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (!matches(patterns.get(i), values.get(i), bound, fresh)) {
                return false;
            }
        }
        return true;
    }

    /**
     * This term as Erlang prints it.
     *
     * @param names what to call a process or reference
     * @return the text
     */
    default String show(Function<Object, String> names) {
        return switch (this) {
            case Atom(var name) ->
                name.matches("[a-z][a-zA-Z0-9_@]*") && !Call.isReserved(name) ? name : "'" + name + "'";
            case Int(var value) -> Long.toString(value);
            case Tuple(var elements) -> showAll(elements, names, "{", "}");
            case Listed(var elements) -> showAll(elements, names, "[", "]");
            case Var(var name) -> name;
            case Identity(var of) -> names.apply(of);
        };
    }

    private static String showAll(List<Term> terms, Function<Object, String> names, String open, String close) {
        return terms.stream().map(term -> term.show(names)).collect(Collectors.joining(", ", open, close));
    }
}
