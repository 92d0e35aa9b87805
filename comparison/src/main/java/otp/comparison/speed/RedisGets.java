package otp.comparison.speed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.redisclient.RedisUri;

/**
 * GET by one caller or several; each lane is a client of the one server of the run. Keys have 10 bytes and values 32, both are arrays
 * of bytes in all lanes. Each key has its value, and each caller begins at another key: a reply that goes to the wrong caller ends
 * the benchmark.
 */
@State(Scope.Benchmark)
public abstract class RedisGets {
    /** The system property that says where the server is. */
    static final String SERVER = "otp.comparison.redis";

    /** The keys, in their order. */
    final byte[][] keys = bytes("speed:%04d");

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

    /** So many callers ask for so many keys in all. */
    final void gets(int callers, int all) {
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

    /** That this is the value of the key with this number. */
    final void check(int at, byte[] value) {
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
