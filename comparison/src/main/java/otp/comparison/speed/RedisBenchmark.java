package otp.comparison.speed;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One connection: GET by one caller, by fifty who share it, and in pipelines. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class RedisBenchmark extends RedisGets {
    /** What is there under the keys, asked in one piece. */
    protected abstract List<byte[]> pipeline(byte[][] these) throws Exception;

    @Benchmark
    @OperationsPerInvocation(Sizes.LONE_GETS)
    public void oneCaller() {
        gets(1, Sizes.LONE_GETS);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.SHARED_GETS)
    public void fiftyCallers() {
        gets(50, Sizes.SHARED_GETS);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.PIPELINED)
    public void pipeline16() {
        pipelines(16);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.PIPELINED)
    public void pipeline100() {
        pipelines(100);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.PIPELINED)
    public void pipeline1000() {
        pipelines(1_000);
    }

    private void pipelines(int size) {
        byte[][] these = Arrays.copyOf(keys, size);
        Together.run(1, this::start, () -> {
            for (int i = 0; i < Sizes.PIPELINED / size; i++) {
                int at = 0;
                for (byte[] value : got(these)) {
                    check(at++, value);
                }
                Together.check(size, at);
            }
        });
    }

    private List<byte[]> got(byte[][] these) {
        try {
            return pipeline(these);
        } catch (Exception e) {
            throw new IllegalStateException("expected the values of a pipeline, got none", e);
        }
    }
}
