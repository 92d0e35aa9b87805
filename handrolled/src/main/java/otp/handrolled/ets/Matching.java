package otp.handrolled.ets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a table can do with match specifications, and with all of its objects: the half of {@link Ets} that walks over the table.
 * None of it is isolated as a whole, here as in OTP: each object that is there all the time is met exactly once, one that comes or
 * goes meanwhile may be met or not. The functions that are given run in the caller, and no writer waits for them.
 *
 * @param <O> the objects
 */
abstract sealed class Matching<O extends Record> permits Ets {

    /** The objects, those of an ordered set in the order of their keys. Throws if the caller may not read. */
    abstract Iterable<O> readable();

    abstract boolean isOrdered();

    /** Throws if the caller may not write. */
    abstract void checkWritable();

    /** Takes out all that are equal to an object. Returns how many were there. */
    abstract int remove(O object);

    /** Puts an object in the place of another, if that is still there. Returns whether it was. */
    abstract boolean replace(O object, O by);

    /**
     * All objects: {@code tab2list/1}. In the order of the keys in an ordered set, else in any.
     *
     * @return the objects
     */
    public List<O> toList() {
        var objects = new ArrayList<O>();
        readable().forEach(objects::add);
        return objects;
    }

    /**
     * Puts all objects together, one after the other: {@code foldl/3}. In an ordered set from the least key to the greatest.
     *
     * @param start what to begin with
     * @param function from an object and what there is so far to what there is then
     * @param <A> what that is
     * @return what there is in the end
     */
    public <A extends @Nullable Object> A foldl(A start, BiFunction<? super O, ? super A, ? extends A> function) {
        return fold(readable(), start, function);
    }

    /**
     * The same from the other end: {@code foldr/3}.
     *
     * @param start what to begin with
     * @param function from an object and what there is so far to what there is then
     * @param <A> what that is
     * @return what there is in the end
     */
    public <A extends @Nullable Object> A foldr(A start, BiFunction<? super O, ? super A, ? extends A> function) {
        return fold(toList().reversed(), start, function);
    }

    private static <O, A extends @Nullable Object> A fold(
            Iterable<O> objects, A start, BiFunction<? super O, ? super A, ? extends A> function) {
        A result = start;
        for (O object : objects) {
            result = function.apply(object, result);
        }
        return result;
    }

    /**
     * What a match specification makes of the objects that fit it: {@code select/2}.
     *
     * @param spec which, and what of them
     * @param <R> what of them
     * @return the results, in the order of {@link #toList}
     * @throws UnboundVariableException if a guard or a body asks for a variable that its head does not have
     */
    public <R> List<R> select(MatchSpec<O, R> spec) {
        var results = new ArrayList<R>();
        readable().forEach(object -> spec.run(object).ifPresent(results::add));
        return results;
    }

    /**
     * The same, some at a time: {@code select/3}.
     *
     * @param spec which, and what of them
     * @param limit how many results there may be in a page; one or more
     * @param <R> what of them
     * @return the first page, or nothing if nothing fits ({@code '$end_of_table'})
     * @throws BadArgException if the limit is less than one
     */
    public <R> Optional<Page<R>> select(MatchSpec<O, R> spec, int limit) {
        if (limit < 1) {
            throw new BadArgException("expected a limit of one or more, got: " + limit);
        }
        return Page.of(readable().iterator(), spec, limit, this::readable);
    }

    /**
     * As {@link #select(MatchSpec)}, from the greatest key to the least if the table is ordered: {@code select_reverse/2}.
     *
     * @param spec which, and what of them
     * @param <R> what of them
     * @return the results
     */
    public <R> List<R> selectReverse(MatchSpec<O, R> spec) {
        List<R> results = select(spec);
        if (isOrdered()) {
            Collections.reverse(results);
        }
        return results;
    }

    /**
     * For how many objects the body is exactly true: {@code select_count/2} (E10).
     *
     * @param spec which
     * @return how many
     */
    public int selectCount(MatchSpec<O, ?> spec) {
        int count = 0;
        for (O object : readable()) {
            count += isTrue(spec.run(object)) ? 1 : 0;
        }
        return count;
    }

    /**
     * Deletes the objects for which the body is exactly true: {@code select_delete/2} (E10). An object that is replaced meanwhile
     * stays.
     *
     * @param spec which
     * @return how many were deleted
     */
    public int selectDelete(MatchSpec<O, ?> spec) {
        checkWritable();
        int count = 0;
        for (O object : readable()) {
            count += isTrue(spec.run(object)) ? remove(object) : 0;
        }
        return count;
    }

    /**
     * Puts what the body returns in the place of each object that fits: {@code select_replace/2}. Each by itself in one step; an
     * object that is replaced by another meanwhile is left alone.
     *
     * @param spec which, and by what; must keep the key
     * @return how many were replaced
     * @throws BadArgException if the table is a bag, or an object would have another key or hold something that can change; those
     *     before it are replaced by then. In OTP a specification that may change the key is refused at once
     */
    public int selectReplace(MatchSpec<O, O> spec) {
        checkWritable();
        int count = 0;
        for (O object : readable()) {
            Optional<O> by = spec.run(object);
            count += by.isPresent() && replace(object, by.get()) ? 1 : 0;
        }
        return count;
    }

    private static boolean isTrue(Optional<?> result) {
        return result.isPresent() && Boolean.TRUE.equals(result.get());
    }

    /**
     * The objects that look like this: {@code match_object/2}.
     *
     * @param pattern what they look like
     * @return the objects, in the order of {@link #toList}
     */
    public List<O> matchObject(Pattern<O> pattern) {
        return select(MatchSpec.head(pattern).body(Bindings::object));
    }

    /**
     * Deletes the objects that look like this: {@code match_delete/2}.
     *
     * @param pattern what they look like
     */
    public void matchDelete(Pattern<O> pattern) {
        selectDelete(MatchSpec.head(pattern).body(_ -> true));
    }
}
