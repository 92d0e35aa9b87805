package otp.handrolled.ets;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A table of the BEAM holds copies: nobody can change what is in it by changing what was put in or taken out (E16). Here it is
 * shared, so what can be changed is refused: arrays, and the collections and buffers of the JDK that have setters. The copies that
 * {@code List.copyOf} and its like make are accepted. A class of one's own that is no record is taken at its word.
 */
final class Immutability {
    private Immutability() {}

    static void check(Record object) {
        check(object, object);
    }

    private static void check(Record object, @Nullable Object part) {
        switch (part) {
            case null ->
                throw new BadArgException("expected an object without null in it, got: " + object
                        + ". Use an Optional or a sealed type for what may be absent");
            case String _, Integer _, Long _, Double _, Boolean _, Enum<?> _, BigInteger _, BigDecimal _ -> {}
            case Record tuple -> Components.of(tuple).forEach(component -> check(object, component));
            case Collection<?> collection
            when isCopy(collection) -> collection.forEach(element -> check(object, element));
            case Map<?, ?> map
            when isCopy(map) ->
                map.forEach((key, value) -> {
                    check(object, key);
                    check(object, value);
                });
            case Collection<?> _, Map<?, ?> _ ->
                throw refused(object, part, "Copy it with List.copyOf, Set.copyOf or Map.copyOf");
            case StringBuilder _,
                    StringBuffer _,
                    Date _,
                    AtomicBoolean _,
                    AtomicInteger _,
                    AtomicLong _,
                    AtomicReference<?> _ -> throw refused(object, part, "Put what it holds into the object");
            default -> {
                if (part.getClass().isArray()) {
                    throw refused(object, part, "Use a list made with List.of");
                }
            }
        }
    }

    /** What {@code List.of}, {@code List.copyOf}, {@code Stream.toList} and their like return; they share a nest, and no type. */
    private static boolean isCopy(Object collection) {
        return collection.getClass().getName().startsWith("java.util.ImmutableCollections$");
    }

    private static BadArgException refused(Record object, Object part, String remedy) {
        return new BadArgException("expected an object that cannot change, since tables share what they hold, got: "
                + part.getClass().getSimpleName() + " in " + object + ". " + remedy);
    }
}
