package otp.observer.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process or actor, and those below it, as they were when somebody looked.
 *
 * @param path where it is in the tree, such as {@code /course/servers/undo}; the same for whoever takes its place
 * @param name the last part of the path
 * @param id who it is: a pid, or a path with the uid of one incarnation
 * @param kind what it is, in one word: {@code Supervisor}, {@code Stack}
 * @param status what it does
 * @param mailbox how many messages wait
 * @param messages how many it has taken out of its mailbox since its birth; null where nobody counts
 * @param children those it is responsible for, by name
 */
public record TreeNode(
        String path,
        String name,
        String id,
        String kind,
        Status status,
        int mailbox,
        @Nullable Long messages,
        List<TreeNode> children) {

    public TreeNode {
        children = List.copyOf(children);
    }
}
