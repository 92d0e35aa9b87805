package otp.comparison.scenario.akka;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * The timers of an actor system whose time is moved by hand, from one timer to the next. Akka's own for tests, {@code ManualTime},
 * moves it in one go: a timer that is set while another fires comes too late or not at all, as the threads happen to run.
 */
final class MovedScheduler extends AbstractScheduler {
    private static final Cancellable FIRED = new Cancellable() {
        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::number));
    private long now;
    private long count;

    /** Called by Akka, with what schedulers are given there. */
    @SuppressWarnings("unused")
    MovedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

    private final class Timer implements Cancellable {
        private final long number;
        private final long interval;
        private final Runnable task;
        private final ExecutionContext runsIn;
        private long due;
        private boolean cancelled;

        private Timer(long delay, long interval, Runnable task, ExecutionContext runsIn) {
            this.number = count++;
            this.due = now + delay;
            this.interval = interval;
            this.task = task;
            this.runsIn = runsIn;
            timers.add(this);
        }

        long due() {
            return due;
        }

        long number() {
            return number;
        }

        @Override
        public boolean cancel() {
            synchronized (MovedScheduler.this) {
                boolean first = timers.remove(this);
                cancelled = cancelled || first;
                return first;
            }
        }

        @Override
        public boolean isCancelled() {
            synchronized (MovedScheduler.this) {
                return cancelled;
            }
        }
    }

    @Override
    @SuppressWarnings("deprecation") // deprecated it may be, but it is abstract
    public synchronized Cancellable schedule(
            FiniteDuration delay, FiniteDuration interval, Runnable task, ExecutionContext runsIn) {
        return new Timer(delay.toNanos(), interval.toNanos(), task, runsIn);
    }

    /** A delay that is none is over, as with Akka's own scheduler. */
    @Override
    public synchronized Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext runsIn) {
        if (delay.toNanos() <= 0) {
            runsIn.execute(task);
            return FIRED;
        }
        return new Timer(delay.toNanos(), 0, task, runsIn);
    }

    @Override
    public double maxFrequency() {
        return 1_000_000_000;
    }

    synchronized long now() {
        return now;
    }

    /**
     * Moves the time to the next timer and lets it fire.
     *
     * @param until the latest time to which it may be moved, in nanoseconds
     * @return false if there was none before then: now it is that time
     */
    boolean fireNext(long until) {
        Timer timer = nextUntil(until);
        if (timer == null) {
            return false;
        }
        timer.runsIn.execute(timer.task);
        return true;
    }

    private synchronized @Nullable Timer nextUntil(long until) {
        Timer timer = timers.peek();
        if (timer == null || timer.due > until) {
            now = until;
            return null;
        }
        timers.remove();
        now = timer.due;
        if (timer.interval > 0) {
            timer.due += timer.interval;
            timers.add(timer);
        }
        return timer;
    }
}
