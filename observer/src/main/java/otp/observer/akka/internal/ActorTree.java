package otp.observer.akka.internal;

import akka.actor.ActorCell;
import akka.actor.ActorRef;
import akka.actor.ActorRefWithCell;
import akka.actor.Cell;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.Mailbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Status;
import otp.observer.tree.TreeNode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The actors of a system as a tree, read from the cells they live in. Akka has no public way to ask for that, but for the text of
 * {@code printTree}. What is read here are volatile fields and immutable collections: any thread may, and no actor notices.
 */
public final class ActorTree {
    private ActorTree() {}

    /**
     * The guardian and all actors below it.
     *
     * @param system whose; with {@link ObservedMailbox} as its default mailbox, or else nobody counts messages
     * @return the tree, or null if the system has ended
     */
    public static @Nullable TreeNode read(ActorSystem<?> system) {
        var classic = (ExtendedActorSystem) Adapter.toClassic(system);
        // Scala's future can be asked as it is; each translation to Java's would leave something behind in it.
        if (classic.whenTerminated().isCompleted()) {
            return null;
        }
        return classic.provider().guardian() instanceof ActorRefWithCell guardian
                ? read(guardian, "/" + guardian.path().name(), system.name())
                : null;
    }

    private static TreeNode read(ActorRefWithCell actor, String path, String name) {
        Cell cell = actor.underlying();
        List<TreeNode> children = new ArrayList<>();
        for (ActorRef child : CollectionConverters.asJava(cell.childrenRefs().children())) {
            if (child instanceof ActorRefWithCell withCell) {
                String childName = child.path().name();
                children.add(read(withCell, path + "/" + childName, childName));
            }
        }
        children.sort(Comparator.comparing(TreeNode::name));
        Mailbox mailbox = cell instanceof ActorCell started ? started.mailbox() : null;
        ObservedMailbox.@Nullable Queue observed =
                mailbox != null && mailbox.messageQueue() instanceof ObservedMailbox.Queue queue ? queue : null;
        return new TreeNode(
                path,
                name,
                actor.path().toSerializationFormat(),
                kindOf(cell),
                statusOf(actor, mailbox),
                observed == null ? cell.numberOfMessages() : observed.numberOfMessages(),
                observed == null ? null : (Long) observed.handled(),
                children);
    }

    /** What the actor was tagged as when it was spawned. */
    private static String kindOf(Cell cell) {
        return CollectionConverters.asJava(cell.props().deploy().tags()).stream()
                .sorted()
                .findFirst()
                .orElse("Actor");
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
