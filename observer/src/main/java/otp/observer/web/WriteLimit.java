package otp.observer.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how long a client may take to read what is written to it. A write to a client that does not read blocks until it does;
 * to one that has vanished without a word, for many minutes. The interrupt closes the channel, and the write fails.
 *
 * <p>The server's own limit ({@code sun.net.httpserver.maxRspTime}) is of no use here: it is for the whole of an answer, and a
 * stream is one answer that may last for days.
 */
final class WriteLimit implements AutoCloseable {
    private final Duration limit;
    private final ScheduledThreadPoolExecutor alarms;

    WriteLimit(Duration limit) {
        this.limit = limit;
        this.alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("observer-write-limit").factory());
        alarms.setRemoveOnCancelPolicy(true);
        // Without requests there is no thread.
        alarms.setKeepAliveTime(10, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
    }

    /** What writes. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /**
     * Writes on the calling thread.
     *
     * @throws IOException if the client is gone, or too slow
     */
    void run(Writing writing) throws IOException {
        Thread writer = Thread.currentThread();
        // Whoever is first: either it was written, or it took too long. Never an interrupt for a write that is over.
        var decided = new AtomicBoolean();
        Future<?> alarm = alarms.schedule(
                () -> {
                    if (decided.compareAndSet(false, true)) {
                        writer.interrupt();
                    }
                },
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        writing.run();
        if (!decided.compareAndSet(false, true)) {
            throw new IOException("the client took longer than " + limit + " to read");
        }
        alarm.cancel(false);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
