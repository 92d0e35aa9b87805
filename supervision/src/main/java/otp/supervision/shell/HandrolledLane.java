package otp.supervision.shell;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.trapExit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Down;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Node;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Supervisor;
import otp.supervision.handrolled.Playground;
import otp.supervision.handrolled.Worker;

/** The playground from scratch. */
final class HandrolledLane implements Lane {
    static final String NAME = "from scratch";

    private static final String ROOT = "playground";

    final Node node = Node.start();

    /** How the playground has ended; not complete while it runs. */
    private volatile CompletableFuture<ExitReason> end = CompletableFuture.completedFuture(ExitReason.NOPROC);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return "process";
    }

    // region life
    /** Starts it as an application is started: by a process that outlives it and hears of its end. */
    @Override
    public void open() {
        if (!end.isDone()) {
            return;
        }
        var started = new CompletableFuture<Pid>();
        var ended = new CompletableFuture<ExitReason>();
        node.spawn("application", () -> {
            trapExit(true);
            try {
                Pid root = Playground.startLink().get().pid();
                started.complete(root);
                ended.complete(receive(
                        message -> message instanceof Exit(var from, var why) && from == root ? () -> why : null));
            } catch (RuntimeException | ProcessExit notStarted) {
                started.completeExceptionally(notStarted);
            } finally {
                ended.complete(ExitReason.KILLED);
            }
        });
        try {
            started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            end = ended;
        } catch (ExecutionException e) {
            throw new Refused("the playground did not start: " + Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw Refused.busy("the playground, which is starting,");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        }
    }

    @Override
    public void close() {
        if (!end.isDone()) {
            run(() -> {
                Supervisor.stop(ServerRef.named(ROOT));
                return true;
            });
            end.join();
        }
    }
    // endregion

    // region who lives
    @Override
    public List<Member> members() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (end.isDone()) {
                throw Refused.ended(", with the reason " + end.join());
            }
            Optional<List<Member>> members = run(HandrolledLane::read);
            if (members.isPresent()) {
                return members.get();
            }
        }
        throw Refused.busy("somebody");
    }

    /** Nothing if one of them ended after its supervisor had named it: the supervisor knows by now, and gives another answer. */
    private static Optional<List<Member>> read() {
        try {
            var members = new ArrayList<Member>();
            read(0, ServerRef.named(ROOT).pid(), ChildSpec.Type.SUPERVISOR, members);
            return Optional.of(List.copyOf(members));
        } catch (ProcessExit somebodyEnded) {
            return Optional.empty();
        }
    }

    /** All have names, also the children of the dynamic supervisor, which knows them by no id. */
    private static void read(int depth, Pid pid, ChildSpec.Type type, List<Member> members) {
        String name = Processes.info(pid)
                .orElseThrow(() -> new ProcessExit(ExitReason.NOPROC))
                .name()
                .orElse("(no name)");
        Optional<List<String>> texts = switch (type) {
            case WORKER -> Optional.of(Worker.recall(ServerRef.of(pid)));
            case SUPERVISOR -> Optional.empty();
        };
        members.add(new Member(depth, name, pid.toString(), texts));
        if (name.equals("dynamic")) {
            DynamicSupervisor.whichChildren(ServerRef.of(pid))
                    .forEach(child -> child.pid().ifPresent(it -> read(depth + 1, it, child.type(), members)));
        } else if (type == ChildSpec.Type.SUPERVISOR) {
            // As OTP's, which_children begins with the child that was started last.
            Supervisor.whichChildren(ServerRef.of(pid))
                    .reversed()
                    .forEach(child -> child.pid()
                            .ifPresent(it -> read(depth + 1, it, child.spec().type(), members)));
        }
    }
    // endregion

    // region acts
    @Override
    public void send(String worker, String text) {
        run(() -> {
            Worker.remember(Worker.named(worker), text);
            return true;
        });
    }

    @Override
    public void crash(String worker) {
        awaitEnd(worker, pid -> Worker.crash(ServerRef.of(pid), "boom"));
    }

    @Override
    public void finish(String worker) {
        awaitEnd(worker, pid -> Worker.finish(ServerRef.of(pid)));
    }

    @Override
    public String kill(String worker) {
        awaitEnd(worker, pid -> exit(pid, ExitReason.KILL));
        return "was killed, without terminate";
    }

    @Override
    public void start(String worker, Kind kind) {
        OnStart<Pid> start = run(() -> Playground.startWorker(worker, ChildSpec.Restart.valueOf(kind.name())));
        if (start instanceof OnStart.Failed<Pid>(var reason)) {
            throw new Refused(worker + " was not started: " + reason);
        }
    }

    /** A process that dies tells its supervisor before it tells us: what we ask the supervisor next, it answers after that. */
    private void awaitEnd(String worker, Consumer<Pid> how) {
        boolean ended = run(() -> {
            Pid pid = Worker.named(worker).pid();
            Ref ref = monitor(pid);
            how.accept(pid);
            return receive(
                    message -> message instanceof Down(var of, var _, var _) && of == ref ? () -> true : null,
                    PATIENCE,
                    () -> false);
        });
        if (!ended) {
            throw Refused.busy(worker);
        }
    }
    // endregion

    private <T> T run(Callable<T> code) {
        try {
            return node.run(code);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("nothing here throws a checked exception", e);
        }
    }
}
