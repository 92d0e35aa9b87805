package otp.comparison.scenario.handrolled;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;
import otp.handrolled.ets.Access;
import otp.handrolled.ets.Counter;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.Options;
import otp.handrolled.ets.TableInfo;
import otp.handrolled.ets.TableType;

/** The tables of a scenario. An object is a tuple, whose first element is its key. */
final class EtsTables {
    private EtsTables() {}

    /** An object of a table. */
    record Row(List<Term> elements) {
        static Row of(Term term) {
            return new Row(List.copyOf(((Tuple) term).elements()));
        }

        /** Numbers as Java has them, so that a table can put them in order. */
        Object key() {
            return EtsTables.key(elements.getFirst());
        }

        Row with(int position, Term value) {
            var changed = new java.util.ArrayList<>(elements);
            changed.set(position - 1, value);
            return new Row(List.copyOf(changed));
        }

        Term term() {
            return new Tuple(elements);
        }
    }

    static Shown create(List<Term> arguments, Map<String, Term> bound) {
        String name = ((Atom) arguments.get(1)).name();
        List<Clause> clauses = Clause.all(arguments.getLast());
        Options options = Options.DEFAULT;
        for (Clause clause : clauses) {
            options = switch (clause.word()) {
                case "set", "ordered_set", "bag", "duplicate_bag" ->
                    new Options(
                            TableType.valueOf(clause.word().toUpperCase(Locale.ROOT)),
                            options.access(),
                            options.named(),
                            options.heir(),
                            false);
                case "private", "protected", "public" ->
                    options.with(Access.valueOf(clause.word().toUpperCase(Locale.ROOT)));
                case "named_table" -> options.asNamed();
                // Readers never wait here, so there is nothing to be turned on for them.
                case "read_concurrency" -> options;
                case "write_concurrency" ->
                    clause.part(0).equals(Terms.TRUE) ? options.withWriteConcurrency() : options;
                case "heir" -> options.withHeir(Bifs.pid(clause.part(0)), clause.part(1));
                default -> throw Clause.unexpected("an option of a table", clause.word());
            };
        }
        Ets<Object, Row> table = Ets.create(name, Row::key, options);
        Term made = options.named() ? Term.atom(name) : new Identity(table);
        bound.put(((Term.Var) arguments.getFirst()).name(), made);
        return new Shown.Value(made);
    }

    @SuppressWarnings("unchecked") // all tables of a scenario hold rows
    private static Ets<Object, Row> table(Term term) {
        return switch (term) {
            case Identity(Ets<?, ?> table) -> (Ets<Object, Row>) table;
            case Atom(var name) -> Ets.named(name);
            default -> throw new IllegalArgumentException(term.show(Object::toString));
        };
    }

