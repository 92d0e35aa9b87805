package otp.comparison.speed.handrolled;

import java.util.ArrayList;
import java.util.List;
import otp.comparison.speed.RedisBenchmark;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.handrolled.Redis;
import otp.redisclient.handrolled.RedisConnection;
import otp.redisclient.handrolled.Request;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/** One {@code RedisConnection}, which all callers share; callers are processes. */
public class RedisAccess extends RedisBenchmark {
    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private ServerRef<Request> redis;

    @Override
    protected void open(RedisUri server) {
        redis = RedisConnection.startConnected(node, ConnectionOptions.of(server), Options.NONE)
                .get();
    }

    @Override
    public void close() {
        Redis.stop(redis);
        node.close();
    }

    @Override
    protected void start(Runnable work) {
        node.spawn(work::run);
    }

    @Override
    protected void set(byte[] key, byte[] value) {
        Redis.command(redis, "SET", key, value);
    }

    @Override
    protected byte[] get(byte[] key) {
        return Redis.command(redis, "GET", key).asBytes();
    }

    @Override
    protected List<byte[]> pipeline(byte[][] these) {
        var commands = new ArrayList<Command>(these.length);
        for (byte[] key : these) {
            commands.add(Command.of("GET", key));
        }
        return Redis.pipeline(redis, commands).stream().map(RedisValue::asBytes).toList();
    }
}
