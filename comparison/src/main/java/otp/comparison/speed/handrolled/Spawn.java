package otp.comparison.speed.handrolled;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.Together;
import otp.handrolled.process.Node;
import otp.handrolled.process.Processes;

/** One process starts many, as fast as it can; each counts itself and exits. The last one to be counted ends the batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Spawn {
    private final Node node = Node.start();

    @TearDown
    public void stop() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.SPAWNS)
    public void runAndExit() {
        var left = new AtomicInteger(Sizes.SPAWNS);
        var done = new CountDownLatch(1);
        node.spawn(() -> {
            for (int i = 0; i < Sizes.SPAWNS; i++) {
                Processes.spawn(() -> {
                    if (left.decrementAndGet() == 0) {
                        done.countDown();
                    }
                });
            }
        });
        Together.await(done);
    }
}
