package otp.handrolled.genstatem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;

/**
 * What a state machine returns for an event: where it goes, with which data, and what it does along with it.
 *
 * @param <S> the states
 * @param <D> the data
 */
public sealed interface Transition<S, D> {

    /** {@code {next_state, state, data, actions}}. It is a change only if the state is another one (F2). */
    record NextState<S, D>(S state, D data, List<Action> actions) implements Transition<S, D> {
        public NextState {
            actions = List.copyOf(actions);
        }
    }

    /** {@code keep_state} with new data, or, where the data is null, {@code keep_state_and_data} (F15). */
    record KeepState<S, D>(@Nullable D data, List<Action> actions) implements Transition<S, D> {
        public KeepState {
            actions = List.copyOf(actions);
        }
    }

    /** {@code repeat_state}: keeps the state and enters it once more (F7). With null for the data, the data stays. */
    record RepeatState<S, D>(@Nullable D data, List<Action> actions) implements Transition<S, D> {
        public RepeatState {
            actions = List.copyOf(actions);
        }
    }

    /** {@code stop} and {@code stop_and_reply}. With null for the data, the data stays. */
    record Stop<S, D>(ExitReason reason, @Nullable D data, List<Action.Reply<?>> replies) implements Transition<S, D> {
        public Stop {
            replies = List.copyOf(replies);
        }
    }

    /** Goes to a state. */
    static <S, D> Transition<S, D> nextState(S state, D data, Action... actions) {
        return new NextState<>(state, data, List.of(actions));
    }

    /** Stays, with other data. */
    static <S, D> Transition<S, D> keepState(D data, Action... actions) {
        return new KeepState<>(data, List.of(actions));
    }

    /** Stays as it is. */
    static <S, D> Transition<S, D> keepStateAndData(Action... actions) {
        return new KeepState<>(null, List.of(actions));
    }

    /** Enters the state again, with other data. */
    static <S, D> Transition<S, D> repeatState(D data, Action... actions) {
        return new RepeatState<>(data, List.of(actions));
    }

    /** Enters the state again. */
    static <S, D> Transition<S, D> repeatStateAndData(Action... actions) {
        return new RepeatState<>(null, List.of(actions));
    }

    /** Ends. */
    static <S, D> Transition<S, D> stop(ExitReason reason) {
        return new Stop<>(reason, null, List.of());
    }

    /** Ends; {@code terminate} gets this data. */
    static <S, D> Transition<S, D> stop(ExitReason reason, D data) {
        return new Stop<>(reason, data, List.of());
    }

    /** Answers, then ends (F13). */
    static <S, D> Transition<S, D> stopAndReply(ExitReason reason, D data, Action.Reply<?>... replies) {
        return new Stop<>(reason, data, List.of(replies));
    }
}
