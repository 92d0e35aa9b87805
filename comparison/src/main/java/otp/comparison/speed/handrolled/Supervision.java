package otp.comparison.speed.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import otp.comparison.speed.Sizes;
import otp.comparison.speed.SupervisionProgram;
import otp.comparison.speed.Together;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Supervisor;

/** A program: a {@code Supervisor} with one_for_one and a {@code DynamicSupervisor}, driven by one process. */
public final class Supervision implements SupervisionProgram.Lane {
    private static final Flags FLAGS = Flags.oneForOne().withBudget(1_000_000_000, Duration.ofSeconds(1));

    @SuppressWarnings("NullAway.Init") // set by startChildren
    private ServerRef<DynamicSupervisor.Message> dynamic;

    private Supervision() {}

    /**
     * Prints the figures.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        try (var node = Node.start()) {
            node.run(() -> SupervisionProgram.run(new Supervision()));
        }
    }

    private record Crash() {}

    /** A new child runs. */
    private record Live(Pid pid, long since) {}

    /** Tells that it runs; crashes when it is told to. */
    private record Worker(Runnable whenLive) implements GenServer<Integer, Crash> {
        @Override
        public Init<Integer> init() {
            whenLive.run();
            return Init.ok(0);
        }

        @Override
        public Next<Integer> handle(Crash crash, Integer state) {
            throw new IllegalStateException("told to crash");
        }
    }

    private static ServerRef<Supervisor.Message> supervise(int children, Supplier<Worker> worker) {
        List<ChildSpec> specs = IntStream.range(0, children)
                .mapToObj(id -> GenServer.childSpec(id, worker, Options.NONE))
                .toList();
        return Supervisor.startLink(specs, FLAGS).get();
    }

    @Override
    public void crashToLive(int times, LongConsumer nanoseconds) {
        Pid driver = self();
        var supervisor = supervise(1, () -> new Worker(() -> send(driver, new Live(self(), System.nanoTime()))));
        Live live = awaitLive();
        for (int i = 0; i < times; i++) {
            long from = System.nanoTime();
            GenServer.cast(ServerRef.<Crash>of(live.pid), new Crash());
            live = awaitLive();
            nanoseconds.accept(live.since - from);
            Together.check(1, Supervisor.countChildren(supervisor).active());
        }
        Supervisor.stop(supervisor);
    }

    private static Live awaitLive() {
        return receive(
                message -> message instanceof Live live ? () -> live : null,
                Duration.ofSeconds(Together.PATIENCE_SECONDS),
                () -> {
                    throw new IllegalStateException("expected a new child, none came");
                });
    }

    @Override
    public void restarts(int times) {
        var left = new AtomicInteger(times + Sizes.RESTARTING);
        var done = new CountDownLatch(1);
        var supervisor = supervise(
                Sizes.RESTARTING,
                () -> new Worker(() -> {
                    int after = left.decrementAndGet();
                    if (after > 0) {
                        GenServer.cast(ServerRef.<Crash>of(self()), new Crash());
                    } else if (after == 0) {
                        done.countDown();
                    }
                }));
        Together.await(done);
        Supervisor.stop(supervisor);
    }

    @Override
    public void startChildren(int count) {
        dynamic = DynamicSupervisor.startLink(FLAGS).get();
        ChildSpec spec = GenServer.childSpec("any", Counter::new, Options.NONE);
        for (int i = 0; i < count; i++) {
            DynamicSupervisor.startChild(dynamic, spec).get();
        }
        Together.check(count, DynamicSupervisor.countChildren(dynamic).active());
    }

    @Override
    public void stopChildren() {
        DynamicSupervisor.stop(dynamic);
    }
}
