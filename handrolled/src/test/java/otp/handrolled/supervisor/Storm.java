package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.Pair;
import otp.handrolled.genserver.GenServer;
import otp.handrolled.genserver.Init;
import otp.handrolled.genserver.Next;
import otp.handrolled.genserver.Options;
import otp.handrolled.genserver.Scripted;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.Timeouts;
import otp.handrolled.registry.Registry;

/** Makes a tree out of its plan: the child specs, with start functions that fail when told to and keep the books. */
final class Storm {
    final StormLedger ledger = new StormLedger();

    /** The paths of the trapping servers in the order in which they were stopped. */
    final ConcurrentLinkedQueue<String> stopped = new ConcurrentLinkedQueue<>();

    /** How many starts have failed because they were told to. */
    final AtomicInteger failedStarts = new AtomicInteger();

    final Registry<String, String> names = Registry.unique("names");

    private final ConcurrentHashMap<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** The next so many starts of this child fail, each in another way. */
    void letFail(String path, int times) {
        failures.put(path, new AtomicInteger(times));
    }

    /**
     * Makes the spec of a child.
     *
     * @param place where it stands among its siblings
     */
    ChildSpec spec(StormPlan plan, int place, Flags parent) {
        ChildSpec spec = switch (plan) {
            case StormPlan.Group(var path, var flags, var restart, var children) ->
                Supervisor.childSpec(path, specs(children, flags), flags.named(path))
                        .withRestart(restart);
            case StormPlan.Crowd(var path, var flags) ->
                DynamicSupervisor.childSpec(path, flags.named(path), DynamicSupervisor.UNLIMITED);
            case StormPlan.Names(var path) -> names.childSpec().withId(path);
            case StormPlan.Worker worker -> worker(worker);
        };
        return spec.withStart(start(spec, place, parent));
    }

    List<ChildSpec> specs(List<StormPlan> plans, Flags parent) {
        List<ChildSpec> specs = new ArrayList<>();
        plans.forEach(plan -> specs.add(spec(plan, specs.size(), parent)));
        return specs;
    }

    private ChildSpec worker(StormPlan.Worker worker) {
        String path = worker.path();
        Restart restart = worker.restart();
        return switch (worker.manner()) {
            case TRAPPING_SERVER ->
                GenServer.childSpec(path, () -> trapping(path), Options.named(path))
                        .withRestart(restart)
                        .withShutdown(new Shutdown.Within(Timeouts.INFINITY));
            case SERVER ->
                GenServer.childSpec(path, () -> Scripted.withState(path), Options.named(path))
                        .withRestart(restart);
            case TABLE_OWNER ->
                GenServer.childSpec(path, () -> tableOwner(path), Options.NONE.withName(names.via(path)))
                        .withRestart(restart);
            case BARE_PROCESS ->
                ChildSpec.worker(path, () -> new OnStart.Ok<>(spawnLink(() -> receive(_ -> null))))
                        .withRestart(restart)
                        .withShutdown(new Shutdown.BrutalKill());
            case STUBBORN_PROCESS ->
                ChildSpec.worker(path, () -> new OnStart.Ok<>(spawnLink(Storm::ignoreShutdown)))
                        .withRestart(restart)
                        .withShutdown(new Shutdown.Within(Duration.ZERO));
        };
    }

    private static Scripted tableOwner(String path) {
        return Scripted.withInit(() -> {
            Ets.<String, String>create(path, otp.handrolled.ets.Options.DEFAULT.asNamed())
                    .insert(new Pair<>("owner", path));
            return Init.ok(path);
        });
    }

    private static void ignoreShutdown() {
        trapExit(true);
        ExitReason reason = receive(
                message -> message instanceof Exit(var _, var why) && why != ExitReason.SHUTDOWN ? () -> why : null);
        exit(reason);
    }

    private Scripted trapping(String path) {
        return Scripted.withInit(() -> {
                    trapExit(true);
                    return Init.ok(path);
                })
                .onInfo((_, state) -> Next.noreply(state))
                .onTerminate((_, state) -> stopped.add(state));
    }

    private Supplier<OnStart<Pid>> start(ChildSpec spec, int place, Flags parent) {
        String path = (String) spec.id();
        boolean temporary = spec.restart() == Restart.TEMPORARY;
        return () -> {
            long second = Duration.ofNanos(self().node().clock().now()).toSeconds();
            ledger.start(self(), path, place, temporary, parent, second);
            AtomicInteger left = failures.get(path);
            if (left == null || left.get() == 0) {
                return spec.start().get();
            }
            failedStarts.incrementAndGet();
            return fail(left.getAndDecrement());
        };
    }

    /** The ways in which a start function can fail. */
    private static OnStart<Pid> fail(int way) {
        return switch (way % 4) {
            case 0 -> new OnStart.Failed<>(ExitReason.term("start failed"));
            case 1 -> throw new IllegalStateException("start threw");
            case 2 -> exit(ExitReason.term("start exited"));
            // Something starts and dies before the supervisor has its pid.
            default -> {
                exit(spawnLink(() -> receive(_ -> null)), ExitReason.KILL);
                yield new OnStart.Failed<>(ExitReason.KILLED);
            }
        };
    }
}
