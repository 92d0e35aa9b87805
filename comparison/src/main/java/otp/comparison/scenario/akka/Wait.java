package otp.comparison.scenario.akka;

import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Term;

/** A step that is not over before something has come. Meanwhile its actor is free: it is told of each message, and looks. */
interface Wait {
    /** Looks at what has come. Returns the result of the step, or null if more must come. */
    @Nullable
    Term look();

    /**
     * Time is up.
     *
     * @param what for which of the things that it waits for
     * @return the result of the step, or null if it goes on
     */
    @Nullable
    Term late(Term what);
}
