package otp.handrolled.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The machine's clock: what is parked on it wakes when it should, whichever comes first, and leaves nothing behind. */
@Timeout(60)
class FarDeadlinesTest {
    private static final long NEAR_BUT_FAR = FarDeadlines.FAR + 1_000_000;
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final SystemClock clock = new SystemClock();

    @Test
    void aParkEndsAtItsDeadlineAndNotBefore() throws InterruptedException {
        List<Long> early = new ArrayList<>();
        for (long nanos : new long[] {0, 1_000_000, FarDeadlines.FAR - 1, FarDeadlines.FAR, NEAR_BUT_FAR, 60_000_000}) {
            long deadline = clock.now() + nanos;
            parkUntilOver(deadline);
            early.add(Math.max(0, deadline - clock.now()));
        }

        assertThat(early).containsOnly(0L);
    }

    @Test
    void eachOfManyWithDifferentDeadlinesWakes() throws InterruptedException {
        var woken = new CountDownLatch(2_000);
        for (int i = 0; i < 2_000; i++) {
            long deadline = clock.now() + NEAR_BUT_FAR + i * 20_000L;
            Thread.startVirtualThread(() -> {
                parkUntilOver(deadline);
                woken.countDown();
            });
        }

        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoIsUnparkedDoesNotWaitForTheDeadline() throws InterruptedException {
        var go = new AtomicBoolean();
        Thread sleeper = Thread.startVirtualThread(() -> parkUntil(go, clock.now() + AN_HOUR));
        await().until(() -> sleeper.getState() == Thread.State.WAITING);

        go.set(true);
        LockSupport.unpark(sleeper);

        assertThat(sleeper.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void anUnparkThatComesBeforeTheParkIsNotLost() throws InterruptedException {
        Thread sleeper = Thread.startVirtualThread(() -> {
            LockSupport.unpark(Thread.currentThread());
            clock.parkUntil(clock.now() + AN_HOUR);
        });

        assertThat(sleeper.join(Duration.ofSeconds(30))).isTrue();
    }

    /** The executor behind the clock has a lock, and who waits for a lock parks. */
    @Test
    void anUnparkIsNotLostToALockThatIsTakenOnTheWayToThePark() throws InterruptedException {
        var far = new FarDeadlines(clock::now, (deadline, action) -> {
            LockSupport.park(this);
            return clock.schedule(deadline, action);
        });
        Thread sleeper = Thread.startVirtualThread(() -> {
            LockSupport.unpark(Thread.currentThread());
            far.park(clock.now() + AN_HOUR);
        });

        assertThat(sleeper.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whoIsInterruptedWakes() throws InterruptedException {
        Thread sleeper = Thread.startVirtualThread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                clock.parkUntil(clock.now() + AN_HOUR);
            }
        });
        await().until(() -> sleeper.getState() == Thread.State.WAITING);

        sleeper.interrupt();

        assertThat(sleeper.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void onlyWhoSleepsLongGetsAnAlarmAndGivesItBack() {
        var go = new AtomicBoolean();
        List<Thread> sleepers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sleepers.add(Thread.startVirtualThread(() -> parkUntil(go, clock.now() + AN_HOUR)));
        }
        await().until(() -> clock.alarms() == 100);

        go.set(true);
        sleepers.forEach(LockSupport::unpark);

        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
    }

    /** Wake-ups that race with ticks, for many ticks: none may be lost, and none may leave its alarm behind. */
    @Test
    void handOversThatRaceWithTheTickAllArrive() throws InterruptedException {
        int pairs = 20;
        long until = clock.now() + Duration.ofMillis(500).toNanos();
        var done = new CountDownLatch(2 * pairs);
        for (int i = 0; i < pairs; i++) {
            pair(until, done);
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
    }

    private void pair(long until, CountDownLatch done) {
        var turn = new AtomicInteger();
        var threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            threads[me] = Thread.ofVirtual().unstarted(() -> {
                boolean last = false;
                for (int mine = me; !last; mine += 2) {
                    while (turn.get() != mine) {
                        if (turn.get() < 0) {
                            done.countDown();
                            return;
                        }
                        clock.parkUntil(clock.now() + AN_HOUR);
                    }
                    last = clock.now() >= until;
                    turn.set(last ? -1 : mine + 1);
                    LockSupport.unpark(threads[1 - me]);
                }
                done.countDown();
            });
        }
        threads[0].start();
        threads[1].start();
    }

    private void parkUntilOver(long deadline) {
        while (clock.now() < deadline) {
            clock.parkUntil(deadline);
        }
    }

    private void parkUntil(AtomicBoolean condition, long deadline) {
        while (!condition.get() && clock.now() < deadline) {
            clock.parkUntil(deadline);
        }
    }
}
