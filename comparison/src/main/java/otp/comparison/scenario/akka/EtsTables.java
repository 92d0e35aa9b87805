package otp.comparison.scenario.akka;

import akka.actor.typed.Behavior;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;

/**
 * Tables: Akka has none, and what several actors share beside it is a concurrent map. Nobody owns it, so it ends with nobody; whoever
 * has it may do everything with it; and it has no name.
 */
final class EtsTables {
    /** What a map gives for a key that it does not have. */
    static final Term NULL = Term.atom("null");

    private static final String NO_OWNER = "a map has no owner";
    private static final String NO_NAME = "a map has no name: who is to use it is given it";
    private static final String NO_PLACE = "a ConcurrentHashMap is walked by an iterator, not from a key to the next";

    /** Why there is no idiom. */
    private static final Map<String, String> NONE = Map.of(
            "ets_owner", NO_OWNER,
            "ets_heir", NO_OWNER,
            "ets_give_away", NO_OWNER,
            "ets_rename", NO_NAME);

    private static final Set<String> SOME = Set.of(
            "ets_new",
            "ets_insert",
            "ets_insert_new",
            "ets_lookup",
            "ets_take",
            "ets_member",
            "ets_delete",
            "ets_delete_object",
            "ets_delete_all_objects",
            "ets_all",
            "ets_first",
            "ets_last",
            "ets_next",
            "ets_prev",
            "ets_update_counter",
            "ets_match_object",
            "ets_select",
            "ets_select_count",
            "ets_select_delete");

    private final Puppet self;

    EtsTables(Puppet self) {
        this.self = self;
    }

    static boolean knows(String function) {
        return SOME.contains(function) || NONE.containsKey(function);
    }

    Behavior<Message> of(String function, List<Term> given, Map<String, Term> bindings) {
        String why = NONE.get(function);
        if (why != null) {
            throw new NoIdiomException(why);
        }
        if (function.equals("ets_new")) {
            Term table = new Identity(create((Listed) given.getLast().in(bindings)));
            return self.done(table, Map.of(((Term.Var) given.getFirst()).name(), table));
        }
        List<Term> arguments = given.stream().map(term -> term.in(bindings)).toList();
        if (!(arguments.getFirst() instanceof Identity(SharedMap table))) {
            throw new NoIdiomException(NO_NAME);
        }
        return self.done(
                arguments.size() == 1 ? all(function, table) : one(function, table, arguments.get(1), arguments));
    }

    private static SharedMap create(Listed options) {
        String type = "set";
        for (Term option : options.elements()) {
            String name = option instanceof Tuple(var parts) ? Tree.name(parts.getFirst()) : Tree.name(option);
            switch (name) {
                case "heir" -> throw new NoIdiomException(NO_OWNER + ", so it needs no heir");
                case "private" -> throw new NoIdiomException("a map that is shared has no access rights");
                case "named_table" -> throw new NoIdiomException(NO_NAME);
                case "public", "protected", "read_concurrency", "write_concurrency" -> {}
                default -> type = name;
            }
        }
        return SharedMap.of(type);
    }

    private static Term all(String function, SharedMap table) {
        return switch (function) {
            case "ets_all" -> new Listed(table.objects());
            case "ets_delete_all_objects" -> {
                table.clear();
                yield yes(true);
            }
            case "ets_first" -> place(ordered(table).firstEntry());
            case "ets_last" -> place(ordered(table).lastEntry());
            case "ets_delete" ->
                throw new NoIdiomException("a map is not deleted: it goes when nobody has it any more");
            default -> throw new UnsupportedOperationException(function);
        };
    }

