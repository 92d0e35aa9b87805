package otp.handrolled.process;

import java.util.function.UnaryOperator;

/**
 * What every behaviour answers, whatever it does itself: the messages of Erlang's {@code sys}. They come as the body of a {@link
 * Request}.
 */
public sealed interface SystemMessage {
    /** {@code sys:get_state/1}. */
    record GetState(From<Object> from) implements SystemMessage {}

    /** {@code sys:replace_state/2}; answers with the new state. */
    record ReplaceState(From<Object> from, UnaryOperator<Object> change) implements SystemMessage {}

    /** {@code sys:suspend/1}: from here on only system messages are handled; all others wait. */
    record Suspend(From<Boolean> from) implements SystemMessage {}

    /** {@code sys:resume/1}. */
    record Resume(From<Boolean> from) implements SystemMessage {}

    /** {@code sys:terminate/2}: ends with the reason. Never answered: the caller waits for the end. */
    record Terminate(From<Boolean> from, ExitReason reason) implements SystemMessage {}
}
