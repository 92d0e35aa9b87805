package otp.handrolled.ets;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A match specification: which objects, and what is made of each. Clauses of a head, guards and a body; the first clause whose head
 * and guards fit an object decides.
 *
 * <pre>{@code
 * // [{ {user, '$1', '$2', '_'}, [{'>=', '$2', 18}], ['$1'] }]
 * Var<String> name = Pattern.var("$1");
 * Var<Integer> age = Pattern.var("$2");
 * MatchSpec<User, String> adults = MatchSpec.head(Pattern.of(User.class).with(User::name, name).with(User::age, age))
 *         .guard(it -> it.get(age) >= 18)
 *         .body(it -> it.get(name));
 * List<String> names = users.select(adults);
 * }</pre>
 *
 * <p>As in Erlang, a variable that a head has twice must meet equal values, values are compared by {@code equals} ({@code =:=}), and
 * a guard that fails is no match (E11). What differs: guards and bodies are functions, so any code can be a guard, and constants
 * need no {@code {const, x}}; a body that throws throws in the caller, where {@code select} of Erlang puts the atom
 * {@code 'EXIT'} in the result; and that a variable is not bound is found out when an object has matched.
 *
 * @param clauses in the order they are tried
 * @param <O> the objects
 * @param <R> what is made of them
 */
public record MatchSpec<O, R>(List<Clause<O, R>> clauses) {
    public MatchSpec {
        clauses = List.copyOf(clauses);
    }

    /** A head with its guards, which wants a body. */
    public record Head<O>(Pattern<O> pattern, List<Predicate<? super Bindings<O>>> guards) {
        public Head {
            Objects.requireNonNull(pattern, "expected a pattern for the head, got null");
            guards = List.copyOf(guards);
        }

        /**
         * The same with one more guard; all of them must hold.
         *
         * @param guard looks at what is bound. If it throws an exception, the object does not match
         * @return the head
         */
        public Head<O> guard(Predicate<? super Bindings<O>> guard) {
            Objects.requireNonNull(guard, "expected a guard, got null");
            return new Head<>(
                    pattern, Stream.concat(guards.stream(), Stream.of(guard)).toList());
        }

        /**
         * Makes a specification of one clause.
         *
         * @param body what is made of an object that matches
         * @param <R> the type of that
         * @return the specification
         */
        public <R> MatchSpec<O, R> body(Function<? super Bindings<O>, ? extends R> body) {
            return new MatchSpec<>(List.of(new Clause<>(this, body)));
        }

        private boolean fits(O object, Bindings<O> bindings) {
            if (!bindings.match(pattern, object)) {
                return false;
            }
            try {
                for (Predicate<? super Bindings<O>> guard : guards) {
                    if (!guard.test(bindings)) {
                        return false;
                    }
                }
                return true;
            } catch (UnboundVariableException mistake) {
                throw mistake;
            } catch (RuntimeException guardFailed) {
                return false;
            }
        }
    }

    /** A head and a body. */
    public record Clause<O, R>(Head<O> head, Function<? super Bindings<O>, ? extends R> body) {
        public Clause {
            Objects.requireNonNull(body, "expected a body for the match specification, got null");
        }
    }

    /**
     * Begins a clause.
     *
     * @param pattern what the objects look like
     * @param <O> the objects
     * @return the head, to be given guards and a body
     */
    public static <O> Head<O> head(Pattern<O> pattern) {
        return new Head<>(pattern, List.of());
    }

    /**
     * The same with more clauses, which are tried on the objects that do not match this.
     *
     * @param other the clauses
     * @return the specification
     */
    public MatchSpec<O, R> or(MatchSpec<O, R> other) {
        return new MatchSpec<>(
                Stream.concat(clauses.stream(), other.clauses.stream()).toList());
    }

    /**
     * What the first clause that fits makes of an object: {@code test_ms/2}, and {@code match_spec_run/2} for one.
     *
     * @param object the object
     * @return the result, or nothing if no clause fits
     * @throws UnboundVariableException if a guard or a body asks for a variable that its head does not have
     */
    public Optional<R> run(O object) {
        for (Clause<O, R> clause : clauses) {
            var bindings = new Bindings<>(object);
            if (clause.head.fits(object, bindings)) {
                R result = clause.body.apply(bindings);
                return Optional.of(Objects.requireNonNull(result, "expected the body to return something, got null"));
            }
        }
        return Optional.empty();
    }
}
