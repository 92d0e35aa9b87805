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
 * Reading and writing a table of {@link Sizes#KEYS} entries; each lane has its table. The keys that are asked for are equal to those
 * in the table and not the same objects. Only one lane is loaded into a JVM, so its methods are called as directly as if they
 * stood here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class TableBenchmark {
    private final Integer[] keys = new Integer[Sizes.KEYS];
    private long counted;

    /** Makes the table. */
    protected abstract void open() throws Exception;

    /** Starts a reader or writer: a virtual thread or a process. */
    protected abstract void start(Runnable work);

    /** What is there under the key. */
    protected abstract Item get(Integer key);

    /** Inserts, in place of what has the key. */
    protected abstract void insert(Item item);

    /** Adds one to the value of the item, in one step, and returns the sum. */
    protected abstract long increment(Integer key);

    /** Fills the table. */
    @Setup
    public void fill() throws Exception {
        open();
        for (int key = 0; key < Sizes.KEYS; key++) {
            insert(new Item(key, 1));
            keys[key] = key;
        }
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.READS)
    public void oneReader() {
        read(1);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.READS)
    public void eightReaders() {
        read(8);
    }

    private void read(int readers) {
        int each = Sizes.READS / readers;
        Together.run(readers, this::start, () -> {
            long sum = 0;
            int at = 0;
            for (int i = 0; i < each; i++) {
                sum += get(keys[at]).value();
                at = after(at);
            }
            Together.check(each, sum);
        });
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.WRITES)
    public void insert() {
        Together.run(1, this::start, () -> {
            int at = 0;
            int last = 0;
            for (int i = 0; i < Sizes.WRITES; i++) {
                insert(new Item(keys[at], i));
                last = at;
                at = after(at);
            }
            Together.check(Sizes.WRITES - 1, get(keys[last]).value());
        });
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.WRITES)
    public void updateCounter() {
        counted += Sizes.WRITES / Sizes.KEYS;
        long expected = 1 + counted;
        Together.run(1, this::start, () -> {
            long last = 0;
            int at = 0;
            for (int i = 0; i < Sizes.WRITES; i++) {
                last = increment(keys[at]);
                at = after(at);
            }
            Together.check(expected, last);
        });
    }

    private static int after(int at) {
        int next = at + Sizes.STRIDE;
        return next < Sizes.KEYS ? next : next - Sizes.KEYS;
    }
}
