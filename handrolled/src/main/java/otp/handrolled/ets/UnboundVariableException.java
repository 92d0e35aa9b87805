package otp.handrolled.ets;

import java.util.Set;

/** A guard or a body asks for a variable that its head does not have: "not a valid match specification" in Erlang. */
public final class UnboundVariableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnboundVariableException(Pattern.Var<?> variable, Set<Pattern.Var<?>> bound) {
        super("expected a variable that the head of the match specification binds, which are " + bound + ", got: "
                + variable + ". Add it to the head");
    }
}
