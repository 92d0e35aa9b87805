package otp.handrolled.genserver;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.From;

/**
 * What a callback returns: the next state, perhaps an answer, perhaps the end.
 *
 * @param <S> the state of the server
 */
public sealed interface Next<S> {
    /** The server goes on: {@code {:noreply, …}} and {@code {:reply, …}}. */
    record Go<S>(S state, @Nullable Answer<?> answer, Then then) implements Next<S> {
        /**
         * Waits so long for the next message.
         *
         * @param idle how long until {@link GenServer#TIMEOUT}
         * @return the same with that wish
         */
        public Next<S> timeout(Duration idle) {
            return new Go<>(state, answer, new Then.WaitAtMost(idle));
        }

        /**
         * Goes on in {@code handleContinue} before any message.
         *
         * @param what what it is given
         * @return the same with that wish
         */
        public Next<S> continueWith(Object what) {
            return new Go<>(state, answer, new Then.Continue(what));
        }

        /**
         * Hibernates until the next message.
         *
         * @return the same with that wish
         */
        public Next<S> hibernate() {
            return new Go<>(state, answer, new Then.Hibernate());
        }
    }

    /** The server ends: {@code {:stop, reason, state}} and {@code {:stop, reason, reply, state}}. */
    record Stop<S>(ExitReason reason, S state, @Nullable Answer<?> answer) implements Next<S> {
        public Stop {
            Objects.requireNonNull(reason, "expected an exit reason to stop with, got null");
        }
    }

    /** An answer and where it goes. */
    record Answer<R extends @Nullable Object>(From<R> from, R value) {
        public Answer {
            Objects.requireNonNull(from, "expected the address that the message carries to answer to, got null");
        }

        void send() {
            from.reply(value);
        }
    }

    /**
     * Goes on without an answer; if the message was a call, it is to be answered later: {@code {:noreply, state}}.
     *
     * @param state the next state
     * @param <S> its type
     * @return what to return
     */
    static <S> Go<S> noreply(S state) {
        return new Go<>(state, null, Then.WAIT);
    }

    /**
     * Answers a call and goes on: {@code {:reply, answer, state}}.
     *
     * @param from where the answer goes
     * @param answer the answer
     * @param state the next state
     * @param <R> the type of the answer
     * @param <S> the type of the state
     * @return what to return
     */
    static <R extends @Nullable Object, S> Go<S> reply(From<R> from, R answer, S state) {
        return new Go<>(state, new Answer<>(from, answer), Then.WAIT);
    }

    /**
     * Ends: {@code {:stop, reason, state}}. Whoever waits for an answer gets the reason as an exit (G12).
     *
     * @param reason why
     * @param state what {@code terminate} is given
     * @param <S> its type
     * @return what to return
     */
    static <S> Next<S> stop(ExitReason reason, S state) {
        return new Stop<>(reason, state, null);
    }

    /**
     * Ends with an answer, which is sent after {@code terminate} has run: {@code {:stop, reason, answer, state}} (G11).
     *
     * @param reason why
     * @param from where the answer goes
     * @param answer the answer
     * @param state what {@code terminate} is given
     * @param <R> the type of the answer
     * @param <S> the type of the state
     * @return what to return
     */
    static <R extends @Nullable Object, S> Next<S> stop(ExitReason reason, From<R> from, R answer, S state) {
        return new Stop<>(reason, state, new Answer<>(from, answer));
    }
}
