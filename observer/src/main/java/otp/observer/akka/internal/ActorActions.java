package otp.observer.akka.internal;

import akka.actor.ActorCell;
import akka.actor.ActorRefWithCell;
import akka.actor.InternalActorRef;
import akka.actor.typed.ActorSystem;
import java.util.Optional;
import otp.observer.tree.Action;
import otp.observer.tree.Outcome;

/** Does to an actor what Akka has for it, though not for everybody's use. */
public final class ActorActions {
    private ActorActions() {}

    /**
     * Acts on the actor at a path. Does not wait for what comes of it.
     *
     * @param system whose
     * @param path such as {@code /user/pool}
     * @param action what to do
     * @return what came of it, or nothing if nobody is there
     */
    public static Optional<Outcome> act(ActorSystem<?> system, String path, Action action) {
        return ActorTree.find(system, path).map(actor -> act(actor, action));
    }

    private static Outcome act(ActorRefWithCell actor, Action action) {
        InternalActorRef internal = actor;
        return switch (action) {
            case CRASH -> crash(actor);
            case KILL ->
                Outcome.refused(
                        "Akka Typed has no kill: nothing ends an actor in the middle of a message. Stop it instead.");
            case STOP -> {
                internal.stop();
                yield Outcome.done("It stops after the message that it handles now, and its children with it.");
            }
            case SUSPEND -> {
                if (isSuspended(actor)) {
                    yield Outcome.refused("It is suspended already. Resume it.");
                }
                internal.suspend();
                yield Outcome.done("It is suspended, and so are its children: what they are sent waits.");
            }
            case RESUME -> {
                if (!isSuspended(actor)) {
                    yield Outcome.refused("It is not suspended.");
                }
                internal.resume(null);
                yield Outcome.done("It goes on with what has waited, and so do its children.");
            }
        };
    }

    private static Outcome crash(ActorRefWithCell actor) {
        ObservedMailbox.Queue queue = ObservedMailbox.of(actor);
        if (queue == null || queue.isClassic()) {
            return Outcome.refused(
                    "It is no typed actor with a mailbox of the observer's, so nothing can be slipped in. Stop it instead.");
        }
        actor.tell(Crash.MESSAGE, null);
        return Outcome.done(
                "It throws when it comes to this message, behind those that wait already. Its supervision decides what follows.");
    }

    private static boolean isSuspended(ActorRefWithCell actor) {
        return actor.underlying() instanceof ActorCell cell && cell.mailbox().isSuspended();
    }
}
