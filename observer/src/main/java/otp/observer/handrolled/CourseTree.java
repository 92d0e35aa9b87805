package otp.observer.handrolled;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
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
import otp.redispool.handrolled.RedisPool;
import otp.supervision.handrolled.Playground;

/**
 * The course application on OTP from scratch, in the shape of a small web application. Its Akka twin has the same name and the same
 * tree:
 *
 * <pre>
 * course                    one_for_one
 *   pool                    one_for_one    pool_members, connections to Redis: lesson 5
 *   cache                   rest_for_one   terms_keeper, terms, undo
 *   telemetry                              samples the lane
 *   pubsub                  one_for_one    shards
 *   endpoint                dynamic        a session for each visitor
 *   playground              one_for_one    a group for each strategy: lesson 4
 *   client                                 sends visitors
 * </pre>
 */
public final class CourseTree implements Lane {
    private static final String ROOT = "course";
    private static final List<String> STOP_ORDER =
            List.of("client", "playground", "endpoint", "pubsub", "telemetry", "cache", "pool", ROOT);

    final Node node;
    private final Pid master;
    private final CompletableFuture<String> ended;

    private CourseTree(Node node, Pid master, CompletableFuture<String> ended) {
        this.node = node;
        this.master = master;
        this.ended = ended;
    }

    /**
     * Starts it, and waits until all of it runs.
     *
     * @param node where; it is closed with the tree
     * @param pause how long a round takes: the client and the sessions act once in it
     * @param redis where the pool connects to, and how; nobody waits for it
     * @return the running tree
     * @throws IllegalStateException if it does not start, saying why
     */
    public static CourseTree start(Node node, Duration pause, ConnectionOptions redis) throws InterruptedException {
        var started = new CompletableFuture<Pid>();
        var ended = new CompletableFuture<String>();
        Pid master =
                node.spawn("ApplicationMaster", new ApplicationMaster(() -> startRoot(pause, redis), started, ended));
        try {
            started.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            node.close();
            throw new IllegalStateException("the tree of the from-scratch lane did not start: " + e, e);
        }
        return new CourseTree(node, master, ended);
    }

    private static Pid startRoot(Duration pause, ConnectionOptions redis) {
        var pubSub = new PubSub();
        var sessions = new AtomicLong();
        Node node = Processes.self().node();
        // Those that others rely on come first. The client comes last, so it finds all running and goes before they do.
        List<ChildSpec> course = List.of(
                RedisPool.childSpec(PoolOptions.of(Sizes.POOL, Sizes.CONNECTIONS, redis)),
                Cache.childSpec(),
                Telemetry.childSpec(() -> measure(node), pause.multipliedBy(Sizes.ROUNDS_PER_SAMPLE)),
                pubSub.childSpec(),
                Endpoint.childSpec(),
                Playground.childSpec(),
                Client.childSpec(pause, () -> Session.childSpec(sessions.incrementAndGet(), pubSub, pause)));
        return Supervisor.startLink(course, Flags.oneForOne().named(ROOT)).get().pid();
    }

    private static Sample measure(Node node) {
        return Sample.take(Duration.ofNanos(node.clock().now()), ProcessTree.read(node, ROOT));
    }

    @Override
    public String name() {
        return "handrolled";
    }

    @Override
    public @Nullable TreeNode tree() {
        TreeNode root = ProcessTree.read(node, ROOT);
        return root == null ? null : Connection.shownIn(root, connections());
    }

    private List<MemberStatus> connections() {
        try {
            return RedisPool.named(node, Sizes.POOL).status();
        } catch (PoolGoneException gone) {
            return List.of();
        }
    }

    @Override
    public Optional<Detail> detail(String path, boolean contents) {
        return ProcessTree.find(node, ROOT, path).map(found -> ProcessDetail.of(found, contents));
    }

    @Override
    public Optional<Detail.Lines> state(String path) {
        return ProcessTree.find(node, ROOT, path).map(found -> ProcessDetail.ask(found.process()));
    }

    @Override
    public Optional<Outcome> act(String path, Action action) {
        return ProcessTree.find(node, ROOT, path).map(found -> ProcessActions.act(found.process(), action));
    }

    @Override
    public List<TableView> tables() {
        return Cache.view(node).stream().toList();
    }

    @Override
    public void stop(Duration patience) throws TimeoutException, InterruptedException {
        if (!ended.isDone()) {
            Processes.send(master, new ApplicationMaster.Stop(STOP_ORDER));
        }
        try {
            ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the end never fails", e);
        } finally {
            node.close();
        }
    }

    @Override
    public CompletionStage<String> ended() {
        return ended.minimalCompletionStage();
    }
}
