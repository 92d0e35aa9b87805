package otp.observer.handrolled;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.introspection.Branch;
import otp.handrolled.introspection.ObserverBackend;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Strategy;
import otp.handrolled.supervisor.Supervision;
import otp.observer.tree.Budget;
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
                .map(root -> read(root, "", Optional.empty()))
                .orElse(null);
    }

    /**
     * One process of a tree.
     *
     * @param process who
     * @param node what the tree shows of it
     * @param paths where each process of the tree is
     */
    record Found(ProcessInfo process, TreeNode node, Map<Pid, String> paths) {}

    /**
     * The process at a place in the tree.
     *
     * @return it, or nothing if nobody is there
     */
    static Optional<Found> find(Node node, String rootName, String path) {
        return find(ObserverBackend.tree(node), rootName).flatMap(root -> {
            var paths = new HashMap<Pid, String>();
            return find(root, "", Optional.empty(), path, paths)
                    .map(found -> new Found(found.process(), found.node(), Map.copyOf(paths)));
        });
    }

    /** Goes on after it has found who is wanted: the others may be bound to that one. */
    private static Optional<Found> find(
            Branch branch, String above, Optional<Supervision> supervisor, String wanted, Map<Pid, String> paths) {
        ProcessInfo process = branch.process();
        String path = above + "/" + escape(nameOf(process));
        paths.put(process.pid(), path);
        Optional<Supervision> supervision = Supervision.of(process.pid());
        Optional<Found> found = path.equals(wanted)
                ? Optional.of(new Found(
                        process, read(new Branch(process, branch.linked(), List.of()), above, supervisor), Map.of()))
                : Optional.empty();
        for (Branch child : branch.children()) {
            Optional<Found> below = find(child, path, supervision, wanted, paths);
            found = found.or(() -> below);
        }
        return found;
    }

    private static String nameOf(ProcessInfo process) {
        return process.name().orElseGet(process.pid()::toString);
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

    private static TreeNode read(Branch branch, String above, Optional<Supervision> supervisor) {
        ProcessInfo process = branch.process();
        String name = nameOf(process);
        String path = above + "/" + escape(name);
        Optional<Supervision> supervision = Supervision.of(process.pid());
        return new TreeNode(
                path,
                name,
                process.pid().toString(),
                kindOf(process),
                supervision.map(seen -> inWords(seen.flags().strategy())).orElse(null),
                supervision.map(seen -> budgetOf(seen.flags())).orElse(null),
                supervisor.map(seen -> seen.restartsOf(process.pid())).orElse(0),
                process.age(),
                statusOf(process),
                process.mailbox(),
                process.handled(),
                branch.children().stream()
                        .map(child -> read(child, path, supervision))
                        .sorted(Comparator.comparing(TreeNode::name))
                        .toList());
    }

    private static String inWords(Strategy strategy) {
        return switch (strategy) {
            case ONE_FOR_ONE -> "one_for_one";
            case ONE_FOR_ALL -> "one_for_all";
            case REST_FOR_ONE -> "rest_for_one";
        };
    }

    private static Budget budgetOf(Flags flags) {
        return new Budget(flags.maxRestarts(), flags.maxSeconds());
    }

    /** What the process was started as. The servers behind what has a name of its own are shown as what they are to its users. */
    private static String kindOf(ProcessInfo process) {
        return switch (process.label()) {
            case "SupervisorServer" -> "Supervisor";
            case "DynamicSupervisorServer" -> "DynamicSupervisor";
            case "RegistryProcess" -> "Registry";
            case "TableOwner" -> "TableCache";
            case "RedisConnection" -> "Connection";
            case String other -> other;
        };
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
