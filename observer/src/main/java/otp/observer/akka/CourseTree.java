package otp.observer.akka;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.ActorTags;
import com.typesafe.config.Config;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.akka.internal.ActorActions;
import otp.observer.akka.internal.ActorDetail;
import otp.observer.akka.internal.ActorTree;
import otp.observer.akka.internal.ObserverClock;
import otp.observer.akka.internal.Role;
import otp.observer.tree.Action;
import otp.observer.tree.Connection;
import otp.observer.tree.Detail;
import otp.observer.tree.Lane;
import otp.observer.tree.Outcome;
import otp.observer.tree.Sample;
import otp.observer.tree.Sizes;
import otp.observer.tree.TableView;
import otp.observer.tree.TreeNode;
import otp.redisclient.ConnectionOptions;
import otp.redispool.MemberStatus;
import otp.redispool.PoolGoneException;
import otp.redispool.PoolOptions;
import otp.redispool.akka.RedisPool;

/**
 * The course application in Akka Typed, in the shape of a small web application. Its from-scratch twin has the same name and the
 * same tree:
 *
 * <pre>
 * course                    the guardian; its path is /user
 *   pool                    RedisPool      connections to Redis: lesson 5
 *   cache                   RestForOne     terms, undo
 *   telemetry                              samples the lane
 *   pubsub                  OneForOne      shards
 *   endpoint                Dynamic        a session for each visitor
 *   playground              OneForOne      a group for each strategy: lesson 4
 *   client                                 sends visitors
 * </pre>
 */
public final class CourseTree implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger("otp.course.akka");

    /** What lesson 4's groups are in OTP's words. */
    private static final Map<String, Role> ROLES = Map.of(
            "OneForOne", new Role("Supervisor", "one_for_one"),
            "OneForAll", new Role("Supervisor", "one_for_all"),
            "RestForOne", new Role("Supervisor", "rest_for_one"),
            "Respawn", new Role("Supervisor", "one_for_one"),
            "Dynamic", new Role("DynamicSupervisor", "one_for_one"),
            "RedisPool", new Role("Supervisor", "one_for_one"),
            "Shard", new Role("Registry", null));

    final ActorSystem<Course.Message> system;
    private final Terms terms;
    private final RedisPool<String, String> pool;
    private final CompletionStage<Done> gone;

    private CourseTree(ActorSystem<Course.Message> system, Terms terms, RedisPool<String, String> pool) {
        this.system = system;
        this.terms = terms;
        this.pool = pool;
        this.gone = system.getWhenTerminated().whenComplete((_, _) -> LOG.info("{} has stopped", system.name()));
    }

    /**
     * Starts it. On return the actor system is up; its actors start one another.
     *
     * @param config the configuration of the actor system
     * @param pause how long a round takes: the client and the sessions act once in it
     * @param redis where the pool connects to, and how; nobody waits for it
     * @return the running tree
     */
    public static CourseTree start(Config config, Duration pause, ConnectionOptions redis) {
        return start(config, pause, redis, System::nanoTime);
    }

    /**
     * The same with a clock of the caller's for ages. Timers go by the scheduler of the actor system.
     *
     * @param config the configuration of the actor system
     * @param pause how long a round takes
     * @param redis where the pool connects to, and how
     * @param nanoTime nanoseconds that only grow
     * @return the running tree
     */
    static CourseTree start(Config config, Duration pause, ConnectionOptions redis, LongSupplier nanoTime) {
        var sessions = new AtomicLong();
        // The telemetry measures the system that it runs in.
        var running = new AtomicReference<@Nullable ActorSystem<?>>();
        var terms = new Terms(nanoTime);
        var pool = new RedisPool<>(PoolOptions.of(Sizes.POOL, Sizes.CONNECTIONS, redis), StringCodec.UTF8);
        ActorSystem<Course.Message> system = ActorSystem.apply(
                Course.create(
                        pause, () -> measure(running.get(), nanoTime), sessions::incrementAndGet, terms::make, pool),
                "course",
                ActorSystemSetup.create(BootstrapSetup.create(config), new ObserverClock(nanoTime)),
                ActorTags.create("Supervisor", "one_for_one"));
        running.set(system);
        return new CourseTree(system, terms, pool);
    }

    private static Sample measure(@Nullable ActorSystem<?> system, LongSupplier nanoTime) {
        return Sample.take(
                Duration.ofNanos(nanoTime.getAsLong()), system == null ? null : ActorTree.read(system, ROLES));
    }

    @Override
    public String name() {
        return "akka";
    }

    @Override
    public @Nullable TreeNode tree() {
        TreeNode root = ActorTree.read(system, ROLES);
        return root == null ? null : Connection.shownIn(root, connections());
    }

    private List<MemberStatus> connections() {
        try {
            return pool.status();
        } catch (PoolGoneException gone) {
            return List.of();
        }
    }

    @Override
    public Optional<Detail> detail(String path, boolean contents) {
        return ActorDetail.of(system, ROLES, path, contents);
    }

    @Override
    public Optional<Detail.Lines> state(String path) {
        return detail(path, true).map(Detail::state);
    }

    @Override
    public Optional<Outcome> act(String path, Action action) {
        return ActorActions.act(system, path, action);
    }

    @Override
    public List<TableView> tables() {
        return terms.view().stream().toList();
    }

    @Override
    public void stop(Duration patience) throws TimeoutException, InterruptedException {
        system.tell(Course.Message.STOP);
        try {
            gone.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            system.terminate();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the actor system ended with a failure", e.getCause());
        }
    }

    @Override
    public CompletionStage<String> ended() {
        return gone.handle((_, failure) -> failure == null ? "the guardian has stopped" : failure.toString());
    }
}
