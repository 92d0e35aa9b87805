package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CountDownLatch;
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

/** Actors, each of which tells the one token on to the next. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Ring {
    sealed interface Message {
        record Token(int hopsLeft, CountDownLatch done) implements Message {}

        record Next(ActorRef<Message> member) implements Message {}
    }

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init")
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Message> first;

    @Setup
    public void start() {
        system = settings.start();
        first = system.systemActorOf(unlinked(), "member-0", Props.empty());
        ActorRef<Message> next = first;
        for (int i = 1; i < Sizes.RING; i++) {
            next = system.systemActorOf(member(next), "member-" + i, Props.empty());
        }
        first.tell(new Message.Next(next));
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.HOPS)
    public void hop() {
        var done = new CountDownLatch(1);
        first.tell(new Message.Token(Sizes.HOPS, done));
        Together.await(done);
    }

    private static Behavior<Message> unlinked() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Message.Next(var member) -> member(member);
            case Message.Token _ -> Behaviors.unhandled();
        });
    }

    private static Behavior<Message> member(ActorRef<Message> next) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Message.Token(var hopsLeft, var done) -> {
                if (hopsLeft == 1) {
                    done.countDown();
                } else {
                    next.tell(new Message.Token(hopsLeft - 1, done));
                }
                yield Behaviors.same();
            }
            case Message.Next(var member) -> member(member);
        });
    }
}
