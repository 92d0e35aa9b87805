package otp.observer.akka.internal;

import akka.actor.setup.Setup;
import java.util.function.LongSupplier;

/**
 * Where ages come from. Given to an actor system among its setups, as a test does that moves the time; without one it is {@link
 * System#nanoTime}.
 */
public final class ObserverClock extends Setup {
    private final LongSupplier nanoTime;

    /**
     * A clock.
     *
     * @param nanoTime nanoseconds that only grow; asked by many threads
     */
    public ObserverClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
