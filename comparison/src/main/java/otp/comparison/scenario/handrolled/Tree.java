package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Atom;
import otp.comparison.scenario.Term.Int;
import otp.comparison.scenario.Term.Listed;
import otp.comparison.scenario.Term.Tuple;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Shutdown;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.AutoShutdown;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.Strategy;
import otp.handrolled.supervisor.Supervisor;

/**
 * Supervisors of a scenario. A child is {@code {Id, Options}}, a supervisor as a child {@code {Id, Flags, Children, Options}}.
 *
 * <p>Options are a restart type, {@code {shutdown, brutal_kill | infinity | Milliseconds}}, {@code significant}; {@code traps},
 * for a child that traps exits and ends when it is told to; {@code stubborn}, for one that traps them and does not; and {@code
 * {starts, [...]}}, what its start function does from one start to the next: {@code ok}, {@code ignore}, {@code {error, Reason}},
 * {@code {raise, Reason}}, {@code {exit, Reason}}; the last of them from then on.
 */
final class Tree {
    private final Stage stage;
    private final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();

    Tree(Stage stage) {
        this.stage = stage;
    }

    OnStart<ServerRef<Supervisor.Message>> startStatic(Term flags, Term children) {
        return Supervisor.startLink(specs(children), flags(flags));
    }

    OnStart<ServerRef<DynamicSupervisor.Message>> startDynamic(Term flags) {
        List<Term> values = ((Tuple) flags).elements();
        return DynamicSupervisor.startLink(
                Flags.oneForOne().withBudget(number(values.getFirst()), Duration.ofSeconds(number(values.get(1)))),
                number(values.getLast()));
    }

    private static Flags flags(Term term) {
        List<Term> values = ((Tuple) term).elements();
        Flags flags = Flags.of(Clause.oneOf(Strategy.class, values.getFirst()))
                .withBudget(number(values.get(1)), Duration.ofSeconds(number(values.get(2))));
        return values.size() == 3 ? flags : flags.withAutoShutdown(Clause.oneOf(AutoShutdown.class, values.get(3)));
    }

    private List<ChildSpec> specs(Term children) {
        return ((Listed) children).elements().stream().map(this::spec).toList();
    }

    ChildSpec spec(Term child) {
        List<Term> parts = ((Tuple) child).elements();
        String id = ((Atom) parts.getFirst()).name();
        List<Term> options = ((Listed) parts.getLast()).elements();
        ChildSpec spec = parts.size() == 2
                ? ChildSpec.worker(parts.getFirst(), start(id, options, () -> startWorker(options)))
                : ChildSpec.worker(
                                parts.getFirst(),
                                start(
                                        id,
                                        options,
                                        () -> startStatic(parts.get(1), parts.get(2))
                                                .map(ServerRef::pid)))
                        .withType(ChildSpec.Type.SUPERVISOR)
                        .withShutdown(new Shutdown.Within(Timeouts.INFINITY));
        for (Term option : options) {
            spec = with(option, spec);
        }
        return spec;
    }

    private static ChildSpec with(Term option, ChildSpec spec) {
        return switch (option) {
            case Atom(var name) when name.equals("significant") -> spec.withSignificant(true);
            case Atom(var name) when name.equals("traps") || name.equals("stubborn") -> spec;
            case Atom _ -> spec.withRestart(Clause.oneOf(ChildSpec.Restart.class, option));
            case Tuple(var pair)
            when pair.getFirst().equals(Term.atom("shutdown")) -> spec.withShutdown(shutdown(pair.getLast()));
            case Tuple(var pair) when pair.getFirst().equals(Term.atom("starts")) -> spec;
            default -> throw Clause.unexpected("an option of a child", option);
        };
    }

    private static Shutdown shutdown(Term term) {
        return switch (term) {
            case Int(var milliseconds) -> new Shutdown.Within(Duration.ofMillis(milliseconds));
            case Atom(var name) when name.equals("infinity") -> new Shutdown.Within(Timeouts.INFINITY);
            case Atom(var name) when name.equals("brutal_kill") -> new Shutdown.BrutalKill();
            default -> throw Clause.unexpected("brutal_kill, infinity or milliseconds", term);
        };
    }

    private Supplier<OnStart<Pid>> start(String id, List<Term> options, Supplier<OnStart<Pid>> ok) {
        List<Term> script = options.stream()
                .filter(option ->
                        option instanceof Tuple(var pair) && pair.getFirst().equals(Term.atom("starts")))
                .map(option -> ((Listed) ((Tuple) option).elements().getLast()).elements())
                .findFirst()
                .orElse(List.of(Term.atom("ok")));
        return () -> {
            int number = starts.computeIfAbsent(id, _ -> new AtomicInteger()).getAndIncrement();
            return switch (script.get(Math.min(number, script.size() - 1))) {
                case Tuple(var pair) -> fail(((Atom) pair.getFirst()).name(), pair.getLast());
                case Atom(var name) when name.equals("ignore") -> new OnStart.Ignored<>();
                case Atom(var name)
                when name.equals("ok") -> {
                    OnStart<Pid> started = ok.get();
                    if (started instanceof OnStart.Ok<Pid>(var pid)) {
                        stage.enters(id, pid);
                    }
                    yield started;
                }
                case Term other ->
                    throw Clause.unexpected("ok, ignore, {error, ...}, {raise, ...} or {exit, ...}", other);
            };
        };
    }

    private static OnStart<Pid> fail(String how, Term reason) {
        return switch (how) {
            case "raise" -> throw new Puppet.Raised(reason);
            case "exit" -> throw new ProcessExit(Terms.reason(reason));
            case "error" -> new OnStart.Failed<>(Terms.reason(reason));
            default -> throw Clause.unexpected("error, raise or exit", how);
        };
    }

    private OnStart<Pid> startWorker(List<Term> options) {
        boolean ends = options.contains(Term.atom("traps"));
        boolean traps = ends || options.contains(Term.atom("stubborn"));
        Pid supervisor = self();
        Pid child = spawnLink(() -> {
            if (traps) {
                trapExit(true);
            }
            send(supervisor, new Ready(self()));
            new Puppet(stage, ends ? supervisor : null).run();
        });
        return receive(
                message -> message instanceof Ready(var pid) && pid == child ? () -> new OnStart.Ok<>(child) : null);
    }

    private record Ready(Pid pid) {}

    private static int number(Term term) {
        return (int) ((Int) term).value();
    }
}
