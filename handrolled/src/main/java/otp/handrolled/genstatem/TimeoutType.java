package otp.handrolled.genstatem;

import java.util.Objects;

/** The three kinds of timeouts a state machine has. */
public sealed interface TimeoutType {
    /** {@code state_timeout}: there is one; a change of state cancels it (F8). */
    record StateTimeout() implements TimeoutType {}

    /** {@code timeout}: there is one; any event cancels it (F9). */
    record EventTimeout() implements TimeoutType {}

    /** {@code {timeout, name}}: as many as there are names; only the machine itself cancels them (F10). */
    record Generic(Object name) implements TimeoutType {
        public Generic {
            Objects.requireNonNull(name, "name");
        }
    }

    /** The state timeout. */
    TimeoutType STATE = new StateTimeout();

    /** The event timeout. */
    TimeoutType EVENT = new EventTimeout();

    /**
     * A timeout of one's own.
     *
     * @param name what to know it by
     * @return its type
     */
    static TimeoutType generic(Object name) {
        return new Generic(name);
    }
}
