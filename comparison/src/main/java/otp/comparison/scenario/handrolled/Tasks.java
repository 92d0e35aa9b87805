package otp.comparison.scenario.handrolled;

import static otp.handrolled.process.Processes.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import otp.comparison.scenario.Clause;
import otp.comparison.scenario.Term;
import otp.comparison.scenario.Term.Identity;
import otp.comparison.scenario.Term.Listed;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ServerRef;
import otp.handrolled.process.Timeouts;
import otp.handrolled.supervisor.DynamicSupervisor;
import otp.handrolled.supervisor.Flags;
import otp.handrolled.supervisor.TaskSupervisor;
import otp.handrolled.task.StreamOptions;
import otp.handrolled.task.Task;
import otp.handrolled.task.TaskResult;
import otp.handrolled.task.YieldOptions;
import otp.handrolled.task.Yielded;

/** The tasks of a scenario: their functions do what the director says, and {@code return(Value)} is their result. */
final class Tasks {
    private Tasks() {}

    static boolean knows(String function) {
        return switch (function) {
            case "async",
                    "async_nolink",
                    "start_task",
                    "task_supervisor",
                    "await",
                    "yield",
                    "shutdown",
                    "ignore",
                    "await_many",
                    "yield_many",
                    "stream" -> true;
            default -> false;
        };
    }

    /** @param arguments the values; where a name is made, the variable itself */
    static Shown act(Stage stage, String function, List<Term> arguments, Map<String, Term> bound) {
        Callable<Term> body = () -> new Puppet(stage, null).play();
        Term first = arguments.getFirst();
        Term last = arguments.getLast();
        return switch (function) {
            case "async" -> made(Task.async(body), arguments, bound);
            case "async_nolink" -> made(TaskSupervisor.asyncNolink(supervisor(last), body), arguments, bound);
            case "start_task" ->
                started(first, TaskSupervisor.startChild(supervisor(last), new Puppet(stage, null)), bound);
            case "task_supervisor" ->
                started(first, TaskSupervisor.startLink(Flags.oneForOne()).map(ServerRef::pid), bound);
            case "await" ->
                new Shown.Value(
                        arguments.size() == 1
                                ? task(first).await()
                                : task(first).await(Terms.time(last)));
            case "yield" -> shown(task(first).yield(Terms.time(last)));
            case "ignore" -> shown(task(first).ignore());
            case "shutdown" -> {
                if (last.equals(Term.atom("brutal_kill"))) {
                    yield shown(task(first).brutalKill());
                }
                yield shown(task(first).shutdown(arguments.size() == 1 ? Timeouts.DEFAULT : Terms.time(last)));
            }
            case "await_many" -> new Shown.Value(new Listed(Task.awaitMany(tasks(first), Terms.time(last))));
            case "yield_many" -> {
                List<Term> pairs = new ArrayList<>();
                YieldOptions options = YieldOptions.DEFAULTS.withTimeout(Terms.time(last));
                for (Yielded<Term> yielded : Task.<Term>yieldMany(tasks(first), options)) {
                    pairs.add(Term.tuple(new Identity(yielded.task()), term(yielded.result())));
                }
                yield new Shown.Value(new Listed(pairs));
            }
            case "stream" ->
                new Shown.Value(new Listed(
                        Task.<Term, Term>asyncStream(((Listed) first).elements(), Tasks::element, options(last))
                                .map(Tasks::term)
                                .toList()));
            default -> throw new IllegalStateException("no " + function + " here");
        };
    }

    /** What the task of an element does: {@code {ok, Value}}, {@code {exit, Reason}}, {@code {raise, Reason}} or {@code hang}. */
    private static Term element(Term what) {
        Clause function = Clause.of(what);
        return switch (function.word()) {
            case "ok" -> function.part(0);
            case "exit" -> throw new ProcessExit(Terms.reason(function.part(0)));
            case "raise" -> throw new Puppet.Raised(function.part(0));
            case "hang" -> receive(_ -> null);
            default -> throw Clause.unexpected("an element of a stream", what);
        };
    }

    private static StreamOptions options(Term list) {
        StreamOptions options = StreamOptions.DEFAULTS;
        for (Clause option : Clause.all(list)) {
            Term value = option.part(0);
            options = switch (option.word()) {
                case "max_concurrency" -> options.withMaxConcurrency((int) ((Term.Int) value).value());
                case "timeout" -> options.withTimeout(Terms.time(value));
                case "on_timeout" -> options.withOnTimeout(StreamOptions.OnTimeout.KILL_TASK);
                default -> throw Clause.unexpected("an option of a stream", option.word());
            };
        }
        return options;
    }

    private static Shown made(Task<Term> task, List<Term> names, Map<String, Term> bound) {
        Pid pid = task.pid();
        if (pid != null) {
            bound.put(((Term.Var) names.get(1)).name(), new Identity(pid));
        }
        Term made = new Identity(task);
        bound.put(((Term.Var) names.getFirst()).name(), made);
        return new Shown.Value(made);
    }

    private static Shown started(Term name, OnStart<Pid> outcome, Map<String, Term> bound) {
        if (outcome instanceof OnStart.Ok<Pid>(var pid)) {
            bound.put(((Term.Var) name).name(), new Identity(pid));
        }
        return new Shown.Value(Terms.of(outcome));
    }

    @SuppressWarnings("unchecked") // all tasks of a scenario return terms
    private static Task<Term> task(Term term) {
        if (term instanceof Identity(Task<?> task)) {
            return (Task<Term>) task;
        }
        throw Clause.unexpected("a task", term);
    }

    private static List<Task<Term>> tasks(Term list) {
        return ((Listed) list).elements().stream().map(Tasks::task).toList();
    }

    private static ServerRef<DynamicSupervisor.Message> supervisor(Term term) {
        return ServerRef.of(Bifs.pid(term));
    }

    private static Shown shown(TaskResult<Term> result) {
        return new Shown.Value(term(result));
    }

    private static Term term(TaskResult<Term> result) {
        return switch (result) {
            case TaskResult.Ok<Term>(var value) -> Term.tuple(Term.atom("ok"), value);
            case TaskResult.Exited<Term>(var reason) -> Term.tuple(Term.atom("exit"), Terms.of(reason));
            case TaskResult.Nothing<Term>() -> Term.atom("nil");
        };
    }
}
