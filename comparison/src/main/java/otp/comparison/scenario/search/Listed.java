package otp.comparison.scenario.search;

import java.util.Optional;

/** Where the two are known to differ, and why. */
enum Listed {
    /**
     * A timeout of zero is on its way, behind an event that was inserted, and that event sets the same timeout again with a time. In
     * OTP 25 the machine then forgets the timer: its message, {@code {timeout, Ref, Type}}, arrives as info. What the documentation
     * says, that setting a timeout replaces the one before, is what happens from scratch.
     */
    FORGOTTEN_TIMER("{info, {timeout, a reference, ");

    private final String sign;

    Listed(String sign) {
        this.sign = sign;
    }

    /** Which of them Erlang's trace shows, if any. */
    static Optional<Listed> in(String trace) {
        for (Listed listed : values()) {
            if (trace.contains(listed.sign)) {
                return Optional.of(listed);
            }
        }
        return Optional.empty();
    }
}
