package otp.observer.handrolled;

import java.util.function.UnaryOperator;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.process.From;

/**
 * A value in a process, for others to read and change.
 *
 * @param <S> the value; not changed in place
 */
final class SharedState<S> implements GenServer<S, SharedState.Message<S>> {

    sealed interface Message<S> {}

    record Get<S>(From<S> from) implements Message<S> {}

    record Update<S>(UnaryOperator<S> change) implements Message<S> {}

    private final S initial;

    SharedState(S initial) {
        this.initial = initial;
    }

    @Override
    public Init<S> init() {
        return Init.ok(initial);
    }

    @Override
    public Next<S> handle(Message<S> message, S state) {
        return switch (message) {
            case Get<S>(var from) -> Next.reply(from, state, state);
            case Update<S>(var change) -> Next.noreply(change.apply(state));
        };
    }
}
