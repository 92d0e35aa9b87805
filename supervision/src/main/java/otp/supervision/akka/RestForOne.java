package otp.supervision.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;

/**
 * {@code rest_for_one}: who was started after the one that ended depends on it, and begins anew with it.
 *
 * <p>Akka has nothing like it. This group stops those that come later, the last first, waits for the end of each, and starts them
 * again in order. Meanwhile it answers, and lists who lives.
 *
 * <p>What it gives of OTP: the earlier children do not notice, the later ones get new addresses; they stop one at a time in
 * reverse; one end costs one of the budget, which is the group's and slides; a normal end counts, as of a {@code permanent} child.
 *
 * <p>What it does not: a deadline for a child that will not stop, which holds up all the others; and to start is only to spawn, so
 * a child may begin before the one in front of it has.
 *
 * <p>The other recipe nests: a parent with the first child and, as second, a parent of the rest, which is a {@link OneForAll} in a
 * {@code OneForAll} and so on. It needs no code of its own, but a budget for each layer, so that a child far down may crash as often
 * as the budgets, each plus one, multiplied; each child is a layer deeper in the tree; and its later children stop all at once.
 */
public final class RestForOne {
    private final List<Spec<?>> specs;

    private RestForOne(List<Spec<?>> specs) {
        this.specs = specs;
    }

    /**
     * A group in which the end of one child is the end of the later ones too.
     *
     * @param budget how many ends the group may mend
     * @param specs the children, in the order in which they are started
     * @throws IllegalArgumentException if two children have one name
     */
    public static Behavior<Group.Command> create(Budget budget, List<? extends Spec<?>> specs) {
        var group = new RestForOne(Spec.distinct(specs));
        return Behaviors.setup(context -> group.mended(context, 0, Children.none(), budget));
    }

    // region behavior
    /** Starts the children from the first on, as soon as none of the later ones lives; until then, stops the last of them. */
    private Behavior<Group.Command> mended(
            ActorContext<Group.Command> group, int first, Children children, Budget budget) {
        List<Child<?>> rest = children.living().stream()
                .filter(child -> index(child.ref()) > first)
                .toList();
        if (rest.isEmpty()) {
            return running(specs.size(), children.with(group, specs.subList(first, specs.size())), budget);
        }
        group.stop(rest.getLast().ref());
        return running(first, children, budget);
    }

    /** @param first the first child that is to be started again; if there is none, one more than the last */
    private Behavior<Group.Command> running(int first, Children children, Budget budget) {
        return Behaviors.receive(
                (group, command) -> switch (command) {
                    case Group.WhichChildren(var replyTo) -> {
                        replyTo.tell(children.living());
                        yield Behaviors.same();
                    }
                    case Group.StopChild stop -> running(first, children.stop(group, stop), budget);
                },
                (group, signal) -> switch (signal) {
                    // A child from before a restart of this group.
                    case Terminated ended when !children.has(ended.getRef()) -> Behaviors.same();
                    case Terminated ended -> {
                        ActorRef<?> ref = ended.getRef();
                        int index = index(ref);
                        Children others = children.without(ref);
                        if (index > first || children.stops(ref)) {
                            yield mended(group, first, others, budget);
                        }
                        yield mended(
                                group, index, others, budget.spend(ref.path().name() + " has ended"));
                    }
                    case PreRestart _ -> {
                        children.restarted();
                        yield Behaviors.same();
                    }
                    case PostStop _ -> {
                        children.stopped();
                        yield Behaviors.same();
                    }
                    default -> Behaviors.unhandled();
                });
    }
    // endregion

    private int index(ActorRef<?> child) {
        return specs.stream().map(Spec::name).toList().indexOf(child.path().name());
    }
}
