package otp.handrolled.ets;

import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * An element of an object that {@link Ets#updateCounter} counts in: the position of {@code ets:update_counter/3}. Made from how the
 * element is read, and how a copy of the object with another is made.
 *
 * <pre>{@code
 * record Page(String url, long hits) {
 *     static final Counter<Page> HITS = new Counter<>(Page::hits, (page, hits) -> new Page(page.url(), hits));
 * }
 *
 * pages.updateCounter("/", Page.HITS.add(1));
 * }</pre>
 *
 * @param read reads the element
 * @param write a copy of the object with the element set; must keep the key. Both do nothing else: when another
 *     writes the key meanwhile, they run again
 * @param <O> the objects
 */
public record Counter<O>(ToLongFunction<? super O> read, Write<O> write) {
    public Counter {
        Objects.requireNonNull(read, "expected how the counter is read, got null");
        Objects.requireNonNull(write, "expected how the counter is written, got null");
    }

    /** Makes a copy with a counter set. */
    @FunctionalInterface
    public interface Write<O> {
        /**
         * A copy.
         *
         * @param object of which
         * @param value the value of the counter
         * @return the copy
         */
        O with(O object, long value);
    }

    /**
     * {@code {pos, incr}}.
     *
     * @param increment how much is added; may be negative
     * @return the operation
     */
    public Add<O> add(long increment) {
        return new Add<>(this, increment, increment < 0 ? Long.MIN_VALUE : Long.MAX_VALUE, 0);
    }

    /**
     * {@code {pos, incr, threshold, set_value}}: a counter that turns over.
     *
     * @param increment how much is added; may be negative
     * @param threshold how far the counter goes: up to it, or down to it if the increment is negative
     * @param setTo what the counter is set to if it went beyond
     * @return the operation
     */
    public Add<O> add(long increment, long threshold, long setTo) {
        return new Add<>(this, increment, threshold, setTo);
    }

    /** What is to be added to which counter. */
    public record Add<O>(Counter<O> counter, long increment, long threshold, long setTo) {
        long next(O object) {
            long before = counter.read.applyAsLong(object);
            long sum;
            try {
                sum = Math.addExact(before, increment);
            } catch (ArithmeticException e) {
                throw new BadArgException("expected a counter that fits 64 bits, got: " + before + " + " + increment
                        + ". Give it a threshold to turn over at");
            }
            boolean beyond = increment < 0 ? sum < threshold : sum > threshold;
            return beyond ? setTo : sum;
        }

        O with(O object, long value) {
            return counter.write.with(object, value);
        }
    }
}
