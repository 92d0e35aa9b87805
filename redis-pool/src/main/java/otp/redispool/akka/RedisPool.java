package otp.redispool.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.RedisCodec;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import otp.redisclient.ConnectionOptions;
import otp.redispool.AllDownException;
import otp.redispool.Chooser;
import otp.redispool.MemberStatus;
import otp.redispool.PoolGoneException;
import otp.redispool.PoolOptions;

/**
 * Some connections of Lettuce that actors look after, and a function that chooses one of them.
 *
 * <pre>{@code
 * var pool = new RedisPool<>(PoolOptions.of("pool", 4, connection), StringCodec.UTF8);
 * context.spawn(pool.behavior(), "pool");
 *
 * pool.command(redis -> redis.set("key", "value"));
 * }</pre>
 *
 * <pre>
 * pool        its children restart in place; one that cannot ends the pool
 *   pool_1      a Connection
 *   pool_2      another
 * </pre>
 *
 * <p>The member table is the list in this object. What a persistent term is on the BEAM, a value that all read without a lock and
 * without a copy, is on the JVM any final field: there is one heap, so that it needs no global name, and goes with the last who
 * knows it. What changes is inside the members, which stay the same.
 *
 * <p>As from scratch nobody is between a caller and a connection. Only the actor's life is supervised; commands go past it.
 *
 * <p>Thread-safe. One object is for one actor at a time.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class RedisPool<K, V> {
    private final PoolOptions options;
    private final RedisCodec<K, V> codec;
    private final List<Member<K, V>> members;
    private final Chooser chooser;
    private volatile boolean running;

    /**
     * A pool that does not run yet.
     *
     * @param options what it is
     * @param codec how keys and values are written, such as {@code ByteArrayCodec.INSTANCE}
     */
    public RedisPool(PoolOptions options, RedisCodec<K, V> codec) {
        this.options = options;
        this.codec = codec;
        this.members = options.members().map(Member<K, V>::new).toList();
        this.chooser = new Chooser(
                options.choice(), bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    // region behavior
    /**
     * The actor above the connections. It waits for no server: at first all members connect. It understands nothing; stop it by its
     * parent. If a member crashes more than three times in five seconds, it fails.
     *
     * @return its behavior; to be spawned once
     */
    public Behavior<Void> behavior() {
        return Behaviors.setup(context -> {
            var lettuce = Lettuce.open(options);
            members.forEach(member -> spawn(context, lettuce, member));
            running = true;
            return Behaviors.receive((_, _) -> Behaviors.unhandled(), (_, signal) -> switch (signal) {
                case PreRestart _, PostStop _ -> ended(lettuce);
                default -> Behaviors.unhandled();
            });
        });
    }

    private void spawn(ActorContext<Void> context, Lettuce lettuce, Member<K, V> member) {
        ConnectionOptions connection = options.connection();
        var child = context.spawn(
                Behaviors.supervise(Connection.create(connection, () -> lettuce.connect(codec), member))
                        .onFailure(SupervisorStrategy.restart().withLimit(3, Duration.ofSeconds(5))),
                member.name);
        context.watch(child); // one that has given up takes the pool along: a Terminated that nobody handles
    }

    private Behavior<Void> ended(Lettuce lettuce) {
        running = false;
        lettuce.close();
        return Behaviors.same();
    }
    // endregion

    /**
     * Has one of the members that are up do a command, and waits for its reply up to five seconds.
     *
     * @param command what to do, such as {@code redis -> redis.get("key")}; it may send several, and say when all are done
     * @return what it replies; fails as {@link #command(Function, Duration)}
     */
    public <T> CompletionStage<T> command(Function<RedisAsyncCommands<K, V>, ? extends CompletionStage<T>> command) {
        return command(command, Duration.ofSeconds(5));
    }

    /**
     * The same with another time limit. Does not block.
     *
     * @param timeout how long to wait, more than zero; a reply that comes later is for nobody
     * @return what it replies. Fails with {@link AllDownException} at once, if no member is up; with {@link PoolGoneException} if the
     *     pool does not run; with {@link otp.redisclient.CommandException} if Redis refuses it; with {@link
     *     otp.redisclient.ConnectionException} if no reply came, and its reason says whether the command may have been done
     */
    public <T> CompletionStage<T> command(
            Function<RedisAsyncCommands<K, V>, ? extends CompletionStage<T>> command, Duration timeout) {
        try {
            return onAMember(command)
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionallyCompose(failure -> CompletableFuture.failedStage(Failures.named(failure)));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }

    /**
     * How its members are. Asks none of them, and does not block.
     *
     * @return a status for each, in their order
     * @throws PoolGoneException if the pool does not run
     */
    public List<MemberStatus> status() {
        if (!running) throw new PoolGoneException(options.name());
        return members.stream().map(Member::status).toList();
    }

    // region choose
    /** A member may go down between the look at it and the question. If so nothing was sent, and another is asked. */
    private <T> CompletionStage<T> onAMember(Function<RedisAsyncCommands<K, V>, ? extends CompletionStage<T>> command) {
        var tried = new BitSet();
        while (true) {
            List<MemberStatus> status = status();
            int chosen = chooser.choose(status, tried);
            if (chosen == Chooser.NOBODY) throw new AllDownException(options, status);
            StatefulRedisConnection<K, V> connection = members.get(chosen).connection();
            if (connection != null && connection.isOpen()) {
                return members.get(chosen).send(connection, command);
            }
            tried.set(chosen);
        }
    }
    // endregion

    /** Its name. */
    @Override
    public String toString() {
        return options.name();
    }
}
