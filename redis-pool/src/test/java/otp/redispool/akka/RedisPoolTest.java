package otp.redispool.akka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import io.lettuce.core.KillArgs;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redispool.Choice;
import otp.redispool.MemberStatus;
import otp.redispool.PoolContract;
import otp.redispool.PoolGoneException;
import otp.redispool.PoolOptions;
import otp.testkit.log.LogCapture;

class RedisPoolTest extends PoolContract<RedisPool<String, String>> {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @RegisterExtension
    final LogCapture redis = LogCapture.of("otp");

    @RegisterExtension
    final LogCapture akka = LogCapture.of("akka");

    private final Map<RedisPool<String, String>, ActorRef<Void>> actors = new HashMap<>();

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    // region lane
    @Override
    protected void close() {
        // The actor system is that of all tests.
    }

    @Override
    protected RedisPool<String, String> startPool(PoolOptions options) {
        var pool = new RedisPool<>(options, StringCodec.UTF8);
        actors.put(pool, KIT.spawn(pool.behavior()));
        await().until(() -> isRunning(pool));
        return pool;
    }

    private static boolean isRunning(RedisPool<?, ?> pool) {
        try {
            return !pool.status().isEmpty();
        } catch (PoolGoneException notYet) {
            return false;
        }
    }

    @Override
    protected void stop(RedisPool<String, String> pool) {
        KIT.stop(actors.get(pool));
    }

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    @Override
    protected void set(RedisPool<String, String> pool, String key, String value) throws Exception {
        result(pool.command(redis -> redis.set(key, value)));
    }

    @Override
    protected String get(RedisPool<String, String> pool, String key) throws Exception {
        return result(pool.command(redis -> redis.get(key)));
    }

    @Override
    protected long clientId(RedisPool<String, String> pool) throws Exception {
        return result(pool.command(redis -> redis.clientId()));
    }

    @Override
    protected CompletionStage<?> popOrWait(RedisPool<String, String> pool, String list) {
        return pool.command(redis -> redis.blpop(0, list));
    }

    @Override
    protected void push(RedisPool<String, String> pool, String list, String value) throws Exception {
        result(pool.command(redis -> redis.rpush(list, value)));
    }

    @Override
    protected void cut(RedisPool<String, String> pool, long clientId) throws Exception {
        result(pool.command(
                redis -> redis.clientKill(KillArgs.Builder.id(clientId).skipme(false))));
    }

    @Override
    protected int connections(RedisPool<String, String> pool) throws Exception {
        return (int) result(pool.command(redis -> redis.clientList())).lines().count();
    }

    @Override
    protected List<MemberStatus> status(RedisPool<String, String> pool) {
        return pool.status();
    }

    /** A message that it cannot handle. */
    @Override
    protected void crash(RedisPool<String, String> pool, String member) {
        child(pool, member).tell(new Object());
    }

    /** The actor outlives its crashes, so that it is the same. */
    @Override
    protected Object identity(RedisPool<String, String> pool, String member) {
        return child(pool, member);
    }

    private ActorRef<Object> child(RedisPool<String, String> pool, String member) {
        var path = actors.get(pool).path().child(member);
        return Adapter.toTyped(((ExtendedActorSystem) Adapter.toClassic(KIT.system()))
                .provider()
                .resolveActorRef(path.toString()));
    }

    @Override
    protected int restartsOfThePool(RedisPool<String, String> pool) {
        return isRunning(pool) ? 0 : 1; // nobody would restart it
    }

    // endregion

    @Test
    void aCallerThatHasGivenUpHasANamedErrorAndItsReplyIsForNobody() throws Exception {
        var pool =
                startUp(PoolOptions.of("pool", 1, options(Choice.RANDOM, SOON).connection()));
        assertThatThrownBy(() -> result(pool.command(redis -> redis.blpop(0, "nothing"), Duration.ofMillis(10))))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(pool.status().getFirst().pending()).isEqualTo(1);
    }

    @Test
    void aMemberThatCrashesTooOftenTakesThePoolAlong() throws Exception {
        var pool = startUp(options(Choice.RANDOM, SOON));
        var probe = KIT.createTestProbe();
        ActorRef<Void> actor = actors.get(pool);
        for (int crash = 1; crash <= 4; crash++) {
            crash(pool, "pool_1");
        }
        probe.expectTerminated(actor, Duration.ofSeconds(20));
        assertThatThrownBy(pool::status).isInstanceOf(PoolGoneException.class);
    }

    @Test
    void noThreadOfLettuceIsLeftWhenThePoolHasStopped() throws Exception {
        await().until(() -> lettuceThreads() == 0);
        var pool = startUp(options(Choice.RANDOM, SOON));
        assertThat(lettuceThreads()).isPositive();
        stop(pool);
        await().until(() -> lettuceThreads() == 0);
    }

    private static long lettuceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .count();
    }
}
