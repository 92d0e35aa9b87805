package otp.observer.handrolled;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import otp.concurrency.handrolled.SharedState;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Stack;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Processes;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;
import otp.observer.tree.Lane;
import otp.observer.tree.TreeNode;

/**
 * The course application on OTP from scratch. Its Akka twin has the same name and the same tree:
 *
 * <pre>
 * course               Supervisor, one_for_one
 *   servers            Supervisor, one_for_one
 *     counter, totals  SharedState
 *     undo, redo       Stack
 *   client             gives them a little to do
 * </pre>
 */
public final class CourseTree implements Lane {
    private static final String ROOT = "course";
    private static final List<String> STATES = List.of("counter", "totals");
    private static final List<String> STACKS = List.of("undo", "redo");

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
     * @param pause how long the client waits between two rounds of messages
     * @return the running tree
     * @throws IllegalStateException if it does not start, saying why
     */
    public static CourseTree start(Node node, Duration pause) throws InterruptedException {
        var started = new CompletableFuture<Pid>();
        var ended = new CompletableFuture<String>();
        Pid master = node.spawn("ApplicationMaster", new ApplicationMaster(() -> startRoot(pause), started, ended));
        try {
            started.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            node.close();
            throw new IllegalStateException("the tree of the from-scratch lane did not start: " + e, e);
        }
        return new CourseTree(node, master, ended);
    }

    private static Pid startRoot(Duration pause) {
        List<ChildSpec> servers = List.of(
                ChildSpec.worker("counter", () -> startState("counter")),
                ChildSpec.worker("totals", () -> startState("totals")),
                GenServer.childSpec("undo", () -> new Stack<>(List.of(1, 2, 3)), Options.named("undo")),
                GenServer.childSpec("redo", () -> new Stack<Integer>(List.of()), Options.named("redo")));
        // The client comes last, so that it finds the servers running and goes before they do.
        List<ChildSpec> course = List.of(
                Supervisor.childSpec("servers", servers, Flags.oneForOne().named("servers")),
                GenServer.childSpec("client", () -> new Client(pause, STATES, STACKS), Options.named("client")));
        return Supervisor.startLink(course, Flags.oneForOne().named(ROOT)).get().pid();
    }

    /** Lesson 1's server is a bare process without options, so its starter gives it the name. */
    private static OnStart<Pid> startState(String name) {
        Pid state = SharedState.startLink(0).pid();
        Processes.register(state, name);
        return new OnStart.Ok<>(state);
    }

    @Override
    public String name() {
        return "handrolled";
    }

    @Override
    public @Nullable TreeNode tree() {
        return ProcessTree.read(node, ROOT);
    }

    @Override
    public void stop(Duration patience) throws TimeoutException, InterruptedException {
        if (!ended.isDone()) {
            Processes.send(master, new ApplicationMaster.Stop(List.of("client", "servers", ROOT)));
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
