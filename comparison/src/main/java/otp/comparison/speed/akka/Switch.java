package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.Together;

/** A state machine of two states, one behavior each; every message flips it and counts. A question that comes after them ends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Switch {
    private static final Duration TIMEOUT = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    sealed interface Message {
        record Flip() implements Message {}

        record HowOften(ActorRef<Long> replyTo) implements Message {}
    }

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init")
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Message> machine;

    private long sent;

    @Setup
    public void start() {
        system = settings.start();
        machine = system.systemActorOf(off(0), "machine", Props.empty());
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.EVENTS)
    public void flip() {
        Together.run(1, Thread::startVirtualThread, () -> {
            for (int i = 0; i < Sizes.EVENTS; i++) {
                machine.tell(new Message.Flip());
            }
        });
        sent += Sizes.EVENTS;
        Together.check(
                sent,
                AskPattern.ask(machine, Message.HowOften::new, TIMEOUT, system.scheduler())
                        .toCompletableFuture()
                        .join());
    }

    private static Behavior<Message> on(long count) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Message.Flip() -> off(count + 1);
            case Message.HowOften(var replyTo) -> answer(replyTo, count);
        });
    }

    private static Behavior<Message> off(long count) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Message.Flip() -> on(count + 1);
            case Message.HowOften(var replyTo) -> answer(replyTo, count);
        });
    }

    private static Behavior<Message> answer(ActorRef<Long> replyTo, long count) {
        replyTo.tell(count);
        return Behaviors.same();
    }
}
