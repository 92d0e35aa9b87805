package otp.supervision.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.DeathPactException;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;

/**
 * {@code one_for_all}: the children stand and fall together.
 *
 * <p>The group watches its children and does not handle their end. So the end of one makes the group fail with a {@link
 * DeathPactException}; and a restart stops all the children of an actor before its {@code setup} starts them again.
 *
 * <p>What it gives of OTP: one end, and all begin anew, with new addresses and empty mailboxes; the budget counts for the whole
 * group, and children that end together cost one; a child that ends normally counts too, as OTP's {@code permanent} ones do.
 *
 * <p>What it does not: the others are stopped all at once instead of in reverse, and each after the message it is busy with,
 * however long. The window of the budget stays where the first end has opened it.
 */
public final class OneForAll {
    private OneForAll() {}

    /**
     * A group of children that are restarted together.
     *
     * @param budget how often the group may restart
     * @param specs the children, in the order in which they are started
     * @throws IllegalArgumentException if two children have one name
     */
    // region behavior
    public static Behavior<Group.Command> create(Budget budget, List<? extends Spec<?>> specs) {
        List<Spec<?>> distinct = Spec.distinct(specs);
        return Behaviors.supervise(Behaviors.<Group.Command>setup(group -> running(Children.start(group, distinct))))
                .onFailure(
                        DeathPactException.class,
                        SupervisorStrategy.restart().withLimit(budget.maxRestarts(), budget.within()));
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
                    // It ended together with the one for which the group has begun anew.
                    case Terminated ended when !children.has(ended.getRef()) -> Behaviors.same();
                    case Terminated ended
                    when children.stops(ended.getRef()) -> running(children.without(ended.getRef()));
                    case PreRestart _ -> {
                        children.restarted();
                        yield Behaviors.same();
                    }
                    case PostStop _ -> {
                        children.stopped();
                        yield Behaviors.same();
                    }
                    // Also any other Terminated: that is the whole strategy.
                    default -> Behaviors.unhandled();
                });
    }
    // endregion
}
