package otp.comparison.speed.jedis;

import java.util.ArrayList;
import java.util.List;
import otp.comparison.speed.RedisBenchmark;
import otp.redisclient.RedisUri;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** A connection for each of fifty callers, from Jedis's pool: one cannot be shared. Callers are virtual threads. */
public class RedisAccess extends RedisBenchmark {
    private static final int CONNECTIONS = 50;

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private JedisPooled jedis;

    @Override
    protected void open(RedisUri server) {
        jedis = Connections.open(server, CONNECTIONS);
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

    @Override
    protected List<byte[]> pipeline(byte[][] these) {
        var asked = new ArrayList<Response<byte[]>>(these.length);
        try (Pipeline pipeline = jedis.pipelined()) {
            for (byte[] key : these) {
                asked.add(pipeline.get(key));
            }
            pipeline.sync();
        }
        return asked.stream().map(Response::get).toList();
    }
}
