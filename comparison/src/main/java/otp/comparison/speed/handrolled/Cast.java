package otp.comparison.speed.handrolled;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.Together;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.process.Node;
import otp.handrolled.process.ServerRef;

/** {@code GenServer.cast} from processes, until the server has handled all: a call that comes after the casts says so. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Cast {
    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    private ServerRef<Counter.Message> server;

    private long sent;

    @Setup
    public void start() throws Exception {
        server = Counter.start(node);
    }

    @TearDown
    public void stop() {
        node.close();
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
        Together.run(producers, producer -> node.spawn(producer::run), () -> {
            for (int i = 0; i < Sizes.CASTS / producers; i++) {
                GenServer.cast(server, new Counter.Message.Add(1));
            }
        });
        sent += Sizes.CASTS;
        Together.check(sent, GenServer.call(server, Counter.Message.Read::new));
    }
}
