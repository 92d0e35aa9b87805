package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otp.comparison.scenario.Step;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.handrolled.Outcome.Done;
import otp.comparison.scenario.handrolled.Outcome.Failed;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.NoProcException;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.Processes;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Spawned;
import otp.handrolled.process.Timeouts;

/** A process of a scenario. It does what the director says, one step after the other, and nothing else. */
final class Puppet implements ProcessBody {
    /** What the director says. */
    record Perform(Step step, Map<String, Term> bindings) {}

    /** {@code error(reason)}. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Term reason;

        Raised(Term reason) {
            super(reason.show(Object::toString));
            this.reason = reason;
        }
    }

    /** {@code throw(value)}. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Term value;

        Thrown(Term value) {
            super(value.show(Object::toString));
            this.value = value;
        }
    }

    private final Stage stage;

    /** Whose exit ends it, though it traps exits: the supervisor of a child that obeys. */
    private final @Nullable Pid parent;

    Puppet(Stage stage, @Nullable Pid parent) {
        this.stage = stage;
        this.parent = parent;
    }

    @Override
    public void run() {
        play();
    }

    /** The same, with what it returns in the end. */
    Term play() {
        for (; ; ) {
            Perform perform = receive(message -> switch (message) {
                case Perform next -> () -> next;
                case Exit(var from, var reason)
                when from == parent ->
                    () -> {
                        stage.saw(new Outcome.Terminates(self(), from, reason));
                        return Processes.exit(reason);
                    };
                default -> null;
            });
            if (perform.step().function().equals("return")) {
                List<Term> value = perform.step().arguments();
                return value.isEmpty() ? Term.atom("ok") : value.getFirst().in(perform.bindings());
            }
            stage.saw(perform(perform));
        }
    }

    private Outcome perform(Perform perform) {
        Step step = perform.step();
        Map<String, Term> bound = new HashMap<>();
        try {
            Shown result = act(step.function(), step.arguments(), perform.bindings(), bound);
            return new Done(self(), result, bound);
        } catch (NoProcException e) {
            return new Failed(self(), "error", Term.atom("noproc"));
        } catch (IllegalArgumentException e) {
            // Erlang has a word of its own for a time that is none, in receive.
            return new Failed(self(), "error", Term.atom(step.function().equals("recv") ? "timeout_value" : "badarg"));
        } catch (ProcessExit e) {
            if (e.reason() instanceof CallFailed failed) {
                return new Failed(self(), "exit", Terms.of(failed));
            }
            throw e;
        }
    }

    private Shown act(String function, List<Term> arguments, Map<String, Term> bindings, Map<String, Term> bound) {
        return switch (function) {
            case "spawn" -> make(arguments.getFirst(), Processes.spawn(new Puppet(stage, null)), bound);
            case "spawn_link" -> make(arguments.getFirst(), Processes.spawnLink(new Puppet(stage, null)), bound);
            case "spawn_monitor" -> {
                Spawned spawned = Processes.spawnMonitor(new Puppet(stage, null));
                Shown pid = make(arguments.getFirst(), spawned.pid(), bound);
                Shown ref = make(arguments.getLast(), spawned.ref(), bound);
                yield new Shown.Value(Term.tuple(((Shown.Value) pid).term(), ((Shown.Value) ref).term()));
            }
            case "recv" -> take(arguments, bindings, bound);
            case "supervisor" ->
                started(
                        arguments.getFirst(),
                        stage.tree.startStatic(
                                arguments.get(1).in(bindings), arguments.get(2).in(bindings)),
                        bound);
            case "dynamic_supervisor" ->
                started(
                        arguments.getFirst(),
                        stage.tree.startDynamic(arguments.get(1).in(bindings)),
                        bound);
            case "server" -> {
                var name = (Term.Var) arguments.getFirst();
                yield started(
                        name, Server.start(stage, name.name(), arguments.get(1).in(bindings)), bound);
            }
            case "machine" -> {
                var name = (Term.Var) arguments.getFirst();
                OnStart<ServerRef<Message>> outcome = Machine.start(
                        stage,
                        name.name(),
                        arguments.get(1).in(bindings),
                        arguments.get(2).in(bindings));
                yield outcome instanceof OnStart.Failed<ServerRef<Message>>(var reason)
                        ? new Shown.Value(Term.tuple(Term.atom("error"), Terms.withoutStackTrace(reason)))
                        : started(name, outcome, bound);
            }
            case "start_child",
                    "terminate_child",
                    "restart_child",
                    "delete_child",
                    "which_children",
                    "count_children" ->
                Supervision.call(
                        stage.tree,
                        function,
                        arguments.stream().map(term -> term.in(bindings)).toList());
            default -> {
                List<Term> values = valuesOf(function, arguments, bindings);
                yield Servers.knows(function)
                        ? Servers.act(stage, function, values)
                        : Tasks.knows(function)
                                ? Tasks.act(stage, function, values, bound)
                                : onData(function, values, bound);
            }
        };
    }

    /** The arguments without variables, but for the names that are made. */
    private static List<Term> valuesOf(String function, List<Term> arguments, Map<String, Term> bindings) {
        int made = Step.madeBy(function);
        List<Term> values = new ArrayList<>(arguments.subList(0, made));
        arguments.stream().skip(made).map(term -> term.in(bindings)).forEach(values::add);
        return values;
    }

    private Shown onData(String function, List<Term> values, Map<String, Term> bound) {
        return switch (function.substring(0, function.indexOf('_') + 1)) {
            case "agent_" -> Agents.act(function, values);
            case "reg_" -> stage.registries.act(function, values);
            case "ets_" ->
                function.equals("ets_new") ? EtsTables.create(values, bound) : EtsTables.act(function, values);
            case "pt_" -> PersistentTerms.act(function, values);
            default ->
                switch (function) {
                    case "agent" -> Agents.start(values.getFirst(), values.getLast(), bound);
                    case "registry" -> stage.registries.start(values, bound);
                    default -> Bifs.call(function, values);
                };
        };
    }

    private static Shown make(Term name, Object identity, Map<String, Term> bound) {
        Term made = new Term.Identity(identity);
        bound.put(((Term.Var) name).name(), made);
        return new Shown.Value(made);
    }

    private <M> Shown started(Term name, OnStart<ServerRef<M>> outcome, Map<String, Term> bound) {
        if (outcome instanceof OnStart.Ok<ServerRef<M>>(var server)) {
            make(name, server.pid(), bound);
        }
        return new Shown.Value(Terms.of(outcome.map(ServerRef::pid)));
    }

    private static Shown take(List<Term> arguments, Map<String, Term> bindings, Map<String, Term> bound) {
        Term pattern = arguments.getFirst();
        Duration patience = arguments.size() == 1
                ? Timeouts.INFINITY
                : Bifs.milliseconds(arguments.getLast().in(bindings));
        return receive(
                message -> {
                    if (message instanceof Perform) {
                        return null;
                    }
                    Term value = Terms.of(message);
                    Map<String, Term> fresh = pattern.match(value, bindings);
                    return fresh == null
                            ? null
                            : (Supplier<Shown>) () -> {
                                bound.putAll(fresh);
                                return new Shown.Value(value);
                            };
                },
                patience,
                () -> new Shown.Value(Term.atom("timeout")));
    }
}
