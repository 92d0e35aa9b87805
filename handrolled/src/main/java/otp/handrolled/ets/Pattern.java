package otp.handrolled.ets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a value has to look like: the head of a match specification, and the parts of it.
 *
 * @param <T> the type of the value
 */
public sealed interface Pattern<T> {

    /** {@code '_'}: anything. */
    record Any<T>() implements Pattern<T> {}

    /** {@code '$1'}: anything, and from now on that. Two variables of one name are one, and must meet equal values (E11). */
    record Var<T>(String name) implements Pattern<T> {
        public Var {
            if (name.isBlank()) {
                throw new BadArgException("expected a name for the variable, such as \"$1\", got a blank one");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** This value, compared by {@code equals}: 1 does not match 1.0, not even in an ordered set. */
    record Const<T>(T value) implements Pattern<T> {
        public Const {
            Objects.requireNonNull(value, "expected a value for the pattern, got null");
        }
    }

    /** A tuple: a record of a type, some of whose components look like this. Those that are not named may be anything. */
    record Tuple<T>(Class<T> type, List<Part<T, ?>> parts) implements Pattern<T> {
        public Tuple {
            Objects.requireNonNull(type, "expected the type of the record, got null");
            parts = List.copyOf(parts);
        }

        /**
         * The same with one more component described.
         *
         * @param component its accessor
         * @param pattern what it has to look like
         * @param <C> its type
         * @return the pattern
         */
        public <C> Tuple<T> with(Function<? super T, ? extends C> component, Pattern<C> pattern) {
            var more = new ArrayList<>(parts);
            more.add(new Part<>(component, pattern));
            return new Tuple<>(type, more);
        }

        /**
         * The same with one more component that has to be a constant.
         *
         * @param component its accessor
         * @param value what it has to be
         * @param <C> its type
         * @return the pattern
         */
        public <C> Tuple<T> with(Function<? super T, ? extends C> component, C value) {
            return with(component, new Const<>(value));
        }
    }

    /** A component of a {@link Tuple} and what it has to look like. */
    record Part<T, C>(Function<? super T, ? extends C> component, Pattern<C> pattern) {
        public Part {
            Objects.requireNonNull(component, "expected the accessor of a component, got null");
            Objects.requireNonNull(pattern, "expected a pattern for the component, got null");
        }

        boolean matches(T tuple, Bindings<?> bindings) {
            return bindings.match(pattern, component.apply(tuple));
        }
    }

    /**
     * A record of a type; say more with {@link Tuple#with}.
     *
     * @param type its class
     * @param <T> the type
     * @return the pattern
     */
    static <T> Tuple<T> of(Class<T> type) {
        return new Tuple<>(type, List.of());
    }

    /**
     * A variable.
     *
     * @param name such as {@code "$1"}
     * @param <T> what it stands for
     * @return the pattern, by which the value is read too
     */
    static <T> Var<T> var(String name) {
        return new Var<>(name);
    }
}
