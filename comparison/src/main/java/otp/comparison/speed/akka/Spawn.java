package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/**
 * One actor starts many, as fast as it can; each counts itself and stops. The last one tells the parent, which sees that message
 * only after the notices of its children's ends, and ends the batch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Spawn {
    sealed interface Message {
        record Start(CountDownLatch done) implements Message {}

        record AllRan(CountDownLatch done) implements Message {}
    }

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init")
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Message> parent;

    @Setup
    public void start() {
        system = settings.start();
        parent = system.systemActorOf(parent(), "parent", Props.empty());
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.SPAWNS)
    public void runAndExit() {
        var done = new CountDownLatch(1);
        parent.tell(new Message.Start(done));
        Together.await(done);
    }

    private static Behavior<Message> parent() {
        return Behaviors.receive((context, message) -> {
            switch (message) {
                case Message.Start(var done) -> {
                    var left = new AtomicInteger(Sizes.SPAWNS);
                    ActorRef<Message> self = context.getSelf();
                    for (int i = 0; i < Sizes.SPAWNS; i++) {
                        context.spawnAnonymous(child(left, self, done));
                    }
                }
                case Message.AllRan(var done) -> done.countDown();
            }
            return Behaviors.same();
        });
    }

    private static Behavior<Void> child(AtomicInteger left, ActorRef<Message> parent, CountDownLatch done) {
        return Behaviors.setup(_ -> {
            if (left.decrementAndGet() == 0) {
                parent.tell(new Message.AllRan(done));
            }
            return Behaviors.stopped();
        });
    }
}
