package otp.handrolled.process;

/**
 * A reference one can send to until it is switched off (EEP 53). Its state is read and written by its owner only, when it takes
 * signals in or calls a function: that is what makes "after {@code unalias} nothing more arrives" exact (M8).
 */
sealed class Alias extends Ref permits Monitor, Alias.Plain {
    final ControlBlock owner;
    private final boolean once;
    private boolean active;

    Alias(ControlBlock owner, boolean active, boolean once) {
        this.owner = owner;
        this.active = active;
        this.once = once;
    }

    /** A message has come: let it in? With {@code once}, the first closes the door behind itself (M9). */
    boolean acceptMessage() {
        boolean accepted = active;
        if (accepted && once) {
            active = false;
        }
        return accepted;
    }

    /** Switches it off. Returns whether it was on. */
    final boolean deactivate() {
        boolean was = active;
        active = false;
        return was;
    }

    /** An alias that is not a monitor too. */
    static final class Plain extends Alias {
        Plain(ControlBlock owner, boolean once) {
            super(owner, true, once);
        }
    }
}
