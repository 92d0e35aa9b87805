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
import otp.handrolled.process.AliasMode;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason.CallFailed;
import otp.handrolled.process.NoProcException;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
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
            return new Failed(self(), "error", Term.atom("badarg"));
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
                    default -> call(function, values);
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
                : milliseconds(arguments.getLast().in(bindings));
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

    private static Shown call(String function, List<Term> arguments) {
        Term first = arguments.isEmpty() ? Term.atom("none") : arguments.getFirst();
        Term last = arguments.isEmpty() ? first : arguments.getLast();
        return switch (function) {
            case "send" -> {
                send(first, last);
                yield new Shown.Value(last);
            }
            case "exit" -> {
                if (arguments.size() == 1) {
                    yield Processes.exit(Terms.reason(first));
                }
                Processes.exit(pid(first), Terms.reason(last));
                yield yes(true);
            }
            case "error" -> throw new Raised(first);
            case "throw" -> throw new Thrown(first);
            case "trap_exit" -> yes(Processes.trapExit(first.equals(Terms.TRUE)));
            case "link" -> {
                Processes.link(pid(first));
                yield yes(true);
            }
            case "unlink" -> {
                Processes.unlink(pid(first));
                yield yes(true);
            }
            case "monitor" -> monitor(first, arguments.size() == 2 ? aliasMode(last) : AliasMode.NONE);
            case "demonitor" -> {
                if (arguments.size() == 2) {
                    Processes.demonitorFlush(ref(first));
                } else {
                    Processes.demonitor(ref(first));
                }
                yield yes(true);
            }
            case "alias" -> identity(arguments.isEmpty() ? Processes.alias() : Processes.aliasForOneReply());
            case "unalias" -> yes(Processes.unalias(ref(first)));
            case "register" -> {
                Processes.register(pid(last), name(first));
                yield yes(true);
            }
            case "unregister" -> {
                Processes.unregister(name(first));
                yield yes(true);
            }
            case "whereis" ->
                Processes.whereis(name(first)).map(Puppet::identity).orElse(new Shown.Value(Term.atom("undefined")));
            case "is_process_alive" -> yes(Processes.isAlive(pid(first)));
            case "send_after" -> identity(sendAfter(milliseconds(first), arguments.get(1), last));
            case "cancel_timer" -> left(Processes.cancelTimer(ref(first)).isPresent());
            case "read_timer" -> left(Processes.readTimer(ref(first)).isPresent());
            case "links" ->
                new Shown.Unordered(
                        info().links().stream().<Term>map(Term.Identity::new).toList());
            case "queue" -> new Shown.Mailbox(waiting(info()));
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    /** What waits in a mailbox, but for what the director has sent. */
    static List<Term> waiting(ProcessInfo info) {
        List<Term> messages = new ArrayList<>();
        for (Object message : info.messages(Integer.MAX_VALUE)) {
            if (!(message instanceof Perform)) {
                messages.add(Terms.of(message));
            }
        }
        return messages;
    }

    private static ProcessInfo info() {
        return Processes.info(self()).orElseThrow();
    }

    private static Shown monitor(Term object, AliasMode mode) {
        if (object instanceof Term.Atom(var name)) {
            return identity(Processes.monitor(name));
        }
        return identity(Processes.monitor(pid(object), mode));
    }

    /** {@code [{alias, demonitor}]}. */
    private static AliasMode aliasMode(Term options) {
        for (AliasMode mode : AliasMode.values()) {
            Term option = Term.tuple(Term.atom("alias"), Term.atom(mode.name().toLowerCase(java.util.Locale.ROOT)));
            if (options.equals(new Term.Listed(List.of(option)))) {
                return mode;
            }
        }
        throw new IllegalStateException("no option of monitor: " + options.show(Object::toString));
    }

    static void send(Term to, Term message) {
        switch (to) {
            case Term.Atom(var name) -> Processes.send(name, message);
            case Term.Identity(Pid pid) -> Processes.send(pid, message);
            case Term.Identity(Ref ref) -> Processes.send(ref, message);
            default -> throw new IllegalArgumentException("nobody to send to: " + to.show(Object::toString));
        }
    }

    private static Ref sendAfter(Duration delay, Term to, Term message) {
        return to instanceof Term.Atom(var name)
                ? Processes.sendAfter(name, message, delay)
                : Processes.sendAfter(pid(to), message, delay);
    }

    private static Duration milliseconds(Term term) {
        return switch (term) {
            case Term.Int(var value) -> Duration.ofMillis(value);
            case Term.Atom(var name) when name.equals("infinity") -> Timeouts.INFINITY;
            default -> throw new IllegalArgumentException("no time: " + term.show(Object::toString));
        };
    }

    static Pid pid(Term term) {
        if (term instanceof Term.Identity(Pid pid)) {
            return pid;
        }
        throw new IllegalArgumentException("no process: " + term.show(Object::toString));
    }

    private static Ref ref(Term term) {
        if (term instanceof Term.Identity(Ref ref)) {
            return ref;
        }
        throw new IllegalArgumentException("no reference: " + term.show(Object::toString));
    }

    private static String name(Term term) {
        if (term instanceof Term.Atom(var name)) {
            return name;
        }
        throw new IllegalArgumentException("no name: " + term.show(Object::toString));
    }

    private static Shown identity(Object of) {
        return new Shown.Value(new Term.Identity(of));
    }

    private static Shown yes(boolean answer) {
        return new Shown.Value(answer ? Terms.TRUE : Terms.FALSE);
    }

    private static Shown left(boolean is) {
        return is ? new Shown.Value(Term.atom("time_left")) : yes(false);
    }
}
