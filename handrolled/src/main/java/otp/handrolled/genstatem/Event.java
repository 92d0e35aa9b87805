package otp.handrolled.genstatem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a state machine is given: Erlang's event type and event content.
 *
 * @param <M> the messages of its clients
 */
public sealed interface Event<M> {
    /** {@code cast} and {@code {call, from}}: a message of a client. One that is a call carries its {@code From}. */
    record Message<M>(M message) implements Event<M> {
        public Message {
            Objects.requireNonNull(message, "message");
        }
    }

    /** {@code info}: whatever else came by mail. */
    record Info<M>(Object message) implements Event<M> {
        public Info {
            Objects.requireNonNull(message, "message");
        }
    }

    /** {@code internal}: the machine's word to itself; it can only come from {@link Action#nextEvent} (F5). */
    record Internal<M>(@Nullable Object content) implements Event<M> {}

    /** A timeout is over. */
    record Timeout<M>(TimeoutType type, @Nullable Object content) implements Event<M> {}
}
