package otp.comparison.speed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.redisclient.RedisUri;

/**
 * GET, by one caller and by fifty, and in pipelines; each lane is a client of the one server of the run. Keys have 10 bytes and values
 * 32, both are arrays of bytes in all lanes. Each key has its value, and each caller begins at another key: a reply that goes to the
 * wrong caller ends the benchmark.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class RedisBenchmark {
    /** The system property that says where the server is. */
    static final String SERVER = "otp.comparison.redis";

    private final byte[][] keys = bytes("speed:%04d");
    private final byte[][] values = bytes("this is the one value of no %04d");

    /** Connects. */
    protected abstract void open(RedisUri server) throws Exception;

    /** Ends all that was started. */
    @TearDown
    public abstract void close() throws Exception;

    /** Starts a caller: a virtual thread or a process. */
    protected abstract void start(Runnable work);

    /** Puts a value under a key. */
    protected abstract void set(byte[] key, byte[] value) throws Exception;

    /** What is there under a key; waits for it no longer than five seconds. */
    protected abstract byte[] get(byte[] key) throws Exception;

    /** What is there under the keys, asked in one piece. */
    protected abstract List<byte[]> pipeline(byte[][] these) throws Exception;

    /** Connects, and puts the values there. */
    @Setup
    public void fill() throws Exception {
        open(RedisUri.parse(System.getProperty(SERVER)));
        Together.run(1, this::start, () -> {
            for (int i = 0; i < keys.length; i++) {
                try {
                    set(keys[i], values[i]);
                } catch (Exception e) {
                    throw new IllegalStateException("cannot put the values there", e);
                }
            }
        });
    }

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

    private void gets(int callers, int all) {
        var nextCaller = new AtomicInteger();
        Together.run(callers, this::start, () -> {
            int first = nextCaller.getAndIncrement() * (keys.length / callers);
            for (int i = 0; i < all / callers; i++) {
                int at = (first + i) % keys.length;
                check(at, got(at));
            }
        });
    }

    private byte[] got(int at) {
        try {
            return get(keys[at]);
        } catch (Exception e) {
            throw new IllegalStateException("expected a value, got none", e);
        }
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

    private void check(int at, byte[] value) {
        if (!Arrays.equals(values[at], value)) {
            throw new IllegalStateException(
                    "expected " + new String(values[at], StandardCharsets.UTF_8) + ", got another value");
        }
    }

    private static byte[][] bytes(String form) {
        byte[][] bytes = new byte[Sizes.REDIS_KEYS][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = form.formatted(i).getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }
}
