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

/** {@code GenServer.call} with its default timeout of 5 s; the callers are processes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Call {
    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    private ServerRef<Counter.Message> server;

    @Setup
    public void start() throws Exception {
        server = Counter.start(node);
        GenServer.cast(server, new Counter.Message.Add(1));
    }

    @TearDown
    public void stop() {
        node.close();
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
        Together.run(callers, caller -> node.spawn(caller::run), () -> {
            long sum = 0;
            for (int i = 0; i < Sizes.CALLS / callers; i++) {
                sum += GenServer.call(server, Counter.Message.Read::new);
            }
            Together.check(Sizes.CALLS / callers, sum);
        });
    }
}
