package otp.comparison.speed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reading and writing a cache of {@link Sizes#KEYS} entries that live for an hour, so that none is over and each read has to find
 * that out; each lane has its cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class CacheBenchmark {
    private static final int PUT_EVERY = 20;

    private final Integer[] keys = new Integer[Sizes.KEYS];

    /** Starts the cache. */
    protected abstract void open() throws Exception;

    /** Starts a caller: a virtual thread or a process. */
    protected abstract void start(Runnable work);

    /** What is there under the key; throws if there is nothing. */
    protected abstract int get(Integer key);

    /** Puts, and returns when that is done. */
    protected abstract void put(Integer key, Integer value);

    /** Fills the cache; each value is one. */
    @Setup
    public void fill() throws Exception {
        open();
        Together.run(1, this::start, () -> {
            for (int key = 0; key < Sizes.KEYS; key++) {
                put(key, 1);
                keys[key] = key;
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.GETS)
    public void oneReader() {
        run(1, Sizes.GETS, Integer.MAX_VALUE);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.GETS)
    public void eightReaders() {
        run(8, Sizes.GETS, Integer.MAX_VALUE);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.PUTS)
    public void put() {
        run(1, Sizes.PUTS, 1);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.GETS)
    public void mixed() {
        run(8, Sizes.GETS, PUT_EVERY);
    }

    private void run(int callers, int operations, int putEvery) {
        int each = operations / callers;
        Together.run(callers, this::start, () -> {
            long sum = 0;
            int at = 0;
            for (int i = 1; i <= each; i++) {
                Integer key = keys[at];
                if (i % putEvery == 0) {
                    put(key, 1);
                    sum++;
                } else {
                    sum += get(key);
                }
                int next = at + Sizes.STRIDE;
                at = next < Sizes.KEYS ? next : next - Sizes.KEYS;
            }
            Together.check(each, sum);
        });
    }
}
