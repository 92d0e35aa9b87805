package otp.comparison.scenario.akka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Tuple;

/** What on a JVM takes the place of a table: a concurrent map from the key of an object to the object, or to all that have the key. */
sealed interface SharedMap {
    /** Of each key one object. */
    record One(ConcurrentMap<Term, Term> map) implements SharedMap {}

    /** Of each key a list, which is replaced and never changed. */
    record Many(ConcurrentMap<Term, List<Term>> map, boolean duplicates) implements SharedMap {}

    /** Numbers in their order, and everything else behind them. */
    Comparator<Term> KEYS = Comparator.comparing((Term key) -> key instanceof Int(var value) ? value : Long.MAX_VALUE)
            .thenComparing(key -> key.show(Object::toString));

    static SharedMap of(String type) {
        return switch (type) {
            case "ordered_set" -> new One(new ConcurrentSkipListMap<>(KEYS));
            case "bag" -> new Many(new ConcurrentHashMap<>(), false);
            case "duplicate_bag" -> new Many(new ConcurrentHashMap<>(), true);
            default -> new One(new ConcurrentHashMap<>());
        };
    }

    static Term key(Term object) {
        return ((Tuple) object).elements().getFirst();
    }

    private ConcurrentMap<Term, ?> entries() {
        return switch (this) {
            case One(var map) -> map;
            case Many(var map, var _) -> map;
        };
    }

    default void put(Term object) {
        switch (this) {
            case One(var map) -> map.put(key(object), object);
            case Many(var map, var duplicates) ->
                map.merge(key(object), List.of(object), (before, more) -> {
                    if (!duplicates && before.contains(object)) {
                        return before;
                    }
                    var longer = new ArrayList<>(before);
                    longer.addAll(more);
                    return List.copyOf(longer);
                });
        }
    }

    default boolean putIfAbsent(Term object) {
        return switch (this) {
            case One(var map) -> map.putIfAbsent(key(object), object) == null;
            case Many(var map, var _) -> map.putIfAbsent(key(object), List.of(object)) == null;
        };
    }

    default List<Term> get(Term key) {
        return switch (this) {
            case One(var map) -> map.containsKey(key) ? List.of(map.getOrDefault(key, key)) : List.of();
            case Many(var map, var _) -> map.getOrDefault(key, List.of());
        };
    }

    default boolean containsKey(Term key) {
        return entries().containsKey(key);
    }

    default List<Term> remove(Term key) {
        return switch (entries().remove(key)) {
            case null -> List.of();
            case Term object -> List.of(object);
            case List<?> objects -> objects.stream().map(Term.class::cast).toList();
            default -> throw new IllegalStateException("a table has objects and lists of them");
        };
    }

    default void removeObject(Term object) {
        switch (this) {
            case One(var map) -> map.remove(key(object), object);
            case Many(var map, var _) ->
                map.computeIfPresent(key(object), (_, before) -> {
                    List<Term> fewer =
                            before.stream().filter(each -> !each.equals(object)).toList();
                    return fewer.isEmpty() ? null : fewer;
                });
        }
    }

    /** Removes one by one what fits, for removeIf does not count. */
    default int removeAll(Predicate<Term> wanted) {
        int count = 0;
        for (Term object : objects()) {
            if (wanted.test(object)) {
                removeObject(object);
                count++;
            }
        }
        return count;
    }

    default void clear() {
        entries().clear();
    }

    /** All objects; those of a map without an order in some order that is always the same. */
    default List<Term> objects() {
        return switch (this) {
            case One(ConcurrentSkipListMap<Term, Term> map) -> List.copyOf(map.values());
            case One(var map) -> map.values().stream().sorted(KEYS).toList();
            case Many(var map, var _) ->
                map.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(KEYS))
                        .map(Map.Entry::getValue)
                        .flatMap(Collection::stream)
                        .toList();
        };
    }
}
