package otp.handrolled.task;

import static otp.handrolled.process.Processes.demonitorFlush;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.info;
import static otp.handrolled.process.Processes.link;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.spawnLink;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.handrolled.process.AliasMode;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.Ref;

/** The process of a task, from its start to the reply: Elixir's {@code Task.Supervised}. */
final class TaskProcess {
    private static final Logger LOG = LoggerFactory.getLogger("otp.task");

    /** What introspection calls a task. */
    static final String LABEL = "Task";

    /** Tells a task where its reply goes: the owner can make that address only once the process is there to be monitored. */
    private record Go(Ref replyTo) {}

    private TaskProcess() {}

    /** A task linked to the caller, who is its owner. */
    static <R extends @Nullable Object> Task<R> startLinked(Callable<? extends R> code) {
        Pid owner = self();
        return let(owner, spawnLink(LABEL, () -> reply(owner, awaitGo(), code)));
    }

    /**
     * A task started by somebody else, for the caller, who is its owner.
     *
     * @param link whether the caller is linked to it all the same
     */
    static <R extends @Nullable Object> Task<R> startThrough(
            TaskStarter starter, boolean link, Callable<? extends R> code) {
        Pid owner = self();
        Pid task = starter.startOrThrow(() -> reply(owner, awaitGoFrom(owner), code));
        if (link) {
            // It waits for the word to go, so it lives, unless its supervisor has stopped it.
            link(task);
        }
        return let(owner, task);
    }

    private static <R extends @Nullable Object> Task<R> let(Pid owner, Pid task) {
        // A reference that is monitor and address in one: whatever takes the monitor away also shuts out a late reply
        // (T3).
        Ref ref = monitor(task, AliasMode.DEMONITOR);
        go(task, ref);
        return new Task<>(owner, ref, task);
    }

    /** Does nothing before {@link #go}, so that whoever monitors it hears its reason, however soon it ends. */
    static ProcessBody afterGo(Pid owner, boolean linked, ProcessBody code) {
        return () -> {
            if (linked) {
                awaitGo();
            } else {
                awaitGoFrom(owner);
            }
            code.run();
        };
    }

    static void go(Pid task, Ref monitor) {
        send(task, new Go(monitor));
    }

    private static Ref awaitGo() {
        return receive(message -> message instanceof Go(var replyTo) ? () -> replyTo : null);
    }

    /** Without a link, an owner that dies before it says go is heard of by a monitor; else the task would wait for ever. */
    private static Ref awaitGoFrom(Pid owner) {
        Ref monitor = monitor(owner);
        Ref replyTo = receive(message -> switch (message) {
            case Go(var ref) -> () -> ref;
            case Down(var ref, var _, var reason)
            when ref == monitor -> () -> exit(new ExitReason.ShutdownWith(reason));
            default -> null;
        });
        demonitorFlush(monitor);
        return replyTo;
    }

    private static void reply(Pid owner, Ref replyTo, Callable<?> code) {
        send(replyTo, new TaskReply(replyTo, invoke(owner, code, code)));
    }

    /** A task that owes nobody a reply. */
    static ProcessBody silent(Pid starter, ProcessBody code) {
        return () -> TaskProcess.<@Nullable Void>invoke(starter, code, () -> {
            code.run();
            return null;
        });
    }

    /**
     * Runs what the user gave. A crash is logged here, once, and leaves as an exit: the runtime below would log what is thrown.
     *
     * @param function what to name in the log
     */
    static <R extends @Nullable Object> R invoke(Pid startedFrom, Object function, Callable<? extends R> code) {
        try {
            return code.call();
        } catch (Throwable thrown) {
            // If this process was ended from outside, self() throws: what its code throws on the way out is nobody's
            // crash.
            Pid self = self();
            ExitReason reason = thrown instanceof ProcessExit exit ? exit.reason() : new ExitReason.Crash(thrown);
            if (!reason.isOrderly()) {
                LOG.error(
                        "Task {} started from {} terminating\n** {}\nFunction: {}",
                        self,
                        nameOrPid(startedFrom),
                        reason,
                        function,
                        thrown instanceof ProcessExit ? null : thrown);
            }
            throw new ProcessExit(reason);
        }
    }

    private static Object nameOrPid(Pid pid) {
        return info(pid).flatMap(ProcessInfo::name).<Object>map(name -> name).orElse(pid);
    }
}
