package otp.handrolled.process;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A reference: unique for as long as the JVM lives, equal only to itself. Monitors, aliases and timers are known by one; a plain
 * one ({@code make_ref()} in Erlang) marks a request, so that its answer can be told from all other messages. Thread-safe.
 */
public sealed class Ref permits Alias, Timer {
    private static final AtomicLong COUNTER = new AtomicLong();

    private long number;

    /** A reference that is equal to no other: {@code make_ref()}. */
    public Ref() {}

    /** {@code #Reference<7>}. The number is given when it is first asked for: most references are never printed. */
    @Override
    public final synchronized String toString() {
        if (number == 0) {
            number = COUNTER.incrementAndGet();
        }
        return "#Reference<" + number + ">";
    }
}
