package otp.handrolled.process;

import org.jspecify.annotations.Nullable;

/**
 * A node of a mailbox: one thing that was sent, on its way to one process. It is linked into the mailbox by its own field, so
 * that sending allocates nothing else.
 */
sealed class Signal {
    final Object message;

    /** In the stack of arrivals: the one sent before. In the list of the owner: the one sent after. */
    @Nullable
    Signal next;

    /** In the stack of arrivals: how many there are from here down, so that a length is read and not counted. */
    int depth;

    Signal(Object message) {
        this.message = message;
    }

    /**
     * Asked once by the owner, when it takes the signal in and before any receive can see it: is it still wanted?
     *
     * @return false to drop it
     */
    boolean arrives() {
        return true;
    }

    /** A message to an alias, which may have been switched off while it was on its way (M8). */
    static final class ToAlias extends Signal {
        private final Alias alias;

        ToAlias(Object message, Alias alias) {
            super(message);
            this.alias = alias;
        }

        @Override
        boolean arrives() {
            return alias.acceptMessage();
        }
    }

    /** A DOWN, whose monitor may have been taken away while it was on its way. */
    static final class OfMonitor extends Signal {
        private final Monitor monitor;

        OfMonitor(Down down, Monitor monitor) {
            super(down);
            this.monitor = monitor;
        }

        @Override
        boolean arrives() {
            return monitor.acceptDown();
        }
    }
}
