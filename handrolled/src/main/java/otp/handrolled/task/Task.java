package otp.handrolled.task;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.unlink;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.OnStart;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.Processes;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;
import otp.handrolled.task.TaskResult.Exited;
import otp.handrolled.task.TaskResult.Nothing;
import otp.handrolled.task.TaskResult.Ok;

/**
 * One computation in a process of its own: {@code Task}.
 *
 * <pre>{@code
 * Task<Integer> task = Task.async(() -> 6 * 7);      // runs now, linked to this process, which owns it
 * int answer = task.await();                         // its value; or exit with it
 * }</pre>
 *
 * <p>A task is no future: it has an owner. The process that started it is linked with it, so that neither outlives a crash of
 * the other; it monitors it, so that an await never waits for the dead; and only it can ask for the result, which is a message
 * in its mailbox, a {@link TaskReply}. Every task that was started with {@code async} should be awaited, shut down or ignored by
 * its owner.
 *
 * <p>As in Elixir, down to the exit reasons: {@code {timeout, {Task, :await, [task, 5000]}}} is {@link
 * ExitReason.CallFailed}{@code (TIMEOUT, "Task.await", task, null, PT5S)}. What differs: the functions that take a task in
 * Elixir are methods of it here, and there is no {@code $callers}. The functions of {@code Task.Supervisor} are those that take
 * a {@link TaskStarter}.
 *
 * <p>All functions that say "the caller" need one that is a process. A task may be passed around, but what asks for its result
 * throws {@link NotOwnerException} in every process but the owner.
 *
 * @param owner who started it, and gets the result
 * @param ref the monitor of its process, and the address the result is sent to
 * @param pid its process; null for one that was {@link #completed}
 * @param <R> what its function returns
 */