    private static Term one(String function, SharedMap table, Term second, List<Term> arguments) {
        return switch (function) {
            case "ets_insert" -> {
                (second instanceof Listed(var objects) ? objects : List.of(second)).forEach(table::put);
                yield yes(true);
            }
            case "ets_insert_new" -> {
                if (second instanceof Listed) {
                    throw new NoIdiomException("putIfAbsent is for one key: all or nothing of several wants a lock");
                }
                yield yes(table.putIfAbsent(second));
            }
            case "ets_lookup" -> new Listed(table.get(second));
            case "ets_take" -> new Listed(table.remove(second));
            case "ets_member" -> yes(table.containsKey(second));
            case "ets_delete" -> {
                table.remove(second);
                yield yes(true);
            }
            case "ets_delete_object" -> {
                table.removeObject(second);
                yield yes(true);
            }
            case "ets_next" -> place(ordered(table).higherEntry(second));
            case "ets_prev" -> place(ordered(table).lowerEntry(second));
            case "ets_update_counter" -> count(table, arguments);
            case "ets_match_object" -> {
                Term pattern = MatchSpec.pattern(second);
                yield list(table.objects().stream().filter(object -> pattern.match(object, Map.of()) != null));
            }
            case "ets_select" ->
                list(table.objects().stream().map(MatchSpec.spec(second)::of).filter(Objects::nonNull));
            case "ets_select_count" ->
                new Int(table.objects().stream()
                        .filter(MatchSpec.predicate(second))
                        .count());
            case "ets_select_delete" -> new Int(table.removeAll(MatchSpec.predicate(second)));
            default -> throw new UnsupportedOperationException(function);
        };
    }

    /** {@code {Position, Increment}}, {@code {Position, Increment, Threshold, SetTo}}, or a list of such. */
    private static Term count(SharedMap table, List<Term> arguments) {
        if (!(table instanceof SharedMap.One(ConcurrentMap<Term, Term> map))) {
            throw new IllegalArgumentException("expected a table with one object for a key, got a bag");
        }
        boolean several = arguments.get(2) instanceof Listed;
        List<Term> changes = arguments.get(2) instanceof Listed(var list) ? list : List.of(arguments.get(2));
        List<Term> results = new ArrayList<>();
        UnaryOperator<Term> work = object -> {
            // Run again if another was faster, in a ConcurrentSkipListMap.
            results.clear();
            var elements = new ArrayList<>(((Tuple) object).elements());
            for (Term change : changes) {
                List<Term> parts = ((Tuple) change).elements();
                int at = (int) number(parts.getFirst()) - 1;
                elements.set(at, new Int(changed(number(elements.get(at)), parts)));
                results.add(elements.get(at));
            }
            return new Tuple(elements);
        };
        Term key = arguments.get(1);
        if (arguments.size() == 4) {
            map.compute(key, (_, before) -> work.apply(before == null ? arguments.get(3) : before));
        } else if (map.computeIfPresent(key, (_, before) -> work.apply(before)) == null) {
            return NULL;
        }
        return several ? new Listed(results) : results.getFirst();
    }

    private static long changed(long before, List<Term> change) {
        long increment = number(change.get(1));
        long sum = before + increment;
        if (change.size() == 2) {
            return sum;
        }
        long threshold = number(change.get(2));
        boolean over = increment < 0 ? sum < threshold : sum > threshold;
        return over ? number(change.get(3)) : sum;
    }

    private static long number(Term term) {
        return ((Int) term).value();
    }

    private static ConcurrentSkipListMap<Term, Term> ordered(SharedMap table) {
        if (table instanceof SharedMap.One(ConcurrentSkipListMap<Term, Term> map)) {
            return map;
        }
        throw new NoIdiomException(NO_PLACE);
    }

    /** Behind the end there is null, which a scenario calls as OTP does. */
    private static Term place(Map.@Nullable Entry<Term, Term> entry) {
        return entry == null ? Term.atom("$end_of_table") : entry.getKey();
    }

    private static Term list(Stream<Term> terms) {
        return new Listed(terms.toList());
    }

    private static Term yes(boolean answer) {
        return Term.atom(Boolean.toString(answer));
    }
}
