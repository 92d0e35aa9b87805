package otp.observer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Action;
import otp.observer.tree.Detail;
import otp.observer.tree.Detail.Lines;
import otp.observer.tree.Lane;
import otp.observer.tree.Outcome;
import otp.observer.tree.Status;
import otp.observer.tree.TableView;
import otp.observer.tree.TreeNode;

/** A lane whose tree is what a test says. */
public final class FakeLane implements Lane {
    private final List<Action> acts = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile @Nullable TreeNode root = node("/course");
    private volatile @Nullable RuntimeException fault;

    /** A node with a path, of age zero. */
    public static TreeNode node(String path, TreeNode... children) {
        return node(path, 0, Duration.ZERO, children);
    }

    /** A node that was started again. */
    public static TreeNode node(String path, int restarts, Duration age, TreeNode... children) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new TreeNode(
                path,
                name,
                "id of " + name,
                "Worker",
                null,
                null,
                restarts,
                age,
                Status.WAITING,
                0,
                0L,
                List.of(children));
    }

    public void is(@Nullable TreeNode tree) {
        root = tree;
        fault = null;
    }

    public void failsWith(RuntimeException exception) {
        fault = exception;
    }

    /** How often somebody has looked. */
    public int looks() {
        return looks.get();
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public @Nullable TreeNode tree() {
        looks.incrementAndGet();
        if (fault != null) {
            throw fault;
        }
        return root;
    }

    @Override
    public Optional<Detail> detail(String path, boolean contents) {
        return Trees.all(root)
                .filter(node -> node.path().equals(path))
                .findFirst()
                .map(node -> new Detail(
                        node,
                        null,
                        List.of(),
                        List.of(),
                        Lines.shown(List.of()),
                        contents ? Lines.shown(List.of("a secret")) : Lines.HIDDEN,
                        contents ? Lines.shown(List.of()) : Lines.HIDDEN));
    }

    @Override
    public Optional<Lines> state(String path) {
        return detail(path, true).map(_ -> Lines.shown(List.of("the state of " + path)));
    }

    public void refusesToAct() {
        refuses = true;
    }

    /** What was done to somebody. */
    public List<Action> acts() {
        return List.copyOf(acts);
    }

    @Override
    public Optional<Outcome> act(String path, Action action) {
        if (refuses) {
            return Optional.of(Outcome.refused("refused: " + action.word()));
        }
        acts.add(action);
        return Optional.of(Outcome.done("done: " + action.word()));
    }

    @Override
    public List<TableView> tables() {
        return List.of();
    }

    @Override
    public void stop(Duration patience) {
        root = null;
    }

    @Override
    public CompletionStage<String> ended() {
        return new CompletableFuture<>();
    }
}
