package otp.comparison.speed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redispool.MemberStatus;
import otp.redispool.PoolGoneException;
import otp.redispool.PoolOptions;

/** A pool of {@link Sizes#MEMBERS} connections: GET by fifty callers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class RedisPoolBenchmark extends RedisGets {
    private static final Duration PAUSE = Duration.ofMillis(10);

    @Benchmark
    @OperationsPerInvocation(Sizes.SHARED_GETS)
    public void fiftyCallers() {
        gets(50, Sizes.SHARED_GETS);
    }

    /** What the pools of lesson 5 are. */
    protected static PoolOptions options(RedisUri server) {
        return PoolOptions.of("pool", Sizes.MEMBERS, ConnectionOptions.of(server));
    }

    /** Waits until all members are connected: a pool itself waits for no server. */
    protected static void awaitUp(Supplier<List<MemberStatus>> pool) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Together.PATIENCE_SECONDS);
        while (!isUp(pool)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("expected all members to be up, got: " + pool.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isUp(Supplier<List<MemberStatus>> pool) {
        try {
            return pool.get().stream().allMatch(MemberStatus::isUp);
        } catch (PoolGoneException e) {
            return false; // an actor is spawned, and starts a moment later
        }
    }
}
