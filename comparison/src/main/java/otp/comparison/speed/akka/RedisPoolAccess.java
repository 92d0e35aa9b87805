package otp.comparison.speed.akka;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.lettuce.core.codec.ByteArrayCodec;
import org.openjdk.jmh.annotations.Param;
import otp.comparison.speed.RedisPoolBenchmark;
import otp.redisclient.RedisUri;
import otp.redispool.akka.RedisPool;

/** Lesson 5's pool of Lettuce's connections; callers are virtual threads that wait for the answer. */
public class RedisPoolAccess extends RedisPoolBenchmark {
    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private RedisPool<byte[], byte[]> pool;

    @Override
    protected void open(RedisUri server) {
        system = settings.start();
        pool = new RedisPool<>(options(server), ByteArrayCodec.INSTANCE);
        system.systemActorOf(pool.behavior(), "pool", Props.empty());
        awaitUp(pool::status);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected void set(byte[] key, byte[] value) {
        pool.command(redis -> redis.set(key, value)).toCompletableFuture().join();
    }

    @Override
    protected byte[] get(byte[] key) {
        return pool.command(redis -> redis.get(key)).toCompletableFuture().join();
    }
}
