package otp.comparison.speed.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
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

/** {@code tell} from virtual threads, until the actor has handled all: a question that comes after them says so. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Cast {
    private static final Duration TIMEOUT = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    public Settings settings;

    @SuppressWarnings("NullAway.Init")
    private ActorSystem<Void> system;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<Counter.Message> server;

    private long sent;

    @Setup
    public void start() {
        system = settings.start();
        server = Counter.start(system);
    }

    @TearDown
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.CASTS)
    public void oneProducer() {
        cast(1);
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.CASTS)
    public void eightProducers() {
        cast(8);
    }

    private void cast(int producers) {
        Together.run(producers, Thread::startVirtualThread, () -> {
            for (int i = 0; i < Sizes.CASTS / producers; i++) {
                server.tell(new Counter.Message.Add(1));
            }
        });
        sent += Sizes.CASTS;
        Together.check(sent, read());
    }

    private long read() {
        return AskPattern.ask(server, Counter.Message.Read::new, TIMEOUT, system.scheduler())
                .toCompletableFuture()
                .join();
    }
}
