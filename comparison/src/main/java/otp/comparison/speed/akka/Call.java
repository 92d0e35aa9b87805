package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
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

/** {@code AskPattern.ask} with a timeout of 5 s; the callers are virtual threads that wait for the answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Call {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init")
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Counter.Message> server;

    @Setup
    public void start() {
        system = settings.start();
        server = Counter.start(system);
        server.tell(new Counter.Message.Add(1));
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.CALLS)
    public void oneCaller() {
        call(1);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.CALLS)
    public void hundredCallers() {
        call(100);
    }

    private void call(int callers) {
        Together.run(callers, Thread::startVirtualThread, () -> {
            long sum = 0;
            for (int i = 0; i < Sizes.CALLS / callers; i++) {
                sum += ask().toCompletableFuture().join();
            }
            Together.check(Sizes.CALLS / callers, sum);
        });
    }

    /** The way of asking that suits Akka best: nobody waits, each answer sends the next question. */
    @Benchmark
    @OperationsPerInvocation(Sizes.CALLS)
    public void hundredCallersAsync() {
        var left = new CountDownLatch(Sizes.CALLS);
        for (int i = 0; i < 100; i++) {
            askAgain(Sizes.CALLS / 100, left);
        }
        Together.await(left);
    }

    private void askAgain(int times, CountDownLatch left) {
        var _ = ask().thenAccept(count -> {
            Together.check(1, count);
            left.countDown();
            if (times > 1) {
                askAgain(times - 1, left);
            }
        });
    }

    private CompletionStage<Long> ask() {
        return AskPattern.ask(server, Counter.Message.Read::new, TIMEOUT, system.scheduler());
    }
}
