package otp.observer.tree;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One process or actor, and those below it, as they were when somebody looked.
 *
 * @param path where it is in the tree, such as {@code /course/cache/undo}; the same for whoever takes its place
 * @param name the last part of the path
 * @param id who it is: a pid, or a path with the uid of one incarnation
 * @param kind what it is, in one word: {@code Supervisor}, {@code Stack}
 * @param strategy who is restarted when a child of it ends, in OTP's word, such as {@code one_for_one}; null if it supervises
 *     nobody, or nobody knows
 * @param budget its restart budget; null if it has none, or nobody knows
 * @param restarts how often it was started again since its parent was born; null where nobody counts
 * @param age how long ago it was started, or started again; null where nobody knows
 * @param status what it does
 * @param mailbox how many messages wait
 * @param messages how many it has taken out of its mailbox since its birth; null where nobody counts
 * @param connection how the connection is that it looks after; null if it looks after none
 * @param children those it is responsible for, by name
 */
public record TreeNode(
        String path,
        String name,
        String id,
        String kind,
        @Nullable String strategy,
        @Nullable Budget budget,
        @Nullable Integer restarts,
        @Nullable Duration age,
        Status status,
        int mailbox,
        @Nullable Long messages,
        @Nullable Connection connection,
        List<TreeNode> children) {

    public TreeNode {
        children = List.copyOf(children);
    }

    /** One that looks after no connection. */
    public TreeNode(
            String path,
            String name,
            String id,
            String kind,
            @Nullable String strategy,
            @Nullable Budget budget,
            @Nullable Integer restarts,
            @Nullable Duration age,
            Status status,
            int mailbox,
            @Nullable Long messages,
            List<TreeNode> children) {
        this(path, name, id, kind, strategy, budget, restarts, age, status, mailbox, messages, null, children);
    }

    /**
     * The same with some of those below it as what is made of them.
     *
     * @param change gives another for each, or the same
     * @return the tree of what it has given
     */
    public TreeNode map(UnaryOperator<TreeNode> change) {
        return change.apply(with(
                connection, children.stream().map(child -> child.map(change)).toList()));
    }

    /**
     * The same, as one that looks after a connection.
     *
     * @param seen how that is
     * @return the node with it
     */
    public TreeNode withConnection(Connection seen) {
        return with(seen, children);
    }

    private TreeNode with(@Nullable Connection seen, List<TreeNode> below) {
        return new TreeNode(
                path, name, id, kind, strategy, budget, restarts, age, status, mailbox, messages, seen, below);
    }

    /**
     * The same without its children, and without its age, which is another at every look: equal to an earlier one only if nothing
     * has happened to it in between.
     *
     * @return what can be compared
     */
    public TreeNode alone() {
        return new TreeNode(
                path,
                name,
                id,
                kind,
                strategy,
                budget,
                restarts,
                null,
                status,
                mailbox,
                messages,
                connection,
                List.of());
    }
}
