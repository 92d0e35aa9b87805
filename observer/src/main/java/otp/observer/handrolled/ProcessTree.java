package otp.observer.handrolled;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.introspection.Branch;
import otp.handrolled.introspection.ObserverBackend;
import otp.handrolled.process.Node;
import otp.handrolled.process.ProcessInfo;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;

/** The processes of a node as a tree: below each process those that it started. */
final class ProcessTree {
    private ProcessTree() {}

    /**
     * The tree below the process with this name.
     *
     * @return it, or null if nobody has the name
     */
    static @Nullable TreeNode read(Node node, String rootName) {
        return find(ObserverBackend.tree(node), rootName)
                .map(root -> read(root, ""))
                .orElse(null);
    }

    private static Optional<Branch> find(List<Branch> branches, String name) {
        for (Branch branch : branches) {
            Optional<Branch> found =
                    branch.process().name().filter(name::equals).isPresent()
                            ? Optional.of(branch)
                            : find(branch.children(), name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static TreeNode read(Branch branch, String above) {
        ProcessInfo process = branch.process();
        String name = process.name().orElseGet(process.pid()::toString);
        String path = above + "/" + escape(name);
        return new TreeNode(
                path,
                name,
                process.pid().toString(),
                kindOf(process),
                statusOf(process),
                process.mailbox(),
                process.handled(),
                branch.children().stream()
                        .map(child -> read(child, path))
                        .sorted(Comparator.comparing(TreeNode::name))
                        .toList());
    }

    /** What the process was started as. The server behind the library's supervisor is shown as what it is to its users. */
    private static String kindOf(ProcessInfo process) {
        return process.label().equals("SupervisorServer") ? "Supervisor" : process.label();
    }

    private static Status statusOf(ProcessInfo process) {
        return switch (process.status()) {
            case RUNNING -> Status.RUNNING;
            case WAITING -> Status.WAITING;
            case HIBERNATING -> Status.HIBERNATING;
            case EXITING -> Status.EXITING;
        };
    }

    /** A name may hold anything; in a path a slash stands between two. */
    private static String escape(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }
}
