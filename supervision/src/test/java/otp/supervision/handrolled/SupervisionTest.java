package otp.supervision.handrolled;

import static java.util.concurrent.TimeUnit.SECONDS;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Supervisor;
import otp.handrolled.supervisor.Supervisor.Refusal;
import otp.supervision.Lives;
import otp.supervision.SupervisionContract;
import otp.testkit.log.LogCapture;

class SupervisionTest extends SupervisionContract {
    // The capture begins first and ends last: a process may crash, and say so, until the node is closed.
    @RegisterExtension
    @Order(1)
    final LogCapture log = LogCapture.of("otp");

    @RegisterExtension
    @Order(2)
    final OnANode on = new OnANode();

    private final Lives lives = new Lives(log, "handrolled");
    private final ConcurrentHashMap<String, CompletableFuture<?>> gone = new ConcurrentHashMap<>();

    @Override
    protected Lives lives() {
        return lives;
    }

    /** Linked to a process of its own, as an application's top supervisor is. */
    @Override
    protected void startPlayground() {
        var started = new CompletableFuture<Pid>();
        on.node.spawn("application", () -> {
            started.complete(Playground.startLink().get().pid());
            receive(_ -> null);
        });
        get(started);
    }

    @Override
    protected void stopPlayground() {
        run(() -> {
            Supervisor.stop(ServerRef.named("playground"));
            return true;
        });
    }

    @Override
    protected void remember(String worker, String text) {
        run(() -> {
            Worker.remember(Worker.named(worker), text);
            return true;
        });
    }

    @Override
    protected List<String> recall(String worker) {
        return run(() -> Worker.recall(Worker.named(worker)));
    }

    @Override
    protected void crash(String worker) {
        ends(worker, it -> Worker.crash(it, "boom"));
    }

    @Override
    protected void finish(String worker) {
        ends(worker, Worker::finish);
    }

    private void ends(String worker, Consumer<ServerRef<Worker.Message>> how) {
        var told = new CompletableFuture<Pid>();
        var down = on.beside(() -> {
            Pid pid = Worker.named(worker).pid();
            var ref = monitor(pid);
            how.accept(ServerRef.of(pid));
            told.complete(pid);
            return receive(
                    message -> message instanceof Down(var of, var _, var reason) && of == ref ? () -> reason : null);
        });
        gone.put(worker, down.outcome());
        get(told);
    }

    @Override
    protected Object identity(String worker) {
        return run(() -> Worker.named(worker).pid());
    }

    /** A dying child tells its supervisor before it tells us: what we ask the supervisor next, it answers after that. */
    @Override
    protected void awaitGone(String worker) {
        var down = gone.get(worker);
        if (down != null) {
            get(down);
        }
    }

    @Override
    protected boolean runs(String worker) {
        return run(() -> {
            Pid pid = Worker.named(worker).whereis();
            Stream<Pid> supervised = Stream.of("one_for_one", "one_for_all", "rest_for_one", "restart_types", "fragile")
                    .flatMap(group -> Supervisor.whichChildren(ServerRef.named(group)).stream())
                    .flatMap(child -> child.pid().stream());
            Stream<Pid> dynamic = DynamicSupervisor.whichChildren(ServerRef.named("dynamic")).stream()
                    .flatMap(child -> child.pid().stream());
            return Stream.concat(supervised, dynamic).anyMatch(child -> child == pid);
        });
    }

    @Override
    protected boolean startDynamic(String worker, Kind kind) {
        return run(() -> switch (Playground.startWorker(worker, Restart.valueOf(kind.name()))) {
            case OnStart.Ok<Pid> _ -> true;
            case OnStart.Failed<Pid>(ExitReason.AlreadyStarted _) -> false;
            case OnStart<Pid> other -> throw new AssertionError(other.toString());
        });
    }

    @Override
    protected boolean stopDynamic(String worker) {
        return run(() -> Playground.stopWorker(worker)
                .map(refusal -> {
                    if (refusal != Refusal.NOT_FOUND) {
                        throw new AssertionError(refusal.toString());
                    }
                    return false;
                })
                .orElse(true));
    }

    private <T> T run(Callable<T> code) {
        return get(on.beside(code).outcome());
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(10, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
