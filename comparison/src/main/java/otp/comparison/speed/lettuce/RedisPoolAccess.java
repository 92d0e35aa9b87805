package otp.comparison.speed.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Param;
import otp.comparison.speed.RedisPoolBenchmark;
import otp.comparison.speed.Sizes;
import otp.redisclient.RedisUri;

/** Some connections, each shared by all who choose it at random: Lettuce's own pools lend theirs, to one at a time. */
public class RedisPoolAccess extends RedisPoolBenchmark {
    private static final long TIMEOUT_SECONDS = 5;

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Transport settings;

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private RedisClient client;

    private final List<StatefulRedisConnection<byte[], byte[]>> connections = new ArrayList<>();

    @Override
    protected void open(RedisUri server) {
        settings.choose();
        client = RedisClient.create(RedisURI.create(server.host(), server.port()));
        for (int i = 0; i < Sizes.MEMBERS; i++) {
            connections.add(client.connect(ByteArrayCodec.INSTANCE));
        }
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
        any().async().set(key, value).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected byte[] get(byte[] key) throws Exception {
        return any().async().get(key).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private StatefulRedisConnection<byte[], byte[]> any() {
        return connections.get(ThreadLocalRandom.current().nextInt(connections.size()));
    }
}
