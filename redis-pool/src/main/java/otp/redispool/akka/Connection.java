package otp.redispool.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.redisclient.ConnectionException;
import otp.redisclient.ConnectionException.Reason;
import otp.redisclient.ConnectionOptions;

/**
 * Looks after one connection of Lettuce: one behavior each for connecting, connected and disconnected. No command goes through it, for
 * Lettuce's connections may be used by all.
 *
 * <p>Lettuce can connect again by itself. It is told not to: it would send again what may have been done already, and keep what
 * comes meanwhile, neither of which the lesson's own clients do. What is left to do is little.
 */
final class Connection<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger("otp.redis");

    /** What happens to it. */
    sealed interface Event<K, V> {
        record Connected<K, V>(StatefulRedisConnection<K, V> connection) implements Event<K, V> {}

        record NotConnected<K, V>(String why) implements Event<K, V> {}

        record Lost<K, V>(StatefulRedisConnection<K, V> connection) implements Event<K, V> {}

        record TryAgain<K, V>() implements Event<K, V> {}

        record CheckHealth<K, V>() implements Event<K, V> {}
    }

    private final ActorContext<Event<K, V>> context;
    private final TimerScheduler<Event<K, V>> timers;
    private final ConnectionOptions options;
    private final Supplier<? extends CompletionStage<StatefulRedisConnection<K, V>>> connect;
    private final Member<K, V> member;

    private Connection(
            ActorContext<Event<K, V>> context,
            TimerScheduler<Event<K, V>> timers,
            ConnectionOptions options,
            Supplier<? extends CompletionStage<StatefulRedisConnection<K, V>>> connect,
            Member<K, V> member) {
        this.context = context;
        this.timers = timers;
        this.options = options;
        this.connect = connect;
        this.member = member;
    }

    /**
     * The actor.
     *
     * @param options how often to try, and whether to check
     * @param connect makes a connection
     * @param member its place in the pool
     */
    static <K, V> Behavior<Event<K, V>> create(
            ConnectionOptions options,
            Supplier<? extends CompletionStage<StatefulRedisConnection<K, V>>> connect,
            Member<K, V> member) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            member.begin();
            return new Connection<>(context, timers, options, connect, member)
                    .connecting(options.backoff().initial());
        }));
    }

    // region states
    /** @param pause how long to wait if it does not succeed */
    private Behavior<Event<K, V>> connecting(Duration pause) {
        member.connecting();
        context.pipeToSelf(connect.get(), Connection::outcome);
        return handling(null, event -> switch (event) {
            case Event.Connected<K, V>(var connection) -> connected(connection);
            case Event.NotConnected<K, V>(var why) -> disconnected("cannot connect: " + why, pause);
            case Event.Lost<K, V> _, Event.TryAgain<K, V> _, Event.CheckHealth<K, V> _ -> Behaviors.same();
        });
    }

    private Behavior<Event<K, V>> connected(StatefulRedisConnection<K, V> connection) {
        LOG.info("Connected to {}", options.uri());
        tellWhenLost(connection);
        startHealthCheck();
        member.up(connection);
        return handling(connection, event -> switch (event) {
            case Event.Lost<K, V>(var lost) -> lost == connection ? lost(connection) : Behaviors.same();
            case Event.CheckHealth<K, V> _ -> check(connection);
            case Event.Connected<K, V>(var late) -> refused(late);
            case Event.NotConnected<K, V> _, Event.TryAgain<K, V> _ -> Behaviors.same();
        });
    }

    private Behavior<Event<K, V>> disconnected(String why, Duration pause) {
        LOG.warn("{}: {}; trying again in {} ms", options.uri(), why, pause.toMillis());
        member.down();
        timers.startSingleTimer(new Event.TryAgain<>(), pause);
        return handling(null, event -> switch (event) {
            case Event.TryAgain<K, V> _ -> connecting(options.backoff().after(pause));
            case Event.Connected<K, V>(var late) -> refused(late);
            case Event.Lost<K, V> _, Event.NotConnected<K, V> _, Event.CheckHealth<K, V> _ -> Behaviors.same();
        });
    }
    // endregion

    private static <K, V> Event<K, V> outcome(
            @Nullable StatefulRedisConnection<K, V> connection, @Nullable Throwable why) {
        return connection != null
                ? new Event.Connected<>(connection)
                : new Event.NotConnected<>(String.valueOf(why == null ? null : why.getMessage()));
    }

    private Behavior<Event<K, V>> lost(StatefulRedisConnection<K, V> connection) {
        close(connection); // one that does not answer is still open
        if (options.exitOnDisconnection()) {
            throw new ConnectionException(Reason.DISCONNECTED, options.uri().toString(), null);
        }
        return disconnected("the connection was lost", options.backoff().initial());
    }

    /** A restarted actor keeps its mailbox, and so gets what the one before has ordered: one of the two is too many. */
    private Behavior<Event<K, V>> refused(StatefulRedisConnection<K, V> late) {
        late.closeAsync();
        return Behaviors.same();
    }

    private void tellWhenLost(StatefulRedisConnection<K, V> connection) {
        ActorRef<Event<K, V>> self = context.getSelf();
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                self.tell(new Event.Lost<>(connection));
            }
        });
        if (!connection.isOpen()) self.tell(new Event.Lost<>(connection)); // before it had a listener
    }

    private void startHealthCheck() {
        Duration interval = options.healthCheckInterval();
        if (interval != null) timers.startTimerWithFixedDelay("health", new Event.CheckHealth<>(), interval);
    }

    /** A connection that does not answer within an interval counts as lost, whatever TCP says. */
    private Behavior<Event<K, V>> check(StatefulRedisConnection<K, V> connection) {
        Duration interval = Objects.requireNonNull(options.healthCheckInterval());
        ActorRef<Event<K, V>> self = context.getSelf();
        connection
                .async()
                .ping()
                .toCompletableFuture()
                .orTimeout(interval.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(_ -> {
                    self.tell(new Event.Lost<>(connection));
                    return "";
                });
        return Behaviors.same();
    }

    /** Lettuce warns of it if one that is closed is closed again. */
    private static void close(StatefulRedisConnection<?, ?> connection) {
        if (connection.isOpen()) connection.closeAsync();
    }

    private interface Handler<K, V> {
        Behavior<Event<K, V>> on(Event<K, V> event);
    }

    /** In each state: what a restart leaves behind is closed. If the actor ends, so does the pool, which closes all with its client. */
    private Behavior<Event<K, V>> handling(@Nullable StatefulRedisConnection<K, V> connection, Handler<K, V> handler) {
        return Behaviors.receive((_, event) -> handler.on(event), (_, signal) -> {
            if (signal instanceof PostStop || signal instanceof PreRestart) member.down();
            if (signal instanceof PreRestart && connection != null) close(connection);
            return Behaviors.same();
        });
    }
}
