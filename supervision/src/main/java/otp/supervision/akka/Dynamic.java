package otp.supervision.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.util.List;
import java.util.Objects;

/**
 * Children on request: OTP's {@code DynamicSupervisor}.
 *
 * <pre>{@code
 * AskPattern.askWithStatus(dynamic,
 *     replyTo -> new Dynamic.StartChild(Worker.spec("x"), Restart.TEMPORARY, replyTo), timeout, scheduler);
 * }</pre>
 *
 * <p>Akka's own {@code SpawnProtocol} starts children on request, and there it ends: it neither watches nor restarts them. This one
 * does, as {@link Respawn} does.
 *
 * <p>What it gives of OTP: restart types, one budget, and all children stopped at the same time, as {@code DynamicSupervisor} does
 * too. What it does not: the answer comes before the child's {@code setup} has run, so a child that cannot start is answered all
 * the same, and only its end tells. Nor is there a deadline for a child that will not stop.
 */
public final class Dynamic {
    private Dynamic() {}

    /** What a dynamic group understands: what every group does, and to start a child. */
    public sealed interface Command permits Group.Command, StartChild {}

    /**
     * Starts a child: OTP's {@code start_child}.
     *
     * @param replyTo gets the child, or {@link AlreadyStarted}
     */
    public record StartChild(Spec<?> spec, Restart restart, ActorRef<StatusReply<Child<?>>> replyTo)
            implements Command {
        public StartChild {
            Objects.requireNonNull(spec, "expected a spec of the child, got null");
            Objects.requireNonNull(restart, "expected a restart type, got null");
        }
    }

    /** A living child has this name. */
    public static final class AlreadyStarted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyStarted(Child<?> child) {
            super("expected a name that no living child has, got: " + child.name() + ", which is " + child.ref());
        }
    }

    /** A group without children. */
    public static Behavior<Command> create(Budget budget) {
        return Behaviors.setup(group -> running(Respawned.start(group, budget, List.of())));
    }

    // region behavior
    private static Behavior<Command> running(Respawned state) {
        return Behaviors.receive(
                (group, command) -> switch (command) {
                    case StartChild(var spec, var restart, var replyTo) -> {
                        var there = state.children().named(spec.name());
                        if (there.isPresent()) {
                            replyTo.tell(StatusReply.error(new AlreadyStarted(there.get())));
                            yield Behaviors.same();
                        }
                        Respawned more = state.with(group, new Respawn.Kept(spec, restart));
                        replyTo.tell(StatusReply.success(
                                more.children().named(spec.name()).orElseThrow()));
                        yield running(more);
                    }
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
