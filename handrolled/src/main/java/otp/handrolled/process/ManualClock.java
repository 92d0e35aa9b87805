package otp.handrolled.process;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that stands still until a test moves it: the twin of Akka's {@code ManualTime}.
 *
 * <pre>{@code
 * var clock = new ManualClock();
 * var node = Node.start(clock);
 * ... a process waits with a timeout of 5 s ...
 * clock.awaitWaiting(1);                   // it has begun to wait
 * clock.advance(Duration.ofSeconds(5));    // now its time is up
 * }</pre>
 *
 * <p>{@link #advance} moves from one due instant to the next, so an alarm that sets another alarm within the same span rings it
 * too. Thread-safe.
 */
public final class ManualClock implements Clock {
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long now;
    private long sequence;

    /** Makes a clock that shows zero. */
    public ManualClock() {}

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public void parkUntil(long deadline) {
        if (deadline == NEVER) {
            LockSupport.park(this);
            return;
        }
        Thread waiter = Thread.currentThread();
        Alarm wakeUp = schedule(deadline, () -> LockSupport.unpark(waiter));
        LockSupport.park(this);
        wakeUp.cancel();
    }

    @Override
    public synchronized Alarm schedule(long deadline, Runnable action) {
        var entry = new Due(deadline, sequence++, action);
        due.add(entry);
        notifyAll();
        if (deadline <= now) {
            ring(now);
        }
        return () -> {
            synchronized (this) {
                return due.remove(entry);
            }
        };
    }

    /**
     * Moves the time forward and runs all that falls due on the way, in order, before it returns.
     *
     * @param by how far; zero rings what is due already
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("expected a duration of zero or more to advance by, got: " + by);
        }
        if (by.compareTo(Duration.ofNanos(NEVER - 1 - now)) > 0) {
            throw new IllegalArgumentException(
                    "expected a duration within the 292 years that this clock can show, got: " + by + " from "
                            + Duration.ofNanos(now) + " on");
        }
        ring(now + by.toNanos());
    }

    /**
     * Waits until at least so many timers and timed waits are pending on this clock, so that a test does not move the time
     * before the code it tests has looked at it. Blocks for ten seconds of real time at most.
     *
     * @param count how many
     * @throws TimeoutException if there are fewer after ten seconds
     */
    public synchronized void awaitWaiting(int count) throws InterruptedException, TimeoutException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (due.size() < count) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(
                        "expected " + count + " timers or timed waits on the clock, got: " + due.size());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * How many timers and timed waits are pending.
     *
     * @return their number now
     */
    public synchronized int waiting() {
        return due.size();
    }

    private void ring(long until) {
        for (Due next = due.peek(); next != null && next.at <= until; next = due.peek()) {
            due.remove();
            now = Math.max(now, next.at);
            next.action.run();
        }
        now = Math.max(now, until);
    }

    private record Due(long at, long sequence, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
