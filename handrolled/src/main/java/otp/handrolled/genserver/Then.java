package otp.handrolled.genserver;

import java.time.Duration;
import java.util.Objects;
import otp.handrolled.process.Timeouts;

/** What a server does after a callback: the last, optional element of the tuples that callbacks return in Elixir. */
public sealed interface Then {
    /** Waits for the next message. */
    record Wait() implements Then {}

    /** A timeout: if no message at all comes meanwhile, {@code handleInfo} gets {@link GenServer#TIMEOUT} (G16). */
    record WaitAtMost(Duration idle) implements Then {
        public WaitAtMost {
            Timeouts.check(idle);
        }
    }

    /** {@code {:continue, what}}: goes to {@code handleContinue} before any message, also one that waits already (G6). */
    record Continue(Object what) implements Then {
        public Continue {
            Objects.requireNonNull(what, "expected something to continue with, got null");
        }
    }

    /** {@code :hibernate} (G22). */
    record Hibernate() implements Then {}

    /** The default. */
    Then WAIT = new Wait();
}
