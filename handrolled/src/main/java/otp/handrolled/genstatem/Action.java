package otp.handrolled.genstatem;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.From;
import otp.handrolled.process.Timeouts;

/** What a state machine does along with a transition. Several are done in the order of the list. */
public sealed interface Action {

    /** An action that is also allowed where a state is entered: not one that inserts or postpones an event (F6). */
    sealed interface OnEnter extends Action {}

    /** {@code postpone}: the event comes again after the next change of state (F3). */
    record Postpone() implements Action {}

    /** {@code {next_event, …}}: an event that is handled before all that wait (F4). */
    record NextEvent(Event<?> event) implements Action {
        public NextEvent {
            Objects.requireNonNull(event, "event");
        }
    }

    /** {@code {reply, from, answer}}: sent at once (F13). */
    record Reply<R extends @Nullable Object>(From<R> from, R answer) implements OnEnter {
        void send() {
            from.reply(answer);
        }
    }

    /** {@code hibernate}: before the next message is waited for. */
    record Hibernate() implements OnEnter {}

    /** Starts a timeout, in place of the one of its type that runs. Zero starts no timer: see {@link #timeout}. */
    record SetTimeout(
            TimeoutType type, Duration time, @Nullable Object content) implements OnEnter {
        public SetTimeout {
            Objects.requireNonNull(type, "type");
            Timeouts.check(time);
        }
    }

    /** The same at an instant of the node's clock, in nanoseconds: {@code [{abs, true}]}. */
    record SetTimeoutAt(
            TimeoutType type, long instant, @Nullable Object content) implements OnEnter {}

    /** {@code {type, cancel}}. */
    record CancelTimeout(TimeoutType type) implements OnEnter {}

    /** {@code {type, update, content}}: another content for the timeout that runs; if none does, it is over at once (F12). */
    record UpdateTimeout(TimeoutType type, @Nullable Object content) implements OnEnter {}

    /**
     * Postpones the event.
     *
     * @return the action
     */
    static Action postpone() {
        return new Postpone();
    }

    /**
     * Inserts an event for the machine itself.
     *
     * @param content what it says
     * @return the action
     */
    static Action internal(@Nullable Object content) {
        return new NextEvent(new Event.Internal<>(content));
    }

    /**
     * Inserts an event of any type.
     *
     * @param event the event
     * @return the action
     */
    static Action nextEvent(Event<?> event) {
        return new NextEvent(event);
    }

    /**
     * Answers a call.
     *
     * @param from where the answer goes
     * @param answer the answer
     * @param <R> its type
     * @return the action
     */
    static <R extends @Nullable Object> OnEnter reply(From<R> from, R answer) {
        return new Reply<>(from, answer);
    }

    /**
     * Sets the state timeout.
     *
     * @param time how long from now; {@link Timeouts#INFINITY} cancels
     * @param content what its event says
     * @return the action
     */
    static OnEnter stateTimeout(Duration time, @Nullable Object content) {
        return new SetTimeout(TimeoutType.STATE, time, content);
    }

    /**
     * Sets a timeout. One of zero needs no timer: its event comes after all that wait in the machine already, and before any
     * message that has not been received (F11).
     *
     * @param type which
     * @param time how long from now; {@link Timeouts#INFINITY} cancels
     * @param content what its event says
     * @return the action
     */
    static OnEnter timeout(TimeoutType type, Duration time, @Nullable Object content) {
        return new SetTimeout(type, time, content);
    }

    /**
     * Cancels a timeout; none running is no error.
     *
     * @param type which
     * @return the action
     */
    static OnEnter cancel(TimeoutType type) {
        return new CancelTimeout(type);
    }

    /**
     * Changes what the event of a running timeout will say.
     *
     * @param type which
     * @param content what it will say
     * @return the action
     */
    static OnEnter update(TimeoutType type, @Nullable Object content) {
        return new UpdateTimeout(type, content);
    }
}
