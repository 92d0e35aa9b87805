package otp.handrolled.process;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What every behaviour answers, whatever it does itself: the messages of Erlang's {@code sys}. They come as the body of a {@link
 * Request}.
 */
public sealed interface SystemMessage {
    /** {@code sys:get_state/1}. */
    record GetState(From<@Nullable Object> from) implements SystemMessage {}

    /** {@code sys:replace_state/2}. */
    record ReplaceState(From<Replaced> from, UnaryOperator<@Nullable Object> change) implements SystemMessage {}

    /** {@code sys:suspend/1}: from here on only system messages are handled; all others wait. */
    record Suspend(From<Boolean> from) implements SystemMessage {}

    /** {@code sys:resume/1}. */
    record Resume(From<Boolean> from) implements SystemMessage {}

    /** {@code sys:terminate/2}: ends with the reason. Never answered: the caller waits for the end. */
    record Terminate(From<Boolean> from, ExitReason reason) implements SystemMessage {}

    /** How a {@link ReplaceState} went. */
    sealed interface Replaced {
        /** The server has a new state. */
        record By(@Nullable Object state) implements Replaced {}

        /** The function threw, and the server keeps the state it had: {@code callback_failed}. */
        record Failed(Throwable error) implements Replaced {}
    }

    /**
     * What the caller gave besides the server: shown when the call fails.
     *
     * @return the argument, or null if there is none
     */
    default @Nullable Object argument() {
        return switch (this) {
            case GetState _, Suspend _, Resume _ -> null;
            case ReplaceState(var _, var change) -> change;
            case Terminate(var _, var reason) -> reason;
        };
    }
}
