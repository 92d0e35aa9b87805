package otp.supervision.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;

/**
 * {@code one_for_one} in Akka's own way: each child restarts itself.
 *
 * <pre>{@code
 * context.spawn(OneForOne.create(Budget.DEFAULT, List.of(Worker.spec("a"), Worker.spec("b"))), "one_for_one");
 * }</pre>
 *
 * <p>What it gives of OTP: a child that throws begins anew, the others do not notice, and one that throws too often ends the group.
 *
 * <p>What it does not: the child keeps its address and its mailbox, and nobody who watches it hears of the restart. The budget is
 * for each child, not for all together, and its window stays where the first crash has opened it. A child that ends normally is
 * gone, as OTP's {@code transient} ones are: {@link Respawn} brings it back.
 */
public final class OneForOne {
    private OneForOne() {}

    /**
     * A group of children that are restarted in place, each by itself.
     *
     * @param budget how often each child may restart
     * @param specs the children
     * @throws IllegalArgumentException if two children have one name
     */
    // region behavior
    public static Behavior<Group.Command> create(Budget budget, List<? extends Spec<?>> specs) {
        List<Spec<?>> restarted =
                Spec.distinct(specs.stream().map(spec -> spec.restarted(budget)).toList());
        return Behaviors.setup(group -> running(Children.start(group, restarted)));
    }

    private static Behavior<Group.Command> running(Children children) {
        return Behaviors.receive(
                (group, command) -> switch (command) {
                    case Group.WhichChildren(var replyTo) -> {
                        replyTo.tell(children.living());
                        yield Behaviors.same();
                    }
                    case Group.StopChild stop -> running(children.stop(group, stop));
                },
                (_, signal) -> switch (signal) {
                    // A child from before a restart of this group.
                    case Terminated ended when !children.has(ended.getRef()) -> Behaviors.same();
                    // It was restarted as often as may be. Who watches and does not handle the end fails itself.
                    case ChildFailed failed when !children.stops(failed.getRef()) -> Behaviors.unhandled();
                    case Terminated ended -> running(children.without(ended.getRef()));
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
}
