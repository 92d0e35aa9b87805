package otp.handrolled.ets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the variables of a head stand for once an object has matched. Guards and bodies read it.
 *
 * @param <O> the objects
 */
public final class Bindings<O> {
    private final O object;
    private final Map<Pattern.Var<?>, Object> values = new LinkedHashMap<>();

    Bindings(O object) {
        this.object = object;
    }

    /**
     * The whole object: {@code '$_'}.
     *
     * @return the object
     */
    public O object() {
        return object;
    }

    /**
     * The value of a variable.
     *
     * @param variable which
     * @param <T> its type
     * @return the value
     * @throws BadArgException if the head does not have the variable; also in a guard, where other exceptions mean "no match"
     */
    @SuppressWarnings(
            "unchecked") // bound by a variable that is equal; of one name and two types is the author's mistake
    public <T> T get(Pattern.Var<T> variable) {
        Object value = values.get(variable);
        if (value == null) {
            throw new UnboundVariableException(variable, values.keySet());
        }
        return (T) value;
    }

    /** Whether a value looks like that. Binds the variables it meets on the way. */
    <T> boolean match(Pattern<T> pattern, T value) {
        return switch (pattern) {
            case Pattern.Any<T>() -> true;
            case Pattern.Const<T>(var constant) -> constant.equals(value);
            case Pattern.Var<T> variable -> {
                Object bound = values.putIfAbsent(variable, value);
                yield bound == null || bound.equals(value);
            }
            case Pattern.Tuple<T>(var type, var parts) -> type.isInstance(value) && matchAll(parts, value);
        };
    }

    private <T> boolean matchAll(List<Pattern.Part<T, ?>> parts, T tuple) {
        for (Pattern.Part<T, ?> part : parts) {
            if (!part.matches(tuple, this)) {
                return false;
            }
        }
        return true;
    }
}
