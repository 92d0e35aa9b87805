package otp.handrolled.process;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The machine's monotonic time. Alarms ring on one daemon thread that starts with the first of them. */
final class SystemClock implements Clock {
    static final SystemClock INSTANCE = new SystemClock();

    private final long origin = System.nanoTime();
    private final ScheduledThreadPoolExecutor alarms;
    private final FarDeadlines farDeadlines = new FarDeadlines(this::now, this::schedule);

    SystemClock() {
        alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("otp-timers").factory());
        // A cancelled alarm leaves the queue at once: a server that answers a million calls must not keep a million
        // timers.
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public void parkUntil(long deadline) {
        if (deadline == NEVER) {
            LockSupport.park(this);
            return;
        }
        long left = deadline - now();
        if (left < FarDeadlines.FAR) {
            LockSupport.parkNanos(this, left);
        } else {
            farDeadlines.park(deadline);
        }
    }

    @Override
    public Alarm schedule(long deadline, Runnable action) {
        ScheduledFuture<?> alarm = alarms.schedule(action, deadline - now(), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    /** How many alarms are set. */
    int alarms() {
        return alarms.getQueue().size();
    }
}
