package otp.supervision.akka;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;

/**
 * {@code one_for_one} in OTP's way: the parent watches its children, and replaces one that has ended.
 *
 * <p>What it gives of OTP: the three restart types, also {@code permanent}, which Akka's {@code supervise} does not know, since to
 * it an actor that stops is no failure; a new address and an empty mailbox; watchers hear of the end; one budget for the group,
 * in a window that slides.
 *
 * <p>What it does not: the reason of an end is no more than failed or not. And who holds the old address talks to the dead letters
 * until it asks the group for the new one, where OTP has registered names.
 */
public final class Respawn {
    private Respawn() {}

    /** A child, and when it is started again. */
    public record Kept(Spec<?> spec, Restart restart) {}

    /**
     * A group of children that are replaced when they end.
     *
     * @param budget how many ends the group may mend
     * @param kept the children
     * @throws IllegalArgumentException if two children have one name
     */
    // region behavior
    public static Behavior<Group.Command> create(Budget budget, List<Kept> kept) {
        Spec.distinct(kept.stream().<Spec<?>>map(Kept::spec).toList());
        List<Kept> copy = List.copyOf(kept);
        return Behaviors.setup(group -> running(Respawned.start(group, budget, copy)));
    }

    private static Behavior<Group.Command> running(Respawned state) {
        return Behaviors.receive(
                (group, command) -> switch (command) {
                    case Group.WhichChildren(var replyTo) -> {
                        replyTo.tell(state.children().living());
                        yield Behaviors.same();
                    }
                    case Group.StopChild stop -> running(state.stop(group, stop));
                },
                (group, signal) -> switch (signal) {
                    // A child from before a restart of this group.
                    case Terminated ended when !state.children().has(ended.getRef()) -> Behaviors.same();
                    case Terminated ended -> running(state.ended(group, ended));
                    case PreRestart _ -> {
                        state.children().restarted();
                        yield Behaviors.same();
                    }
                    case PostStop _ -> {
                        state.children().stopped();
                        yield Behaviors.same();
                    }
                    default -> Behaviors.unhandled();
                });
    }
    // endregion
}
