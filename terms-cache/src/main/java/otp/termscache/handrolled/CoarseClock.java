package otp.termscache.handrolled;

import static otp.handrolled.process.Processes.own;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Clock;
import otp.handrolled.process.Clock.Alarm;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OwnedResource;
import otp.handrolled.process.Pid;
import otp.termscache.Ttl;

/**
 * Tells whether an entry is over, mostly without a look at the clock, which would cost more than the rest of the read. Ten times a
 * second the time is noted. Who reads looks at the note; and at the clock only if the entry may be near its end, so the answer is
 * as exact as if everybody looked at the clock.
 *
 * <p>The note must never be older than the margin. It is written by an alarm, not by a process that may be busy; only a machine that
 * keeps this one thread waiting for longer, while others run on, can make an entry live on for that time.
 *
 * <p>It stops with the process that started it. Then every reader looks at the clock. Thread-safe.
 */
final class CoarseClock implements OwnedResource {
    static final Duration TICK = Duration.ofMillis(100);
    private static final long MARGIN = TICK.multipliedBy(5).toNanos();
    /** Later than the end of any entry that has one. */
    private static final long STOPPED = Long.MAX_VALUE;

    private final Clock clock;
    private volatile long noted;
    private @Nullable Alarm next;

    private CoarseClock(Clock clock) {
        this.clock = clock;
    }

    /** One that runs until the calling process ends. */
    static CoarseClock start() {
        var coarse = new CoarseClock(self().node().clock());
        coarse.tick();
        own(coarse);
        return coarse;
    }

    // region isOver
    /** Whether an entry is over that ends then. */
    boolean isOver(long end) {
        return end != Ttl.NEVER && end - noted <= MARGIN && Ttl.isOver(end, clock.now());
    }
    // endregion

    private synchronized void tick() {
        if (noted != STOPPED) {
            noted = clock.now();
            next = clock.schedule(noted + TICK.toNanos(), this::tick);
        }
    }

    @Override
    public synchronized void ownerExited(Pid owner, ExitReason reason) {
        noted = STOPPED;
        if (next != null) {
            next.cancel();
        }
    }
}
