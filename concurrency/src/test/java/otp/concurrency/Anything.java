package otp.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What functions may throw, and the words in which tests wait. */
public final class Anything {
    private Anything() {}

    /** Each way to throw, by name. */
    public record Thrower(String name, Class<? extends Throwable> type, Supplier<? extends Throwable> error) {
        /** Throws, also what is checked. */
        public <T> T run() {
            throw Anything.<RuntimeException>sneaky(error.get());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable error) throws E {
        throw (E) error;
    }

    /** The argument of a parameterized test. */
    public static Stream<Thrower> thatCanBeThrown() {
        return Stream.of(
                new Thrower(
                        "an unchecked exception", IllegalStateException.class, () -> new IllegalStateException("boom")),
                new Thrower("a checked exception", IOException.class, () -> new IOException("boom")),
                new Thrower("an interrupt", InterruptedException.class, () -> new InterruptedException("boom")),
                new Thrower("an error", AssertionError.class, () -> new AssertionError("boom")),
                new Thrower("a linkage error", NoClassDefFoundError.class, () -> new NoClassDefFoundError("boom")),
                new Thrower("a full stack", StackOverflowError.class, () -> {
                    try {
                        return new IllegalStateException("no stack is that deep: " + forever(0));
                    } catch (StackOverflowError full) {
                        return full;
                    }
                }));
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static int forever(int depth) {
        return forever(depth + 1) + 1;
    }

    /** Waits for a latch, ten seconds at most. */
    public static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).as("it has happened").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /** Blocks until it is interrupted, and says so; a minute at most. */
    public static <T> T blockUntilInterrupted(CountDownLatch started, CountDownLatch interrupted)
            throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        throw new AssertionError("nobody has interrupted this function");
    }
}
