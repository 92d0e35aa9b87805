package otp.handrolled.process;

import org.jspecify.annotations.Nullable;

/**
 * One monitor: its reference, both ends, and perhaps an alias. Only the watcher reads and writes {@code on}; a DOWN that comes
 * after it was switched off is dropped as it is taken in.
 */
final class Monitor extends Alias {
    /** Who is watched; null when there was nobody of that name or pid. */
    final @Nullable ControlBlock target;

    /** What was asked to be watched, a pid or a name: the DOWN says it again. */
    final Object object;

    private final AliasMode mode;
    private boolean on = true;

    Monitor(ControlBlock watcher, @Nullable ControlBlock target, Object object, AliasMode mode) {
        super(watcher, mode != AliasMode.NONE, mode == AliasMode.REPLY_DEMONITOR);
        this.target = target;
        this.object = object;
        this.mode = mode;
    }

    /** The target is gone. Any thread. */
    void targetExited(ExitReason reason) {
        owner.mailbox.push(new Signal.OfMonitor(new Down(this, object, reason), this));
    }

    /** The DOWN has come: does the watcher still want it? It comes once (M1), and may close the alias (M10). */
    boolean acceptDown() {
        if (!on) {
            return false;
        }
        on = false;
        owner.forget(this);
        if (mode != AliasMode.EXPLICIT_UNALIAS) {
            deactivate();
        }
        return true;
    }

    @Override
    boolean acceptMessage() {
        boolean accepted = super.acceptMessage();
        if (accepted && mode == AliasMode.REPLY_DEMONITOR) {
            switchOff();
        }
        return accepted;
    }

    /** {@code demonitor}: no DOWN is taken in from here on. */
    void demonitor() {
        switchOff();
        if (mode == AliasMode.DEMONITOR || mode == AliasMode.REPLY_DEMONITOR) {
            deactivate();
        }
    }

    private void switchOff() {
        if (on) {
            on = false;
            owner.forget(this);
            if (target != null) {
                target.forgetWatcher(this);
            }
        }
    }
}
