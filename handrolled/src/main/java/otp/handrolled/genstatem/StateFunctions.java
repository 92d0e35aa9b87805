package otp.handrolled.genstatem;

/**
 * A state machine with one function for each state: the mode {@code state_functions}.
 *
 * @param <S> the states, mostly an enum
 * @param <D> the data
 * @param <M> the messages of clients
 */
public interface StateFunctions<S, D, M> extends GenStatem<S, D, M> {

    /** What the machine does in one state. */
    @FunctionalInterface
    interface StateFunction<S, D, M> {
        /**
         * Handles an event in this state.
         *
         * @param event what happened
         * @param data the data
         * @return what next
         */
        Transition<S, D> handle(Event<M> event, D data);
    }

    /**
     * The function of a state: a {@code switch} over all of them.
     *
     * @param state the state
     * @return its function
     */
    StateFunction<S, D, M> function(S state);

    @Override
    default Transition<S, D> handleEvent(Event<M> event, S state, D data) {
        return function(state).handle(event, data);
    }
}
