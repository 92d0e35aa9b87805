package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Param;
import otp.comparison.speed.RedisBenchmark;
import otp.redisclient.ConnectionOptions;
import otp.redisclient.RedisUri;
import otp.redisclient.akka.Redis;
import otp.redisclient.akka.RedisConnection;
import otp.redisclient.resp.Command;
import otp.redisclient.resp.RedisValue;

/** One {@code RedisConnection}, which all callers share; callers are virtual threads that wait for the answer. */
public class RedisAccess extends RedisBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init") // set by open, before it is used
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Redis.Message> redis;

    @Override
    protected void open(RedisUri server) {
        system = settings.start();
        redis = system.systemActorOf(RedisConnection.create(ConnectionOptions.of(server)), "redis", Props.empty());
        join(Redis.connected(redis, TIMEOUT, system.scheduler()));
    }

    @Override
    public void close() {
        system.terminate();
        join(system.getWhenTerminated());
    }

    @Override
    protected void start(Runnable work) {
        Thread.startVirtualThread(work);
    }

    @Override
    protected void set(byte[] key, byte[] value) {
        join(Redis.command(redis, Command.of("SET", key, value), TIMEOUT, system.scheduler()));
    }

    @Override
    protected byte[] get(byte[] key) {
        return join(Redis.command(redis, Command.of("GET", key), TIMEOUT, system.scheduler()))
                .asBytes();
    }

    @Override
    protected List<byte[]> pipeline(byte[][] these) {
        var commands = new ArrayList<Command>(these.length);
        for (byte[] key : these) {
            commands.add(Command.of("GET", key));
        }
        return join(Redis.pipeline(redis, commands, TIMEOUT, system.scheduler())).stream()
                .map(RedisValue::asBytes)
                .toList();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
