package otp.observer.live;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks on. At most one look waits for it, and a newer one takes the place of that: who is slow sees fewer looks, but
 * never old ones, and holds up nobody.
 */
public final class Viewer implements AutoCloseable {
    private final BlockingQueue<Look> latest = new ArrayBlockingQueue<>(1);
    private final Consumer<Viewer> leave;

    Viewer(Consumer<Viewer> leave) {
        this.leave = leave;
    }

    /** Never blocks. One thread at a time, which the feed sees to. */
    void show(Look look) {
        while (!latest.offer(look)) {
            latest.poll();
        }
    }

    /**
     * The latest look that it has not had yet. Blocks until there is one, but not for longer than the patience.
     *
     * @param patience how long to wait
     * @return the look, or null if there was none in that time
     * @throws InterruptedException if interrupted meanwhile
     */
    public @Nullable Look next(Duration patience) throws InterruptedException {
        return latest.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Looks no more. With the last viewer the looking ends. Leaving again does nothing. */
    @Override
    public void close() {
        leave.accept(this);
    }
}
