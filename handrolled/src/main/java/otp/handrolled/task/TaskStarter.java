package otp.handrolled.task;

import static otp.handrolled.process.Processes.self;

import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;

/**
 * Who starts the processes of tasks that are not linked to their owner. In Elixir that is always a {@code Task.Supervisor}, so
 * that no process runs outside of a supervision tree; a supervisor of tasks implements this interface by starting each as a
 * temporary child. {@link #unsupervised()} is for those who do without.
 */
@FunctionalInterface
public interface TaskStarter {
    /**
     * Starts a process, not linked to the caller. Called by the owner of the task, or by the process behind a stream of tasks.
     *
     * @param body what the process does
     * @return its pid, or why there is none, such as {@code max_children}
     */
    OnStart<Pid> start(ProcessBody body);

    /**
     * A plain {@code spawn} on the caller's node: nobody stops these tasks when the application does.
     *
     * @return the starter
     */
    static TaskStarter unsupervised() {
        return body -> new OnStart.Ok<>(self().node().spawn(TaskProcess.LABEL, body));
    }

    /**
     * The pid of a task that must be there.
     *
     * @param body what the process does
     * @return its pid
     * @throws IllegalStateException if this starter refuses or fails, which is a {@code RuntimeError} in Elixir
     */
    default Pid startOrThrow(ProcessBody body) {
        return switch (start(body)) {
            case OnStart.Ok<Pid>(var pid) -> pid;
            case OnStart.OkWithInfo<Pid>(var pid, var _) -> pid;
            case OnStart.Failed<Pid>(var reason) ->
                throw new IllegalStateException("expected " + this
                        + " to start one more task, got: " + reason
                        + ". If it has a limit, start fewer at a time, such as with a lower maxConcurrency");
            case OnStart.Ignored<Pid>() ->
                throw new IllegalStateException("expected " + this + " to start one more task, got: ignore");
        };
    }
}
