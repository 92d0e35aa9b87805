package otp.handrolled.supervisor;

import static otp.handrolled.process.Processes.spawnLink;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ServerRef;
import otp.handrolled.supervisor.DynamicSupervisor.Message;
import otp.handrolled.supervisor.Supervisor.Refusal;
import otp.handrolled.task.Task;
import otp.handrolled.task.TaskStarter;

/**
 * A supervisor for tasks: {@code Task.Supervisor}. So that each runs within the supervision tree, and is stopped with it.
 *
 * <pre>{@code
 * var tasks = TaskSupervisor.startLink(Flags.oneForOne().named("tasks")).get();
 * Task<Integer> task = TaskSupervisor.asyncNolink(tasks, () -> 6 * 7);    // its crash is no crash of ours
 * int answer = task.await();
 * TaskSupervisor.startChild(tasks, () -> send(log, "done"));              // for its effect alone
 * }</pre>
 *
 * <p>It is a {@link DynamicSupervisor} whose children are tasks, and all functions of that work on it too. Tasks are temporary,
 * unless {@link #startChild(ServerRef, Restart, ProcessBody)} says otherwise, and have five seconds to shut down. For streams of
 * tasks, and whatever else takes one, {@link #starter} makes a {@link TaskStarter} of it.
 *
 * <p>The functions block the caller until the supervisor has started the task, and are thread-safe. What returns a {@link Task}
 * must be called by a process.
 */
public final class TaskSupervisor {
    private TaskSupervisor() {}

    /** How a supervisor starts a task that somebody asks for. */
    private record Starter(ServerRef<Message> supervisor, Restart restart) implements TaskStarter {
        @Override
        public OnStart<Pid> start(ProcessBody body) {
            ChildSpec task = ChildSpec.worker("Task", () -> new OnStart.Ok<>(spawnLink("Task", body)))
                    .withRestart(restart);
            return DynamicSupervisor.startChild(supervisor, task);
        }

        @Override
        public String toString() {
            return "the task supervisor " + supervisor;
        }
    }

    /**
     * Starts a supervisor of any number of tasks, linked to the caller: {@code start_link/1}.
     *
     * @param flags budget and name, as for a {@link DynamicSupervisor}
     * @return the supervisor, or a {@link SupervisorError.SupervisorData}
     */
    public static OnStart<ServerRef<Message>> startLink(Flags flags) {
        return startLink(flags, DynamicSupervisor.UNLIMITED);
    }

    /**
     * The same with a limit.
     *
     * @param flags budget and name
     * @param maxChildren how many tasks may run at a time; zero or more
     * @return the supervisor, or a {@link SupervisorError.SupervisorData}
     */
    public static OnStart<ServerRef<Message>> startLink(Flags flags, int maxChildren) {
        return DynamicSupervisor.startLink(flags, maxChildren);
    }

    /**
     * How another supervisor starts this one: {@code child_spec/1}. Permanent, of type supervisor.
     *
     * @param id what the other knows it by
     * @param flags its budget and name
     * @param maxChildren how many tasks may run at a time
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, Flags flags, int maxChildren) {
        return DynamicSupervisor.childSpec(id, flags, maxChildren);
    }

    /**
     * The supervisor as functions of {@link Task} take it. Its tasks are temporary.
     *
     * @param supervisor whom
     * @return the starter
     */
    public static TaskStarter starter(ServerRef<Message> supervisor) {
        return new Starter(
                Objects.requireNonNull(supervisor, "expected a task supervisor, got null"), Restart.TEMPORARY);
    }

    /**
     * Starts a task that is linked with the supervisor and with the caller: {@code async/2}. A crash of the task is one of the
     * caller, and the other way round.
     *
     * @param supervisor whom
     * @param function what it does
     * @param <R> what that returns
     * @return the task
     * @throws IllegalStateException if there are as many tasks as there may be, as Elixir raises a {@code RuntimeError}
     */
    public static <R extends @Nullable Object> Task<R> async(
            ServerRef<Message> supervisor, Callable<? extends R> function) {
        return Task.async(starter(supervisor), function);
    }

    /**
     * Starts a task that is linked with the supervisor and not with the caller: {@code async_nolink/2} (T14). The caller is told
     * of its crash by a {@link otp.handrolled.process.Down}, or by {@link Task#await()}.
     *
     * @param supervisor whom
     * @param function what it does
     * @param <R> what that returns
     * @return the task
     * @throws IllegalStateException if there are as many tasks as there may be
     */
    public static <R extends @Nullable Object> Task<R> asyncNolink(
            ServerRef<Message> supervisor, Callable<? extends R> function) {
        return Task.asyncNolink(starter(supervisor), function);
    }

    /**
     * Starts a temporary task for its effect alone: {@code start_child/2}. Nobody gets a reply.
     *
     * @param supervisor whom
     * @param body what it does
     * @return its pid, or {@link Refusal#MAX_CHILDREN} as the term
     */
    public static OnStart<Pid> startChild(ServerRef<Message> supervisor, ProcessBody body) {
        return startChild(supervisor, Restart.TEMPORARY, body);
    }

    /**
     * The same with another restart type: {@code start_child/3} with {@code :restart}.
     *
     * @param supervisor whom
     * @param restart whether the task is started again after it ended, which costs a unit of the supervisor's budget
     * @param body what it does
     * @return its pid, or {@link Refusal#MAX_CHILDREN} as the term
     */
    public static OnStart<Pid> startChild(ServerRef<Message> supervisor, Restart restart, ProcessBody body) {
        return Task.start(new Starter(supervisor, restart), body);
    }

    /**
     * The tasks that run: {@code children/1}. Those being restarted are not among them.
     *
     * @param supervisor whose
     * @return their pids, in no particular order
     */
    public static List<Pid> children(ServerRef<Message> supervisor) {
        return DynamicSupervisor.whichChildren(supervisor).stream()
                .flatMap(child -> child.pid().stream())
                .toList();
    }

    /**
     * Stops a task: {@code terminate_child/2}. It is told to shut down, and killed if it is not gone in five seconds.
     *
     * @param supervisor whose
     * @param pid which
     * @return nothing if it is stopped now, or {@link Refusal#NOT_FOUND}
     */
    public static Optional<Refusal> terminateChild(ServerRef<Message> supervisor, Pid pid) {
        return DynamicSupervisor.terminateChild(supervisor, pid);
    }
}
