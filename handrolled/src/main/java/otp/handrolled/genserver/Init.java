package otp.handrolled.genserver;

import java.time.Duration;
import java.util.Objects;
import otp.handrolled.process.ExitReason;

/**
 * What {@link GenServer#init} returns.
 *
 * @param <S> the state of the server
 */
public sealed interface Init<S> {
    /** {@code {:ok, state}}, {@code {:ok, state, timeout | :hibernate | {:continue, what}}}. */
    record Ok<S>(S state, Then then) implements Init<S> {
        /**
         * Waits so long for the first message.
         *
         * @param idle how long until {@link GenServer#TIMEOUT}
         * @return the same outcome with that wish
         */
        public Init<S> timeout(Duration idle) {
            return new Ok<>(state, new Then.WaitAtMost(idle));
        }

        /**
         * Goes on in {@code handleContinue}, once the starter has its answer and before any message.
         *
         * @param what what it is given
         * @return the same outcome with that wish
         */
        public Init<S> continueWith(Object what) {
            return new Ok<>(state, new Then.Continue(what));
        }

        /**
         * Hibernates until the first message.
         *
         * @return the same outcome with that wish
         */
        public Init<S> hibernate() {
            return new Ok<>(state, new Then.Hibernate());
        }
    }

    /** {@code :ignore}. */
    record Ignore<S>() implements Init<S> {}

    /** {@code {:stop, reason}}. */
    record Stop<S>(ExitReason reason) implements Init<S> {
        public Stop {
            Objects.requireNonNull(reason, "expected an exit reason to stop with, got null");
        }
    }

    /**
     * The server runs: {@code {:ok, state}}.
     *
     * @param state its first state
     * @param <S> the type of the state
     * @return the outcome
     */
    static <S> Ok<S> ok(S state) {
        return new Ok<>(state, Then.WAIT);
    }

    /**
     * The server does not want to run, and that is no error: {@code :ignore}. Its process exits {@code normal}.
     *
     * @param <S> the type of the state
     * @return the outcome
     */
    static <S> Init<S> ignore() {
        return new Ignore<>();
    }

    /**
     * The server cannot run: {@code {:stop, reason}}.
     *
     * @param reason why; what the starter gets, and what the process exits with
     * @param <S> the type of the state
     * @return the outcome
     */
    static <S> Init<S> stop(ExitReason reason) {
        return new Stop<>(reason);
    }
}
