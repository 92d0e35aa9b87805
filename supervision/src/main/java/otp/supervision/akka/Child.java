package otp.supervision.akka;

import akka.actor.typed.ActorRef;
import java.util.Optional;

/**
 * A child that was started.
 *
 * @param spec how it was started
 * @param ref its address
 */
public record Child<M>(Spec<M> spec, ActorRef<M> ref) {
    /** Its name in its group. */
    public String name() {
        return spec.name();
    }

    /**
     * Its address, if it understands these messages. This is how a caller that knows only a name gets a typed address without a
     * cast that could be wrong.
     *
     * @param messages a protocol, such as {@code Worker.Command.class} or {@code Group.Command.class}
     */
    public <T> Optional<ActorRef<T>> as(Class<T> messages) {
        if (!spec.protocol().isAssignableFrom(messages)) {
            return Optional.empty();
        }
        // Safe: who takes all of a protocol takes a part of it. The compiler cannot follow, for it does not know M.
        return Optional.of(ref.unsafeUpcast());
    }
}
