package otp.handrolled.ets;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import otp.handrolled.process.Pid;

/**
 * The order of all terms, as Erlang has it: numbers, atoms, pids, tuples, lists, binaries. Two numbers are compared by their value,
 * whatever their type: 1 and 1.0 are equal here ({@code ==}), and are not by {@code equals} ({@code =:=}).
 *
 * <p>Atoms are booleans and enums, tuples are records, binaries are strings. Tuples are ordered by their size and then from their
 * first element on, lists from their first element on. Any other type that is {@link Comparable} comes last, in its own order.
 */
public final class TermOrder implements Comparator<Object> {
    /** The order; it has no state. */
    public static final TermOrder INSTANCE = new TermOrder();

    private TermOrder() {}

    /** Refuses a term that has no place in the order: the first key of a table meets no other that it could be compared with. */
    static void check(Object term) {
        if (!(term instanceof String || term instanceof Integer || term instanceof Long)) {
            INSTANCE.compare(term, term);
        }
    }

    private enum Kind {
        NUMBER,
        ATOM,
        PID,
        TUPLE,
        LIST,
        BINARY,
        OTHER
    }

    private static Kind kindOf(Object term) {
        return switch (term) {
            case Number _ -> Kind.NUMBER;
            case Boolean _ -> Kind.ATOM;
            case Enum<?> _ -> Kind.ATOM;
            case Pid _ -> Kind.PID;
            case Record _ -> Kind.TUPLE;
            case List<?> _ -> Kind.LIST;
            case String _ -> Kind.BINARY;
            default -> Kind.OTHER;
        };
    }

    /**
     * Compares two terms.
     *
     * @throws BadArgException if a term has no place in the order
     */
    @Override
    public int compare(Object a, Object b) {
        if (a instanceof Integer x && b instanceof Integer y) {
            return Integer.compare(x, y);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        Kind kind = kindOf(a);
        int byKind = kind.compareTo(kindOf(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (kind) {
            case NUMBER -> number(a).compareTo(number(b));
            case ATOM -> binaries(atom(a), atom(b));
            case PID -> ((Pid) a).compareTo((Pid) b);
            case TUPLE -> tuples(Components.of(a), Components.of(b));
            case LIST -> lists(((List<?>) a).iterator(), ((List<?>) b).iterator());
            case BINARY -> binaries((String) a, (String) b);
            case OTHER -> others(a, b);
        };
    }

    private static BigDecimal number(Object term) {
        return switch (term) {
            case Integer n -> BigDecimal.valueOf(n);
            case Long n -> BigDecimal.valueOf(n);
            case Short n -> BigDecimal.valueOf(n);
            case Byte n -> BigDecimal.valueOf(n);
            case BigInteger n -> new BigDecimal(n);
            case BigDecimal n -> n;
            case Double n when Double.isFinite(n) -> new BigDecimal(n);
            case Float n when Float.isFinite(n) -> new BigDecimal(n.doubleValue());
            default ->
                throw new BadArgException("expected a number with a place in the order of terms, got: " + term + " ("
                        + term.getClass().getName() + ")");
        };
    }

    private static String atom(Object term) {
        return term instanceof Enum<?> constant ? constant.name() : term.toString();
    }

    private int tuples(List<Object> a, List<Object> b) {
        int bySize = Integer.compare(a.size(), b.size());
        return bySize != 0 ? bySize : lists(a.iterator(), b.iterator());
    }

    private int lists(Iterator<?> a, Iterator<?> b) {
        while (a.hasNext() && b.hasNext()) {
            int order = compare(a.next(), b.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    /** By code points, which is the order of the bytes in UTF-8. {@code String.compareTo} puts emoji before some of Unicode. */
    private static int binaries(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // both are of one class
    private static int others(Object a, Object b) {
        if (a instanceof Comparable comparable && a.getClass() == b.getClass()) {
            return comparable.compareTo(b);
        }
        if (a instanceof Comparable && b instanceof Comparable) {
            return a.getClass().getName().compareTo(b.getClass().getName());
        }
        Object odd = a instanceof Comparable ? b : a;
        throw new BadArgException(
                "expected a term with a place in the order of terms: a number, boolean, enum, pid, record, list,"
                        + " string or another Comparable, got: " + odd + " ("
                        + odd.getClass().getName() + ")");
    }
}
