package otp.comparison.speed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@link Sizes#FETCHERS} callers ask for one missing key, until all have it; the loader has nothing to do, and runs once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class FetchBenchmark {
    private final AtomicInteger loaded = new AtomicInteger();
    private int key;

    /** Starts the cache. */
    @Setup
    public abstract void open() throws Exception;

    /** Ends it. */
    @TearDown
    public abstract void close();

    /** Starts a caller: a virtual thread or a process. */
    protected abstract void start(Runnable work);

    /** What is there under the key; if nothing is, what {@link #load} gives. */
    protected abstract int fetch(Integer key);

    /** The loader. */
    protected final int load() {
        return loaded.incrementAndGet();
    }

    @Benchmark
    public void fetch() {
        Integer missing = key++;
        Together.run(Sizes.FETCHERS, this::start, () -> Together.check(key, fetch(missing)));
        Together.check(key, loaded.get());
    }
}
