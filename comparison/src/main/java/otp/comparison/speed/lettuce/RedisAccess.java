package otp.comparison.speed.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Param;
import otp.comparison.speed.RedisBenchmark;
import otp.redisclient.RedisUri;

/**
 * One connection, which all callers share; callers are virtual threads that wait for a future, as Lettuce's blocking functions
 * do. A pipeline is flushed by hand.
 */
public class RedisAccess extends RedisBenchmark {
    private static final long TIMEOUT_SECONDS = 5;

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Transport settings;

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private RedisClient client;

    @SuppressWarnings("NullAway.Init")
    private StatefulRedisConnection<byte[], byte[]> connection;

    @Override
    protected void open(RedisUri server) {
        settings.choose();
        client = RedisClient.create(RedisURI.create(server.host(), server.port()));
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    public void close() {
        client.shutdown();
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected void set(byte[] key, byte[] value) throws Exception {
        connection.async().set(key, value).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected byte[] get(byte[] key) throws Exception {
        return connection.async().get(key).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected List<byte[]> pipeline(byte[][] these) throws Exception {
        connection.setAutoFlushCommands(false);
        var asked = new ArrayList<RedisFuture<byte[]>>(these.length);
        for (byte[] key : these) {
            asked.add(connection.async().get(key));
        }
        connection.flushCommands();
        connection.setAutoFlushCommands(true);
        var values = new ArrayList<byte[]>(these.length);
        for (RedisFuture<byte[]> one : asked) {
            values.add(one.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        }
        return values;
    }
}
