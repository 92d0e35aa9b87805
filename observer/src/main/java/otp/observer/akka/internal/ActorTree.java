package otp.observer.akka.internal;

import akka.actor.ActorCell;
import akka.actor.ActorRef;
import akka.actor.ActorRefWithCell;
import akka.actor.Cell;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.Mailbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The actors of a system as a tree, read from the cells they live in. Akka has no public way to ask for that, but for the text of
 * {@code printTree}. What is read here are volatile fields and immutable collections, and of an actor that is at rest its behavior:
 * any thread may, and no actor notices.
 *
 * <p>An actor's role is what its tags say: one in a word that begins with a capital letter is its kind, and one such as {@code
 * one_for_one} its strategy. Without tags it is found by the class that its behavior was written in.
 */
public final class ActorTree {
    private static final List<String> STRATEGIES = List.of("one_for_one", "one_for_all", "rest_for_one");

    private final Map<String, Role> roles;

    private ActorTree(Map<String, Role> roles) {
        this.roles = roles;
    }

    /**
     * The guardian and all actors below it.
     *
     * @param system whose; with {@link ObservedMailbox} as its default mailbox, or else nobody counts messages and restarts
     * @param roles what actors without tags are, by the simple name of the class that their behavior was written in; those that
     *     are not listed have that name as their kind
     * @return the tree, or null if the system has ended
     */
    public static @Nullable TreeNode read(ActorSystem<?> system, Map<String, Role> roles) {
        ActorRefWithCell guardian = guardian(system);
        return guardian == null
                ? null
                : new ActorTree(roles).read(guardian, "/" + guardian.path().name(), system.name());
    }

    private static @Nullable ActorRefWithCell guardian(ActorSystem<?> system) {
        var classic = (ExtendedActorSystem) Adapter.toClassic(system);
        // Scala's future can be asked as it is; each translation to Java's would leave something behind in it.
        return !classic.whenTerminated().isCompleted()
                        && classic.provider().guardian() instanceof ActorRefWithCell guardian
                ? guardian
                : null;
    }

    /** The actor at a path such as {@code /user/pool}, found from the guardian down. */
    static Optional<ActorRefWithCell> find(ActorSystem<?> system, String path) {
        ActorRefWithCell guardian = guardian(system);
        if (guardian == null) {
            return Optional.empty();
        }
        Iterator<String> names = List.of(path.split("/", -1)).iterator();
        Optional<ActorRefWithCell> at = names.next().isEmpty()
                        && names.hasNext()
                        && names.next().equals(guardian.path().name())
                ? Optional.of(guardian)
                : Optional.empty();
        while (names.hasNext()) {
            String name = names.next();
            at = at.flatMap(parent -> childrenOf(parent.underlying()).stream()
                    .filter(child -> child.path().name().equals(name))
                    .findFirst());
        }
        return at;
    }

    /** An actor without its children. */
    static TreeNode alone(ActorSystem<?> system, Map<String, Role> roles, ActorRefWithCell actor, String path) {
        boolean top = path.lastIndexOf('/') == 0;
        return new ActorTree(roles)
                .read(actor, path, top ? system.name() : actor.path().name(), List.of());
    }

    private static List<ActorRefWithCell> childrenOf(Cell cell) {
        List<ActorRefWithCell> children = new ArrayList<>();
        for (ActorRef child : CollectionConverters.asJava(cell.childrenRefs().children())) {
            if (child instanceof ActorRefWithCell withCell) {
                children.add(withCell);
            }
        }
        return children;
    }

    private TreeNode read(ActorRefWithCell actor, String path, String name) {
        List<TreeNode> children = new ArrayList<>();
        for (ActorRefWithCell child : childrenOf(actor.underlying())) {
            String childName = child.path().name();
            children.add(read(child, path + "/" + childName, childName));
        }
        children.sort(Comparator.comparing(TreeNode::name));
        return read(actor, path, name, children);
    }

    private TreeNode read(ActorRefWithCell actor, String path, String name, List<TreeNode> children) {
        Cell cell = actor.underlying();
        Mailbox mailbox = cell instanceof ActorCell started ? started.mailbox() : null;
        ObservedMailbox.@Nullable Queue observed = ObservedMailbox.of(actor);
        if (observed != null) {
            observed.look();
        }
        Behavior<?> behavior = observed == null ? null : observed.behavior();
        Role role = roleOf(cell, behavior);
        return new TreeNode(
                path,
                name,
                actor.path().toSerializationFormat(),
                role.kind(),
                role.strategy(),
                behavior == null ? null : Restarts.budgetOf(behavior),
                observed == null || observed.isClassic() ? null : (Integer) observed.restarts(),
                observed == null || observed.isClassic() ? null : observed.age(),
                statusOf(actor, mailbox),
                observed == null ? cell.numberOfMessages() : observed.numberOfMessages(),
                observed == null ? null : (Long) observed.handled(),
                children);
    }

    private Role roleOf(Cell cell, @Nullable Behavior<?> behavior) {
        var tags =
                new TreeSet<>(CollectionConverters.asJava(cell.props().deploy().tags()));
        String strategy = STRATEGIES.stream().filter(tags::contains).findFirst().orElse(null);
        STRATEGIES.forEach(tags::remove);
        if (!tags.isEmpty()) {
            return new Role(tags.first(), strategy);
        }
        return BehaviorName.of(behavior)
                .map(name -> roles.getOrDefault(name, new Role(name, strategy)))
                .orElse(new Role("Actor", strategy));
    }

    private static Status statusOf(ActorRefWithCell actor, @Nullable Mailbox mailbox) {
        if (mailbox == null) {
            return Status.STARTING;
        }
        if (actor.isTerminated() || mailbox.isClosed()) {
            return Status.EXITING;
        }
        if (mailbox.isSuspended()) {
            return Status.SUSPENDED;
        }
        return mailbox.isScheduled() ? Status.RUNNING : Status.WAITING;
    }
}
