package otp.comparison.speed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The machine's own yardstick: two virtual threads hand a turn to and fro with nothing but {@code park} and {@code unpark}. No
 * process can hand a message to another in less, as long as it parks: a call is two such hand-overs, a hop of the ring is one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPong {
    private volatile int turn;

    /** One operation is one hand-over, half a round trip. */
    @Benchmark
    @OperationsPerInvocation(Sizes.HOPS)
    public void handOver() {
        var done = new CountDownLatch(2);
        var threads = new Thread[2];
        turn = 0;
        for (int i = 0; i < 2; i++) {
            int me = i;
            threads[me] = Thread.ofVirtual().unstarted(() -> {
                for (int next = me; next < Sizes.HOPS; next += 2) {
                    while (turn != next) {
                        LockSupport.park(this);
                    }
                    turn = next + 1;
                    LockSupport.unpark(threads[1 - me]);
                }
                done.countDown();
            });
        }
        threads[0].start();
        threads[1].start();
        Together.await(done);
        Together.check(Sizes.HOPS, turn);
    }
}
