package otp.comparison.scenario.handrolled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;
import otp.comparison.scenario.handrolled.EtsTables.Row;
import otp.handrolled.ets.Bindings;
import otp.handrolled.ets.MatchSpec;
import otp.handrolled.ets.Pattern;

/**
 * Match specifications of a scenario, {@code [{Head, Guards, [Body]}]}: the head a tuple, the guards comparisons of a variable with a
 * number, the body a variable, the object or a constant.
 */
final class EtsSpecs {
    /** Variables are compared as they are; one of a name is enough. */
    private static final Map<String, Pattern.Var<Term>> VARIABLES = new ConcurrentHashMap<>();

    private EtsSpecs() {}

    static Pattern.Tuple<Row> pattern(Term term) {
        Pattern.Tuple<Row> pattern = Pattern.of(Row.class);
        if (term.equals(Term.atom("_"))) {
            return pattern;
        }
        List<Term> elements = ((Tuple) term).elements();
        pattern = pattern.with(row -> row.elements().size(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            int at = i;
            switch (elements.get(i)) {
                case Atom(var name) when name.equals("_") -> {}
                case Atom(var name)
                when name.startsWith("$") ->
                    pattern = pattern.with(row -> row.elements().get(at), variable(name));
                case Term constant ->
                    pattern = pattern.with(row -> row.elements().get(at), constant);
            }
        }
        return pattern;
    }

    /** A specification that builds terms. */
    static MatchSpec<Row, Term> spec(Term spec) {
        List<Term> parts = parts(spec);
        Term body = ((Listed) parts.getLast()).elements().getFirst();
        return head(parts).body(bindings -> switch (body) {
            case Atom(var name) when name.equals("$_") -> bindings.object().term();
            case Atom(var name) when name.startsWith("$") -> bindings.get(variable(name));
            default -> body;
        });
    }

    /** One that says whether: its body is exactly true or it is not. */
    static MatchSpec<Row, Boolean> spec(Term spec, boolean whether) {
        List<Term> parts = parts(spec);
        Term body = ((Listed) parts.getLast()).elements().getFirst();
        return head(parts).body(_ -> body.equals(Terms.TRUE) == whether);
    }

    private static List<Term> parts(Term spec) {
        return ((Tuple) ((Listed) spec).elements().getFirst()).elements();
    }

    private static MatchSpec.Head<Row> head(List<Term> parts) {
        List<Predicate<Bindings<Row>>> guards = new ArrayList<>();
        for (Clause guard : Clause.all(parts.get(1))) {
            guards.add(bindings -> holds(guard, bindings));
        }
        MatchSpec.Head<Row> head = MatchSpec.head(pattern(parts.getFirst()));
        for (Predicate<Bindings<Row>> guard : guards) {
            head = head.guard(guard);
        }
        return head;
    }

    private static boolean holds(Clause guard, Bindings<Row> bindings) {
        Term value = bindings.get(variable(((Atom) guard.part(0)).name()));
        long left = ((Int) value).value();
        long right = ((Int) guard.part(1)).value();
        return switch (guard.word()) {
            case ">" -> left > right;
            case "<" -> left < right;
            default -> throw Clause.unexpected("> or <", guard.word());
        };
    }

    private static Pattern.Var<Term> variable(String name) {
        return VARIABLES.computeIfAbsent(name, Pattern::var);
    }
}
