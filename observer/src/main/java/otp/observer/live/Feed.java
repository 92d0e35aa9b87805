package otp.observer.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.tree.Snapshot;

/**
 * Looks at the trees again and again, once for all who look on. While there is nobody it does not look, and has no thread.
 * Thread-safe; only {@link #close} waits.
 */
public final class Feed implements AutoCloseable {
    /** More streams than a person opens, and few enough to be told apart from a flood. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration GOODBYE = Duration.ofMillis(300);

    /** The time between two looks. */
    @FunctionalInterface
    public interface Ticks {
        /** Blocks until it is time for the next look. */
        void next() throws InterruptedException;

        /**
         * Looks at even distances.
         *
         * @param pause from the end of one look to the next
         * @return such ticks
         */
        static Ticks every(Duration pause) {
            return () -> Thread.sleep(pause);
        }
    }

    private final Supplier<Snapshot> trees;
    private final Ticks ticks;
    // All below is guarded by this object.
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private @Nullable Thread sampler;
    private @Nullable Look latest;
    private long number;
    private boolean unreadable;
    private boolean closed;

    /**
     * A feed that nobody looks at yet.
     *
     * @param trees looks at the trees; called by one thread at a time
     * @param ticks when to look
     */
    public Feed(Supplier<Snapshot> trees, Ticks ticks) {
        this.trees = trees;
        this.ticks = ticks;
    }

    /**
     * One more who looks on. The first look is there at once, or as soon as somebody has taken it.
     *
     * @return the viewer, which must be closed; nothing if there are too many already, or the feed is closed
     */
    public synchronized Optional<Viewer> join() {
        if (closed || viewers.size() == MOST) {
            return Optional.empty();
        }
        var viewer = new Viewer(this::leave);
        viewers.add(viewer);
        if (latest != null) {
            viewer.show(latest);
        }
        if (sampler == null) {
            sampler = Thread.ofVirtual().name("observer-sampler").start(this::sample);
        }
        return Optional.of(viewer);
    }

    private synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        notifyAll();
    }

    /**
     * How many look on.
     *
     * @return the number now
     */
    public synchronized int viewers() {
        return viewers.size();
    }

    /** Whether it looks, or will at the next tick. */
    synchronized boolean isLooking() {
        return sampler != null;
    }

    private void sample() {
        try {
            while (anybodyLooks()) {
                show(look());
                ticks.next();
            }
        } catch (InterruptedException e) {
            LOG.debug("No more looks: the feed is closed");
        } finally {
            rest();
        }
    }

    /** In one step with the end of the sampler: who joins after that starts another. */
    private synchronized boolean anybodyLooks() {
        if (viewers.isEmpty() || closed) {
            rest();
            return false;
        }
        return true;
    }

    private synchronized void rest() {
        if (sampler == Thread.currentThread()) {
            sampler = null;
            latest = null;
        }
    }

    private @Nullable Picture look() {
        try {
            return Picture.of(trees.get());
        } catch (RuntimeException | StackOverflowError e) {
            // Twice a second the same would fill the log.
            if (!unreadable) {
                LOG.error("Cannot read the trees", e);
            }
            return null;
        }
    }

    private synchronized void show(@Nullable Picture picture) {
        unreadable = picture == null;
        if (!closed) {
            Look look = picture == null ? new Look.Unreadable() : new Look.Seen(++number, picture);
            latest = look;
            viewers.forEach(viewer -> viewer.show(look));
        }
    }

    /**
     * Tells all viewers that this was all, and waits a moment until they have left. Closing again does nothing.
     */
    @Override
    public synchronized void close() {
        closed = true;
        if (sampler != null) {
            sampler.interrupt();
        }
        viewers.forEach(viewer -> viewer.show(new Look.Ended()));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (long left = GOODBYE.toNanos(); !viewers.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
