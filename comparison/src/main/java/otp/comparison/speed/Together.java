package otp.comparison.speed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several callers at once, and the wait for the last of them. JMH's own threads belong to the operating system, and a figure
 * taken on them is mostly the time such a thread takes to wake. So a JMH thread here only starts a batch of virtual threads or
 * processes and sleeps until all are done: one wake-up for many thousand operations.
 */
public final class Together {
    /** Far longer than any batch: a benchmark that hangs ends with an error. */
    public static final long PATIENCE_SECONDS = 60;

    private Together() {}

    /**
     * Runs the same work in so many callers and waits for all. Blocks.
     *
     * @param callers how many
     * @param start how to start one: a virtual thread or a process
     * @param work what each does
     * @throws IllegalStateException if one of them failed, or did not come to an end
     */
    public static void run(int callers, Consumer<Runnable> start, Runnable work) {
        var done = new CountDownLatch(callers);
        var failure = new AtomicReference<@Nullable Throwable>();
        for (int i = 0; i < callers; i++) {
            start.accept(() -> {
                try {
                    work.run();
                } catch (Throwable thrown) {
                    failure.set(thrown);
                } finally {
                    done.countDown();
                }
            });
        }
        await(done);
        if (failure.get() != null) {
            throw new IllegalStateException("a caller failed, so there is nothing to measure", failure.get());
        }
    }

    /**
     * Waits for a batch. Blocks.
     *
     * @param done open when the batch is over
     * @throws IllegalStateException if it does not come to an end
     */
    public static void await(CountDownLatch done) {
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected the batch to be over, but after " + PATIENCE_SECONDS + " s "
                        + done.getCount() + " were still at work");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the batch", e);
        }
    }

    /**
     * Checks that the work was done: a benchmark that leaves work out is fast and wrong.
     *
     * @param expected how often
     * @param actual how often it was done
     */
    public static void check(long expected, long actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + " to be done, got: " + actual);
        }
    }
}
