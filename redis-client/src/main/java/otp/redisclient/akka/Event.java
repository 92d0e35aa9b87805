package otp.redisclient.akka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What comes to a client: what one can ask of it, and what it hears from its own socket and its own timers. An actor has one type of
 * message, so that the public protocol is the narrower half of it: {@code Behavior<Event>} is given out as
 * {@code Behavior<Redis.Message>} by {@code narrow()}.
 */
sealed interface Event permits Redis.Message, Event.Postponed, Event.FromSocket, Event.Tick {

    /** A request that had to wait, and when its caller gives up. */
    record Postponed(Redis.Request request, long deadline) implements Event {
        static Postponed at(LongSupplier clock, Redis.Request request) {
            return new Postponed(request, clock.getAsLong() + request.timeout().toNanos());
        }

        /** How long its caller still waits: zero or less when it does not. */
        Duration left(LongSupplier clock) {
            return Duration.ofNanos(deadline - clock.getAsLong());
        }

        boolean isOver(LongSupplier clock) {
            return !left(clock).isPositive();
        }
    }

    /** Something has happened to a connection: not to that of now, perhaps. */
    record FromSocket(SocketOwner.Notice notice) implements Event {}

    /** A timer's message. */
    enum Tick implements Event {
        TOO_LATE,
        RECONNECT,
        HEALTH_CHECK
    }
}
