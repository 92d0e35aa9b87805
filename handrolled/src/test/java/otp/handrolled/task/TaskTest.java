package otp.handrolled.task;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.trapExit;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import otp.handrolled.genserver.ServerTest;
import otp.handrolled.process.Exit;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessInfo;

/** The words that tests of tasks are written in. */
abstract class TaskTest extends ServerTest {
    /** What a task does that is never done by itself. */
    protected static final Callable<String> FOR_EVER = () -> receive(message -> null);

    /** Nothing is left of a task in the process that owned it. */
    protected record Leftovers(List<Pid> links, List<Object> monitors, List<Object> mailbox) {
        static final Leftovers NONE = new Leftovers(List.of(), List.of(), List.of());
    }

    protected static Leftovers leftovers() {
        ProcessInfo me = info(self()).orElseThrow();
        return new Leftovers(me.links(), me.monitors(), flush());
    }

    /** A task that traps exits and says so before this returns. */
    protected static <R extends @Nullable Object> Task<R> trapping(Callable<? extends R> code) {
        Pid owner = self();
        Task<R> task = Task.async(() -> {
            trapExit(true);
            send(owner, "traps");
            return code.call();
        });
        expect("traps");
        return task;
    }

    /** Waits until the exit signal of a task that traps them comes. */
    protected static ExitReason toldToExit() {
        return receive(message -> message instanceof Exit(var from, var reason) ? () -> reason : null);
    }

    /** The task, when it is dead. Its own monitor speaks before the one that this waits for. */
    protected static <R extends @Nullable Object> Task<R> dead(Task<R> task) {
        downOf(task.pid());
        return task;
    }

    /** Runs code in a process, and waits for its result. */
    protected <T extends @Nullable Object> T run(Callable<T> code) throws Exception {
        return beside(code).get();
    }

    /** Runs code in a process that traps exits, and waits for its result. */
    protected <T extends @Nullable Object> T runTrapping(Callable<T> code) throws Exception {
        return run(() -> {
            trapExit(true);
            return code.call();
        });
    }

    /** Kills a process from outside and waits until it is gone. */
    protected void kill(Pid pid) throws Exception {
        node.exit(pid, ExitReason.KILL);
        run(() -> downOf(pid));
    }

    /** Waits until a process waits for a message. */
    protected static void untilItWaits(Pid pid) {
        until(() -> info(pid).orElseThrow().status() == ProcessInfo.Status.WAITING);
    }

    /** Looks until something is so, for what nobody tells of; ten seconds at most. */
    protected static void until(BooleanSupplier isSo) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("ten seconds are over").isLessThan(giveUp);
            Thread.yield();
        }
    }

    protected static void assertNothingIsLeft() {
        assertThat(leftovers()).isEqualTo(Leftovers.NONE);
    }
}
