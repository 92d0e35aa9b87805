package otp.comparison.speed.jedis;

import otp.comparison.speed.RedisPoolBenchmark;
import otp.comparison.speed.Sizes;
import otp.redisclient.RedisUri;
import redis.clients.jedis.JedisPooled;

/** Jedis's pool, which lends its connections: of fifty callers most wait until one is free. Callers are virtual threads. */
public class RedisPoolAccess extends RedisPoolBenchmark {
    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private JedisPooled jedis;

    @Override
    protected void open(RedisUri server) {
        jedis = Connections.open(server, Sizes.MEMBERS);
    }

    @Override
    public void close() {
        jedis.close();
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected void set(byte[] key, byte[] value) {
        jedis.set(key, value);
    }

    @Override
    protected byte[] get(byte[] key) {
        return jedis.get(key);
    }
}
