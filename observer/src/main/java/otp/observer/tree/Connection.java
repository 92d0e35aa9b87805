package otp.observer.tree;

import java.util.List;
import java.util.Locale;
import otp.redispool.MemberStatus;

/**
 * How a connection to Redis is.
 *
 * @param state {@code up}, {@code connecting} or {@code down}
 * @param reconnects how often it was made anew since the one who looks after it was started, or started again
 * @param pending how many commands wait for their replies
 */
public record Connection(String state, long reconnects, int pending) {

    private static Connection of(MemberStatus member) {
        return new Connection(member.state().name().toLowerCase(Locale.ROOT), member.reconnects(), member.pending());
    }

    /**
     * A tree that shows the connections of a pool.
     *
     * @param root the tree
     * @param members the members of the pool; each looks after the connection of its name
     * @return the same tree, where those that are members have their connections
     */
    public static TreeNode shownIn(TreeNode root, List<MemberStatus> members) {
        return root.map(node -> members.stream()
                .filter(member -> member.name().equals(node.name()))
                .findFirst()
                .map(member -> node.withConnection(of(member)))
                .orElse(node));
    }
}
