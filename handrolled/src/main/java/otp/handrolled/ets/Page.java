package otp.handrolled.ets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some of the results of a {@linkplain Ets#select(MatchSpec, int) select with a limit}, and the way to the next: {@code {results,
 * continuation}}.
 *
 * <pre>{@code
 * for (var page = users.select(spec, 100); page.isPresent(); page = page.get().next()) {
 *     page.get().results().forEach(...);
 * }
 * }</pre>
 *
 * <p>What is between two pages may change meanwhile: as in one {@code select}, each object that is there all the time is met exactly
 * once. Thread-safe, and a value like the continuation in OTP: however often it is asked for the next page, it is the same.
 *
 * @param <R> the results
 */
public final class Page<R> {
    private final List<R> results;
    private @Nullable Supplier<Optional<Page<R>>> rest;
    private @Nullable Optional<Page<R>> next;

    private Page(List<R> results, Supplier<Optional<Page<R>>> rest) {
        this.results = results;
        this.rest = rest;
    }

    /**
     * The first page of what is to come, if anything does.
     *
     * @param check throws if the caller may not read the table any more
     */
    static <O, R> Optional<Page<R>> of(Iterator<O> objects, MatchSpec<O, R> spec, int limit, Runnable check) {
        var results = new ArrayList<R>();
        while (results.size() < limit && objects.hasNext()) {
            spec.run(objects.next()).ifPresent(results::add);
        }
        return results.isEmpty()
                ? Optional.empty()
                : Optional.of(new Page<>(List.copyOf(results), () -> {
                    check.run();
                    return of(objects, spec, limit, check);
                }));
    }

    /**
     * The results of this page.
     *
     * @return one or more, as many as the limit allows
     */
    public List<R> results() {
        return results;
    }

    /**
     * The next page: {@code select/1}. Runs the functions of the match specification in the caller.
     *
     * @return the page, or nothing if there are no more results ({@code '$end_of_table'})
     * @throws BadArgException if the table is gone, or the caller may not read it
     */
    public synchronized Optional<Page<R>> next() {
        if (next == null) {
            next = Objects.requireNonNull(rest).get();
            rest = null;
        }
        return next;
    }
}
