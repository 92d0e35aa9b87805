package otp.handrolled.genstatem;

import java.util.List;
import otp.handrolled.process.ExitReason;

/**
 * What {@link GenStatem#init} returns.
 *
 * @param <S> the states
 * @param <D> the data
 */
public sealed interface Init<S, D> {
    /** {@code {ok, state, data, actions}}. */
    record Ok<S, D>(S state, D data, List<Action> actions) implements Init<S, D> {
        public Ok {
            actions = List.copyOf(actions);
        }
    }

    /** {@code ignore}. */
    record Ignore<S, D>() implements Init<S, D> {}

    /** {@code {stop, reason}}. */
    record Stop<S, D>(ExitReason reason) implements Init<S, D> {}

    /** The machine runs. */
    static <S, D> Init<S, D> ok(S state, D data, Action... actions) {
        return new Ok<>(state, data, List.of(actions));
    }

    /** It does not want to run. */
    static <S, D> Init<S, D> ignore() {
        return new Ignore<>();
    }

    /** It cannot run. */
    static <S, D> Init<S, D> stop(ExitReason reason) {
        return new Stop<>(reason);
    }
}
