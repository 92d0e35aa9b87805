package otp.observer.akka.internal;

import akka.actor.ActorCell;
import akka.actor.ActorRef;
import akka.actor.ActorRefWithCell;
import akka.actor.InternalActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.internal.InterceptorImpl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import otp.observer.tree.Budget;
import otp.observer.tree.Detail;
import otp.observer.tree.Detail.Fact;
import otp.observer.tree.Detail.Lines;
import otp.observer.tree.Detail.Peer;
import otp.observer.tree.Detail.Relation;
import otp.observer.tree.Text;
import otp.observer.tree.TreeNode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One actor, read from the cell it lives in. Fields that the actor writes without telling other threads, such as whom it watches,
 * may be seen a moment late; what they hold is immutable, so never half of it.
 */
public final class ActorDetail {
    private ActorDetail() {}

    /**
     * The actor at a path.
     *
     * @param system whose
     * @param roles as for {@link ActorTree#read}
     * @param path such as {@code /user/pool}
     * @param contents whether to show messages and state
     * @return it, or nothing if nobody is there
     */
    public static Optional<Detail> of(ActorSystem<?> system, Map<String, Role> roles, String path, boolean contents) {
        return ActorTree.find(system, path)
                .map(actor -> of(actor, ActorTree.alone(system, roles, actor, path), contents));
    }

    private static Detail of(ActorRefWithCell actor, TreeNode node, boolean contents) {
        ObservedMailbox.@Nullable Queue queue = ObservedMailbox.of(actor);
        Behavior<?> behavior = queue == null ? null : queue.behavior();
        return new Detail(
                node,
                actor instanceof InternalActorRef internal && !node.path().equals("/user")
                        ? peer(internal.getParent())
                        : null,
                actor.underlying() instanceof ActorCell cell ? relations(cell) : List.of(),
                facts(actor, queue, behavior),
                stack(queue),
                !contents ? Lines.HIDDEN : queue == null ? uncounted() : Lines.shown(queue.messages(Detail.SHOWN)),
                contents ? state(queue) : Lines.HIDDEN);
    }

    private static List<Relation> relations(ActorCell cell) {
        return List.of(
                new Relation(
                        "watching",
                        peers(CollectionConverters.asJava(cell.akka$actor$dungeon$DeathWatch$$watching())
                                .keySet())),
                new Relation(
                        "watched by",
                        peers(CollectionConverters.asJava(cell.akka$actor$dungeon$DeathWatch$$watchedBy()))));
    }

    private static List<Peer> peers(Iterable<ActorRef> actors) {
        return StreamSupport.stream(actors.spliterator(), false)
                .map(ActorDetail::peer)
                .sorted(Comparator.comparing(Peer::id))
                .toList();
    }

    private static Peer peer(ActorRef actor) {
        return new Peer(actor.path().toStringWithoutAddress(), actor.path().toSerializationFormat());
    }

    private static List<Fact> facts(
            ActorRefWithCell actor, ObservedMailbox.@Nullable Queue queue, @Nullable Behavior<?> behavior) {
        var facts = new ArrayList<Fact>();
        facts.add(
                new Fact("behavior", BehaviorName.of(behavior).orElse("unknown: it has not begun, or is Akka's own")));
        facts.add(new Fact("around it", interceptors(behavior)));
        if (behavior != null) {
            Budget budget = Restarts.budgetOf(behavior);
            facts.add(new Fact(
                    "supervision",
                    budget == null
                            ? "none with a limit around its own behavior: what happens when it fails is in its code and its parent's"
                            : "restarts in place, at most " + budget.maxRestarts() + " times in "
                                    + budget.within().toSeconds() + " s"));
        }
        if (actor.underlying() instanceof ActorCell cell) {
            facts.add(new Fact("dispatcher", cell.dispatcher().id()));
        }
        facts.add(new Fact(
                "mailbox type",
                queue == null ? "not the observer's: nobody counts its messages" : "unbounded, counted"));
        return facts;
    }

    private static String interceptors(@Nullable Behavior<?> behavior) {
        var names = new ArrayList<String>();
        for (Behavior<?> at = behavior; at instanceof InterceptorImpl<?, ?> layer; at = layer.nestedBehavior()) {
            names.add(layer.interceptor().getClass().getSimpleName());
        }
        return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", then "));
    }

    private static Lines stack(ObservedMailbox.@Nullable Queue queue) {
        List<StackTraceElement> stack = queue == null ? List.of() : queue.stack();
        return stack.isEmpty()
                ? Lines.hidden(
                        "An actor has a thread only while it handles a message, and this one handles none just now.")
                : Lines.of(stack);
    }

    private static Lines uncounted() {
        return Lines.hidden("It has a mailbox of its own kind, which cannot be read without disturbing it.");
    }

    private static Lines state(ObservedMailbox.@Nullable Queue queue) {
        return queue == null
                ? uncounted()
                : queue.atRest(BehaviorName::state)
                        .map(state -> state.isEmpty()
                                ? Lines.hidden("Its behavior has captured nothing that could be shown.")
                                : Lines.shown(state.stream()
                                        .map(each -> each.getClass().getSimpleName() + ": " + Text.of(each))
                                        .toList()))
                        .orElseGet(() -> Lines.hidden("It handles a message just now, or has not begun. Look again."));
    }
}
