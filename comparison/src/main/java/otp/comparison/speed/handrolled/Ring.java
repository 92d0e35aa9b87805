package otp.comparison.speed.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.send;

import java.util.concurrent.CountDownLatch;
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
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;

/** Plain processes with {@code receive}, each of which sends the one token on to the next. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Ring {
    private record Token(int hopsLeft, CountDownLatch done) {}

    private record Next(Pid pid) {}

    private final Node node = Node.start();

    @SuppressWarnings("NullAway.Init") // set by JMH before it runs a benchmark
    private Pid first;

    @Setup
    public void start() {
        first = node.spawn(Ring::member);
        Pid next = first;
        for (int i = 1; i < Sizes.RING; i++) {
            Pid after = next;
            next = node.spawn(Ring::member);
            send(next, new Next(after));
        }
        send(first, new Next(next));
    }

    @TearDown
    public void stop() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(Sizes.HOPS)
    public void hop() {
        var done = new CountDownLatch(1);
        send(first, new Token(Sizes.HOPS, done));
        Together.await(done);
    }

    private static void member() {
        Pid next = receive(message -> message instanceof Next(var pid) ? () -> pid : null);
        while (true) {
            Token token = receive(message -> message instanceof Token it ? () -> it : null);
            if (token.hopsLeft == 1) {
                token.done.countDown();
            } else {
                send(next, new Token(token.hopsLeft - 1, token.done));
            }
        }
    }
}
