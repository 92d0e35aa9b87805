package otp.supervision.akka;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.pattern.StatusReply;
import java.util.List;
import java.util.Objects;

/**
 * What every group of children understands, whatever its strategy: the part of OTP's {@code Supervisor} that its callers use.
 *
 * <p>An actor has no name that one could send to. Who knows a group asks it for its children; and asks again after a restart that
 * gives new addresses.
 */
public final class Group {
    private Group() {}

    /** What one can ask of a group. */
    public sealed interface Command extends Dynamic.Command {}

    /**
     * Answers the children that live, in the order in which they were started: OTP's {@code which_children}. While the group
     * restarts, the answer may wait until it has.
     */
    public record WhichChildren(ActorRef<List<Child<?>>> replyTo) implements Command {}

    /**
     * Stops a child, and answers when it has stopped: OTP's {@code terminate_child}. It is not restarted and costs no budget; but
     * a restart that is for all, or for the rest, starts it again. The answer comes only after the message that the child is busy
     * with, however long that takes: there is no kill.
     *
     * @param replyTo gets an ack, {@link NoSuchChild}, or {@link Restarted} if the group restarts in the meantime
     */
    public record StopChild(String name, ActorRef<StatusReply<Done>> replyTo) implements Command {
        public StopChild {
            Objects.requireNonNull(name, "expected the name of a child, got null");
        }
    }

    /** No child of the group has this name. */
    public static final class NoSuchChild extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchChild(String name, List<String> known) {
            super("expected the name of a living child, one of " + known + ", got: " + name);
        }
    }

    /** The group was restarted before the child had stopped; with all the others it is started again. */
    public static final class Restarted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Restarted(String name) {
            super("expected to stop " + name + ", but its group is restarting and starts it again: ask once more");
        }
    }

    /** How a group is to start another group. */
    public static Spec<Command> spec(String name, Behavior<Command> behavior) {
        return Spec.of(Command.class, name, behavior);
    }
}
