package otp.observer.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import otp.observer.tree.Sample;

/** Measures the lane every so often, and keeps the last measurements. */
final class Telemetry {
    private Telemetry() {}

    sealed interface Message {}

    /** Answers the last measurements, the oldest first. */
    record Samples(ActorRef<List<Sample>> replyTo) implements Message {}

    private enum Tick implements Message {
        TICK
    }

    static Behavior<Message> create(Supplier<Sample> measure, Duration every) {
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.TICK, every);
            return keeping(measure, List.of());
        });
    }

    private static Behavior<Message> keeping(Supplier<Sample> measure, List<Sample> samples) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Tick.TICK -> keeping(measure, Sample.keep(samples, measure.get()));
            case Samples(var replyTo) -> {
                replyTo.tell(samples);
                yield Behaviors.same();
            }
        });
    }
}
