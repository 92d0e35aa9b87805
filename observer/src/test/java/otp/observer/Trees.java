package otp.observer;

import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.TreeNode;

/** What tests ask of a tree. */
public final class Trees {
    private Trees() {}

    /** The node and all below it; nothing of no tree. */
    public static Stream<TreeNode> all(@Nullable TreeNode node) {
        return node == null
                ? Stream.of()
                : Stream.concat(Stream.of(node), node.children().stream().flatMap(Trees::all));
    }

    /** The node and all below it but the sessions, which come and go. */
    public static Stream<TreeNode> lasting(@Nullable TreeNode root) {
        return all(root).filter(node -> !node.name().startsWith("session_"));
    }

    /** The one with this name. */
    public static TreeNode named(@Nullable TreeNode root, String name) {
        return all(root)
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no node " + name + " in " + root));
    }
}
