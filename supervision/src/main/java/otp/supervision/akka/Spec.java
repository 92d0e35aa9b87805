package otp.supervision.akka;

import akka.actor.ActorPath;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * How to start a child: of OTP's child spec the {@code id} and the {@code start}.
 *
 * <p>There is no {@code shutdown}, since Akka knows no deadline for a child; no {@code restart}, which is a matter of the group
 * (see {@link Restart}); and instead of {@code type} there is the protocol, which says more.
 *
 * @param protocol the class of the messages that the child understands
 * @param name its name, unique in its group; also the last part of its path
 * @param behavior what it does
 */
public record Spec<M>(Class<M> protocol, String name, Behavior<M> behavior) {
    public Spec {
        Objects.requireNonNull(protocol, "expected the class of the child's messages, got null");
        Objects.requireNonNull(behavior, "expected the child's behavior, got null");
        if (name == null || !ActorPath.isValidPathElement(name)) {
            throw new IllegalArgumentException(
                    "expected a name that can be part of a path (letters, digits, and some others but not / or a space; no $ in front), got: "
                            + name);
        }
    }

    /** How to start a child. */
    public static <M> Spec<M> of(Class<M> protocol, String name, Behavior<M> behavior) {
        return new Spec<>(protocol, name, behavior);
    }

    /**
     * The same child, restarted in place when it throws: by Akka, inside the actor, so that its parent does not notice. At the
     * crash after {@code maxRestarts} it fails, and the parent does.
     */
    Spec<M> restarted(Budget budget) {
        return of(
                protocol,
                name,
                Behaviors.supervise(behavior)
                        .onFailure(SupervisorStrategy.restart().withLimit(budget.maxRestarts(), budget.within())));
    }

    /** Spawns the child and watches it. */
    Child<M> start(ActorContext<?> parent) {
        ActorRef<M> ref = parent.spawn(behavior, name);
        parent.watch(ref);
        return new Child<>(this, ref);
    }

    /**
     * A copy of these specs.
     *
     * @throws IllegalArgumentException if two have one name
     */
    static List<Spec<?>> distinct(List<? extends Spec<?>> specs) {
        var names = new HashSet<String>();
        for (Spec<?> spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException(
                        "expected children of different names, got two that are called " + spec.name());
            }
        }
        return List.copyOf(specs);
    }
}
