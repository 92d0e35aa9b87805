package otp.handrolled.genstatem;

import java.util.List;
import otp.handrolled.process.ExitReason;

/**
 * What a state machine returns when it has entered a state. It can change its data and not its state (F6).
 *
 * @param <D> the data
 */
public sealed interface Entered<D> {
    /** Goes on in the state. */
    record Keep<D>(D data, List<Action.OnEnter> actions) implements Entered<D> {
        public Keep {
            actions = List.copyOf(actions);
        }
    }

    /** Ends. */
    record Stop<D>(ExitReason reason, D data) implements Entered<D> {}

    /** Goes on in the state. */
    static <D> Entered<D> keep(D data, Action.OnEnter... actions) {
        return new Keep<>(data, List.of(actions));
    }

    /** Ends. */
    static <D> Entered<D> stop(ExitReason reason, D data) {
        return new Stop<>(reason, data);
    }
}
