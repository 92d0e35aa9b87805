package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;

/**
 * How the guardian starts its children, to come near to an OTP supervisor with {@code one_for_one}: as lesson 4's {@code OneForOne}
 * does it. The guardian is no such group itself, since it stops its children one after the other.
 *
 * <p>A child that throws is restarted in place, with the state it began with: same actor, same mailbox. Up to three times in five
 * seconds, <em>each child by itself</em>; in OTP all children of a supervisor share that budget. At the fourth the child stops,
 * and as the parent watches it and does not handle {@code Terminated}, the parent fails with a {@code DeathPactException}: what
 * OTP's supervisor does by shutting down.
 */
final class Supervised {
    private static final int MAX_RESTARTS = 3;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private Supervised() {}

    /**
     * Starts a child.
     *
     * @param name its name
     * @param behavior what it does
     * @return its address, which outlives its restarts
     */
    static <M> ActorRef<M> child(ActorContext<?> context, String name, Behavior<M> behavior) {
        Behavior<M> supervised = Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restart().withLimit(MAX_RESTARTS, WITHIN));
        ActorRef<M> child = context.spawn(supervised, name);
        context.watch(child);
        return child;
    }
}
