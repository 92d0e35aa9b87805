package otp.handrolled.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parking until a deadline that is far away and mostly never comes, such as the five seconds of a call.
 *
 * <p>A timed park sets a timer of the JDK and takes it back, which costs more than the park itself. So a thread parks here without
 * a timer, and is noted on a stack. A tick looks through the stack a little later: those that have been woken up by then, almost
 * all, are forgotten; only who still sleeps gets an alarm, at its exact deadline.
 *
 * <p>Nobody who is on the stack is without a tick to come: who parks first notes itself and then looks whether a tick is due; a
 * tick first says that it is due no more and then takes the stack. One of the two sees the other. The same between a sleeper that
 * wakes up and a tick that sets its alarm: each writes before it reads, so an alarm that is not needed is always taken back.
 */
final class FarDeadlines {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    /** What is no nearer than this is far: the tick, even one that is late, comes before it. */
    static final long FAR = 2 * TICK;

    private static final VarHandle SLEEPERS;
    private static final VarHandle TICK_IS_DUE;

    static {
        try {
            var lookup = MethodHandles.lookup();
            SLEEPERS = lookup.findVarHandle(FarDeadlines.class, "sleepers", Sleeper.class);
            TICK_IS_DUE = lookup.findVarHandle(FarDeadlines.class, "tickIsDue", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** As {@link Clock#schedule}. */
    interface Alarms {
        Clock.Alarm schedule(long deadline, Runnable action);
    }

    private final LongSupplier now;
    private final Alarms alarms;
    private volatile @Nullable Sleeper sleepers;
    private volatile boolean tickIsDue;

    FarDeadlines(LongSupplier now, Alarms alarms) {
        this.now = now;
        this.alarms = alarms;
    }

    /**
     * As {@link Clock#parkUntil}.
     *
     * <p>Who sets the tick does not park this time. To set it is to take a lock, to wait for a lock is to park, and that uses up an
     * unpark that has come meanwhile. So it returns without a reason, as a park may, and its caller looks again at what it waits for.
     */
    void park(long deadline) {
        var sleeper = new Sleeper(Thread.currentThread(), deadline);
        try {
            note(sleeper);
            if (tickIsDue || !scheduleTick()) {
                LockSupport.park(this);
            }
        } finally {
            sleeper.wokeUp();
        }
    }

    private void note(Sleeper sleeper) {
        Sleeper top;
        do {
            top = sleepers;
            sleeper.below = top;
        } while (!SLEEPERS.compareAndSet(this, top, sleeper));
    }

    /** Returns whether it was this call that has set it. */
    private boolean scheduleTick() {
        if (!TICK_IS_DUE.compareAndSet(this, false, true)) {
            return false;
        }
        try {
            alarms.schedule(now.getAsLong() + TICK, this::tick);
            return true;
        } catch (Throwable outOfStackOrMemory) {
            // One process is lost. The next that parks must not think that a tick will come.
            tickIsDue = false;
            throw outOfStackOrMemory;
        }
    }

    private void tick() {
        tickIsDue = false;
        Sleeper sleeper = (Sleeper) SLEEPERS.getAndSet(this, null);
        while (sleeper != null) {
            Sleeper below = sleeper.below;
            // Else one that sleeps on for days, with its alarm, would hold all that were noted before it.
            sleeper.below = null;
            if (sleeper.thread != null) {
                setAlarm(sleeper);
            }
            sleeper = below;
        }
    }

    private void setAlarm(Sleeper sleeper) {
        try {
            sleeper.setAlarm(alarms.schedule(sleeper.deadline, sleeper::ring));
        } catch (Throwable outOfMemory) {
            // It finds out that it is too early and parks again: the others, and the next tick, still get theirs.
            sleeper.ring();
        }
    }

    /** One park. */
    private static final class Sleeper {
        private final long deadline;

        /** Null once it has woken up. */
        private volatile @Nullable Thread thread;

        private volatile Clock.@Nullable Alarm alarm;

        /** On the stack: who was noted before. */
        private @Nullable Sleeper below;

        Sleeper(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        void setAlarm(Clock.Alarm set) {
            alarm = set;
            if (thread == null) {
                set.cancel();
            }
        }

        void wokeUp() {
            thread = null;
            Clock.Alarm set = alarm;
            if (set != null) {
                set.cancel();
            }
        }

        void ring() {
            Thread sleeping = thread;
            if (sleeping != null) {
                LockSupport.unpark(sleeping);
            }
        }
    }
}