    static Shown act(String function, List<Term> arguments) {
        Term second = arguments.size() > 1 ? arguments.get(1) : Term.atom("none");
        if (function.equals("ets_owner")) {
            return new Shown.Value(owner(arguments.getFirst()));
        }
        Ets<Object, Row> table = table(arguments.getFirst());
        return switch (function) {
            case "ets_insert" -> {
                if (second instanceof Listed(var objects)) {
                    table.insert(objects.stream().map(Row::of).toList());
                } else {
                    table.insert(Row.of(second));
                }
                yield yes(true);
            }
            case "ets_insert_new" ->
                yes(
                        second instanceof Listed(var objects)
                                ? table.insertNew(objects.stream().map(Row::of).toList())
                                : table.insertNew(Row.of(second)));
            case "ets_lookup" -> rows(table.lookup(key(second)));
            case "ets_take" -> rows(table.take(key(second)));
            case "ets_member" -> yes(table.member(key(second)));
            case "ets_delete" -> {
                if (arguments.size() == 1) {
                    table.delete();
                } else {
                    table.delete(key(second));
                }
                yield yes(true);
            }
            case "ets_delete_object" -> {
                table.deleteObject(Row.of(second));
                yield yes(true);
            }
            case "ets_delete_all_objects" -> {
                table.deleteAllObjects();
                yield yes(true);
            }
            case "ets_all" -> ordered(table, table.toList());
            case "ets_first" -> place(table.first());
            case "ets_last" -> place(table.last());
            case "ets_next" -> place(table.next(key(second)));
            case "ets_prev" -> place(table.prev(key(second)));
            case "ets_rename" -> {
                table.rename(((Atom) second).name());
                yield new Shown.Value(second);
            }
            case "ets_give_away" -> {
                table.giveAway(Bifs.pid(second), arguments.getLast());
                yield yes(true);
            }
            case "ets_heir" -> {
                if (arguments.size() == 2) {
                    table.setNoHeir();
                } else {
                    table.setHeir(Bifs.pid(second), arguments.getLast());
                }
                yield yes(true);
            }
            case "ets_update_counter" -> new Shown.Value(count(table, arguments));
            case "ets_match_object" -> ordered(table, table.matchObject(EtsSpecs.pattern(second)));
            case "ets_select" -> {
                List<Term> selected = table.select(EtsSpecs.spec(second));
                yield isUnordered(table) ? new Shown.Unordered(selected) : new Shown.Value(new Listed(selected));
            }
            case "ets_select_count" -> new Shown.Value(new Int(table.selectCount(EtsSpecs.spec(second, true))));
            case "ets_select_delete" -> new Shown.Value(new Int(table.selectDelete(EtsSpecs.spec(second, true))));
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    private static Term owner(Term term) {
        Optional<TableInfo> info = term instanceof Atom(var name)
                ? Ets.whereis(name).flatMap(Ets::info)
                : table(term).info();
        return info.<Term>map(known -> new Identity(known.owner())).orElse(Term.atom("undefined"));
    }

    /** {@code {Position, Increment}}, {@code {Position, Increment, Threshold, SetTo}}, or a list of such. */
    private static Term count(Ets<Object, Row> table, List<Term> arguments) {
        Object key = key(arguments.get(1));
        if (arguments.get(2) instanceof Listed(var operations)) {
            return new Listed(table
                    .updateCounter(key, operations.stream().map(EtsTables::add).toList())
                    .stream()
                    .<Term>map(Int::new)
                    .toList());
        }
        Counter.Add<Row> add = add(arguments.get(2));
        return new Int(
                arguments.size() == 3
                        ? table.updateCounter(key, add)
                        : table.updateCounter(key, add, _ -> Row.of(arguments.get(3))));
    }

    private static Counter.Add<Row> add(Term operation) {
        List<Term> parts = ((Tuple) operation).elements();
        int position = (int) number(parts.getFirst());
        Counter<Row> counter = new Counter<>(
                row -> number(row.elements().get(position - 1)), (row, value) -> row.with(position, new Int(value)));
        return parts.size() == 2
                ? counter.add(number(parts.get(1)))
                : counter.add(number(parts.get(1)), number(parts.get(2)), number(parts.get(3)));
    }

    private static long number(Term term) {
        if (term instanceof Int(var value)) {
            return value;
        }
        throw new IllegalArgumentException("no number: " + term.show(Object::toString));
    }

    static Object key(Term term) {
        return term instanceof Int(var value) ? (Object) value : term;
    }

    private static Shown place(Optional<Object> key) {
        return new Shown.Value(key.map(found -> found instanceof Long value ? new Int(value) : (Term) found)
                .orElse(Term.atom("$end_of_table")));
    }

    private static Shown ordered(Ets<Object, Row> table, List<Row> rows) {
        List<Term> terms = rows.stream().map(Row::term).toList();
        return isUnordered(table) ? new Shown.Unordered(terms) : new Shown.Value(new Listed(terms));
    }

    /** A set has no order. */
    private static boolean isUnordered(Ets<Object, Row> table) {
        return table.info().orElseThrow().type() == TableType.SET;
    }

    private static Shown rows(List<Row> rows) {
        return new Shown.Value(new Listed(rows.stream().map(Row::term).toList()));
    }

    private static Shown yes(boolean answer) {
        return new Shown.Value(answer ? Terms.TRUE : Terms.FALSE);
    }
}
