package otp.comparison.speed.handrolled;

import otp.comparison.speed.RedisPoolBenchmark;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.Supervisor;
import otp.redisclient.RedisUri;
import otp.redispool.handrolled.RedisPool;

/** Lesson 5's pool; callers are processes. */
public class RedisPoolAccess extends RedisPoolBenchmark {
    private final Node node = Node.start();
    private final RedisPool pool = RedisPool.named(node, "pool");

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private ServerRef<Supervisor.Message> supervisor;

    @Override
    protected void open(RedisUri server) {
        supervisor = Supervised.start(node, RedisPool.childSpec(options(server)));
        awaitUp(pool::status);
    }

    @Override
    public void close() {
        Supervisor.stop(supervisor);
        node.close();
    }

    @Override
    protected void start(Runnable work) {
        node.spawn(work::run);
    }

    @Override
    protected void set(byte[] key, byte[] value) {
        pool.command("SET", key, value);
    }

    @Override
    protected byte[] get(byte[] key) {
        return pool.command("GET", key).asBytes();
    }
}