public record Task<R extends @Nullable Object>(
        Pid owner, Ref ref, @Nullable Pid pid) {
    public Task {
        Objects.requireNonNull(owner, "expected the owner of the task, got null");
        Objects.requireNonNull(ref, "expected the reference of the task, got null");
    }

    // ---- starting ----

    /**
     * Starts a task that is linked with the caller: {@code async/1} (T1). Returns at once. If the task crashes, so does a caller
     * that does not trap exits; see {@link #asyncNolink(Callable)} for one that shall not.
     *
     * @param function what it does; may throw, which is its crash
     * @param <R> what that returns
     * @return the task
     */
    public static <R extends @Nullable Object> Task<R> async(Callable<? extends R> function) {
        return TaskProcess.startLinked(checkFunction(function));
    }

    /**
     * Starts a task under a supervisor, linked with the caller too: {@code Task.Supervisor.async/2}.
     *
     * @param supervisor who starts it
     * @param function what it does
     * @param <R> what that returns
     * @return the task
     * @throws IllegalStateException if the supervisor does not start it
     */
    public static <R extends @Nullable Object> Task<R> async(TaskStarter supervisor, Callable<? extends R> function) {
        return TaskProcess.startThrough(supervisor, true, checkFunction(function));
    }

    /**
     * Starts a task whose crash leaves the caller alive: {@code Task.Supervisor.async_nolink/2} without the supervisor (T14).
     *
     * @param function what it does
     * @param <R> what that returns
     * @return the task
     */
    public static <R extends @Nullable Object> Task<R> asyncNolink(Callable<? extends R> function) {
        return asyncNolink(TaskStarter.unsupervised(), function);
    }

    /**
     * Starts a task under a supervisor, not linked to the caller: {@code Task.Supervisor.async_nolink/2} (T14). An owner that
     * waits for it elsewhere than in {@link #await()} gets a {@link Down} with the reason when it crashes.
     *
     * @param supervisor who starts it
     * @param function what it does
     * @param <R> what that returns
     * @return the task
     * @throws IllegalStateException if the supervisor does not start it
     */
    public static <R extends @Nullable Object> Task<R> asyncNolink(
            TaskStarter supervisor, Callable<? extends R> function) {
        return TaskProcess.startThrough(supervisor, false, checkFunction(function));
    }

    /**
     * A task that is over before it began, for a value that is at hand where a task is asked for: {@code completed/1}. There is
     * no process.
     *
     * @param value its result
     * @param <R> the type of that
     * @return the task
     */
    public static <R extends @Nullable Object> Task<R> completed(R value) {
        var task = new Task<R>(self(), new Ref(), null);
        send(task.owner, new TaskReply(task.ref, value));
        return task;
    }

    /**
     * Starts a process for its effect alone: {@code start/1}. Nobody is linked with it and nobody gets a reply.
     *
     * @param body what it does
     * @return its pid
     */
    public static OnStart<Pid> start(ProcessBody body) {
        return start(TaskStarter.unsupervised(), body);
    }

    /**
     * The same under a supervisor: {@code Task.Supervisor.start_child/2}.
     *
     * @param supervisor who starts it
     * @param body what it does
     * @return its pid, or why there is none
     */
    public static OnStart<Pid> start(TaskStarter supervisor, ProcessBody body) {
        return supervisor.start(TaskProcess.silent(self(), checkFunction(body)));
    }

    /**
     * Starts a process for its effect alone, linked with the caller: {@code start_link/1}. It is how a supervisor starts a task.
     *
     * @param body what it does
     * @return its pid; never a failure
     */
    public static OnStart<Pid> startLink(ProcessBody body) {
        return new OnStart.Ok<>(spawnLink(TaskProcess.LABEL, TaskProcess.silent(self(), checkFunction(body))));
    }

    /**
     * How a supervisor starts a task: {@code child_spec/1}. Temporary, since a task is done when it is done; for one that shall
     * be tried again after a crash, {@code withRestart(TRANSIENT)}.
     *
     * @param id what the supervisor knows it by
     * @param body what it does
     * @return the spec
     */
    public static ChildSpec childSpec(Object id, ProcessBody body) {
        checkFunction(body);
        return ChildSpec.worker(id, () -> startLink(body)).withRestart(ChildSpec.Restart.TEMPORARY);
    }

    // ---- waiting for one ----

    /**
     * Waits up to five seconds for the value: {@code await/1}.
     *
     * @return the value
     */
    public R await() {
        return await(Timeouts.DEFAULT);
    }

    /**
     * Waits for the value: {@code await/2}. Can be done once: afterwards the monitor is gone, and a second await has nothing to
     * wait for but its timeout. A result that comes after a timeout never reaches the mailbox (T3); the task is not stopped, but
     * is still linked.
     *
     * @param timeout how long; zero or more, or {@link Timeouts#INFINITY}
     * @return the value
     * @throws otp.handrolled.process.ProcessExit with {@link ExitReason.CallFailed} around {@code timeout} or what the task
     *     exited with, {@code normal} included (T4)
     * @throws NotOwnerException if the caller is not the owner (T2)
     * @throws IllegalArgumentException if the timeout is negative
     */
    public R await(Duration timeout) {
        checkOwner();
        return Processes.<R>receive(
                message -> switch (message) {
                    case TaskReply reply when reply.ref() == ref -> () -> take(reply);
                    case Down(var of, var _, var reason) when of == ref -> () -> awaitFailed(reason, timeout);
                    default -> null;
                },
                timeout,
                () -> {
                    demonitorFlush(ref);
                    return awaitFailed(ExitReason.TIMEOUT, timeout);
                });
    }

    private R awaitFailed(ExitReason reason, Duration timeout) {
        return exit(new ExitReason.CallFailed(reason, "Task.await", this, null, timeout));
    }

    /**
     * Waits up to five seconds for the end: {@code yield/1}.
     *
     * @return how it ended, or nothing
     */
    public TaskResult<R> yield() {
        return this.yield(Timeouts.DEFAULT);
    }

    /**
     * Waits for the end, and comes back without it when the time is up: {@code yield/2} (T5). The task goes on and may be asked
     * again. To be done with it then, {@code yield} and {@link #shutdown()}.
     *
     * @param timeout how long; zero or more, or {@link Timeouts#INFINITY}
     * @return the value; what it exited with; or nothing so far. Nothing as well, after the timeout, for a task whose end has been
     *     taken before
     * @throws NotOwnerException if the caller is not the owner
     */
    public TaskResult<R> yield(Duration timeout) {
        checkOwner();
        return Processes.<TaskResult<R>>receive(
                message -> switch (message) {
                    case TaskReply reply when reply.ref() == ref -> () -> new Ok<>(take(reply));
                    case Down(var of, var _, var reason) when of == ref -> () -> new Exited<>(reason);
                    default -> null;
                },
                timeout,
                Nothing::new);
    }

    // ---- being done with one ----

    /**
     * Ends the task, which has five seconds to obey: {@code shutdown/1}.
     *
     * @return as {@link #shutdown(Duration)}
     */
    public TaskResult<R> shutdown() {
        return shutdown(Timeouts.DEFAULT);
    }

    /**
     * Unlinks the task, tells it to shut down, and kills it if it is still there after a while: {@code shutdown/2} (T6). Blocks
     * until it is gone. A task that was {@link #completed} gives its value, as since
     * Elixir 1.15; before, it raised an ArgumentError.
     *
     * @param patience how long to wait before the kill; zero or more, or {@link Timeouts#INFINITY}
     * @return the value, if the task was done before it was ended; nothing, if it ended of the shutdown; what it exited with
     *     otherwise, which is {@code killed} if it had to be killed (T7), and {@code noproc} if its end has been taken before (T8)
     * @throws NotOwnerException if the caller is not the owner
     */
    public TaskResult<R> shutdown(Duration patience) {
        checkOwner();
        return pid == null ? ignore() : Ending.shutdown(this, pid, Timeouts.check(patience));
    }

    /**
     * Unlinks the task and kills it: {@code shutdown(task, :brutal_kill)} (T7).
     *
     * @return the value, if the task was done before; nothing, if it was killed; what it exited with otherwise
     * @throws NotOwnerException if the caller is not the owner
     */
    public TaskResult<R> brutalKill() {
        checkOwner();
        return pid == null ? ignore() : Ending.brutalKill(this, pid);
    }

    /**
     * Lets the task go: {@code ignore/1} (T10). It runs on, but is no longer linked with the caller, and a result that it has yet
     * to send is dropped. Does not block.
     *
     * @return its end, if it has ended already; nothing otherwise
     * @throws NotOwnerException if the caller is not the owner
     */
    public TaskResult<R> ignore() {
        TaskResult<R> result = this.yield(Duration.ZERO);
        if (pid != null) {
            unlink(pid);
        }
        demonitorFlush(ref);
        return result;
    }

    // ---- several ----

    /**
     * Waits up to five seconds for several values: {@code await_many/1}.
     *
     * @param tasks which
     * @param <R> what they return
     * @return the values
     */
    public static <R extends @Nullable Object> List<R> awaitMany(List<? extends Task<? extends R>> tasks) {
        return awaitMany(tasks, Timeouts.DEFAULT);
    }

    /**
     * Waits for several values: {@code await_many/2} (T11).
     *
     * @param tasks which
     * @param timeout how long for all of them together
     * @param <R> what they return
     * @return the values in the order of the tasks
     * @throws otp.handrolled.process.ProcessExit as {@link #await(Duration)}, at once with the first that fails
     * @throws NotOwnerException if the caller is not the owner of each
     */
    public static <R extends @Nullable Object> List<R> awaitMany(
            List<? extends Task<? extends R>> tasks, Duration timeout) {
        return new ManyTasks<R>(tasks, timeout).await();
    }

    /**
     * Waits for several ends, five seconds at most: {@code yield_many/1}.
     *
     * @param tasks which
     * @param <R> what they return
     * @return each task with its result
     */
    public static <R extends @Nullable Object> List<Yielded<R>> yieldMany(List<? extends Task<? extends R>> tasks) {
        return yieldMany(tasks, YieldOptions.DEFAULTS);
    }

    /**
     * Waits for several ends: {@code yield_many/2} (T12).
     *
     * @param tasks which
     * @param options how long, how many are enough, and what becomes of those that are late
     * @param <R> what they return
     * @return each task with its result, in the order of the tasks
     * @throws NotOwnerException if the caller is not the owner of each
     */
    public static <R extends @Nullable Object> List<Yielded<R>> yieldMany(
            List<? extends Task<? extends R>> tasks, YieldOptions options) {
        return new ManyTasks<R>(tasks, options.timeout()).yield(options.limit(), options.onTimeout());
    }

    // ---- streams ----

    /**
     * Runs a function on each element, as many at a time as there are processors: {@code async_stream/2}.
     *
     * @param elements where the elements come from
     * @param function what to do with each
     * @param <T> an element
     * @param <R> a result
     * @return the results in the order of the elements
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Stream<TaskResult.Ended<R>> asyncStream(
            Iterable<T> elements, TaskFunction<? super T, ? extends R> function) {
        return asyncStream(elements, function, StreamOptions.DEFAULTS);
    }

    /**
     * Runs a function on each element: {@code async_stream/3}. As {@link #asyncStream(Stream, TaskFunction, StreamOptions)}.
     *
     * @param elements where the elements come from
     * @param function what to do with each
     * @param options how many at a time, in which order, for how long
     * @param <T> an element
     * @param <R> a result
     * @return the results
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Stream<TaskResult.Ended<R>> asyncStream(
            Iterable<T> elements, TaskFunction<? super T, ? extends R> function, StreamOptions options) {
        return asyncStream(StreamSupport.stream(elements.spliterator(), false), function, options);
    }

    /**
     * Runs a function on each element of a stream, which may have no end, each in a task of its own, a limited number at a time:
     * {@code async_stream/3} (T13).
     *
     * <pre>{@code
     * List<Page> pages = Task.asyncStream(urls, http::get, StreamOptions.DEFAULTS.withMaxConcurrency(4))
     *         .map(result -> switch (result) {
     *             case TaskResult.Ok<Page>(var page) -> page;
     *             case TaskResult.Exited<Page>(var reason) -> Page.missing(reason);
     *         })
     *         .toList();
     * }</pre>
     *
     * <p>Nothing runs before the terminal operation, which is to be called in the same process, and not in parallel. The tasks
     * are linked, by way of a process in between, to the caller: a task that crashes ends a caller that does not trap exits;
     * one that traps gets {@link Exited} in its place. However the stream ends, be it early, as with {@code limit}, or by an
     * exception from either side, the tasks that still run are killed and leave no link and no message. The one way to leave
     * some behind is to take its {@code iterator()} and stop: then close the stream. That goes one step beyond Elixir, where a
     * caller that catches the exit of a timeout keeps the process in between, and the other tasks run on.
     *
     * @param elements where the elements come from; closed with the result
     * @param function what to do with each
     * @param options how many at a time, in which order, for how long
     * @param <T> an element
     * @param <R> a result
     * @return the results, once
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Stream<TaskResult.Ended<R>> asyncStream(
            Stream<T> elements, TaskFunction<? super T, ? extends R> function, StreamOptions options) {
        return TaskStream.of(elements, checkFunction(function), options, null);
    }

    /**
     * The same with tasks that are not linked: {@code Task.Supervisor.async_stream_nolink/4}. One that crashes is an {@link
     * Exited}, whether the caller traps exits or not.
     *
     * @param supervisor who starts the tasks
     * @param elements where the elements come from; closed with the result
     * @param function what to do with each
     * @param options how many at a time, in which order, for how long
     * @param <T> an element
     * @param <R> a result
     * @return the results, once
     */
    public static <T extends @Nullable Object, R extends @Nullable Object>
            Stream<TaskResult.Ended<R>> asyncStreamNolink(
                    TaskStarter supervisor,
                    Stream<T> elements,
                    TaskFunction<? super T, ? extends R> function,
                    StreamOptions options) {
        return TaskStream.of(elements, checkFunction(function), options, supervisor);
    }

    // ---- for this package ----

    void checkOwner() {
        Pid caller = self();
        if (caller != owner) {
            throw new NotOwnerException(this, caller);
        }
    }

    private R take(TaskReply reply) {
        demonitorFlush(ref);
        return valueOf(reply);
    }

    /** The value in a reply of this task. Only its function's result is ever sent with its reference. */
    @SuppressWarnings({"unchecked", "NullAway"})
    R valueOf(TaskReply reply) {
        return (R) reply.value();
    }

    private static <F> F checkFunction(F function) {
        return Objects.requireNonNull(function, "expected the function that the task is to run, got null");
    }
}
