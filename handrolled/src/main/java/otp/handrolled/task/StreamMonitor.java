package otp.handrolled.task;

import static otp.handrolled.process.Processes.cancelTimer;
import static otp.handrolled.process.Processes.exit;
import static otp.handrolled.process.Processes.monitor;
import static otp.handrolled.process.Processes.receive;
import static otp.handrolled.process.Processes.self;
import static otp.handrolled.process.Processes.send;
import static otp.handrolled.process.Processes.sendAfter;
import static otp.handrolled.process.Processes.spawnLink;
import static otp.handrolled.process.Processes.trapExit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.Clock;
import otp.handrolled.process.Down;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessBody;
import otp.handrolled.process.Ref;
import otp.handrolled.process.Timeouts;

/**
 * The process between the consumer of a stream and its tasks. It starts them, is linked with them in the consumer's stead,
 * watches them, and keeps their time; so the consumer has one link to undo in the end, and one process to ask for it. If it traps
 * exits is up to the consumer: if it does not, the crash of a task goes through it.
 */
final class StreamMonitor {
    /** What introspection calls it. */
    static final String LABEL = "Task.asyncStream";

    private final Ref run;
    private final Pid consumer;
    private final Duration timeout;
    private final @Nullable TaskStarter starter;
    private final Map<Ref, Running> running = new LinkedHashMap<>();

    private record Running(int position, Pid pid, @Nullable Ref timer, boolean timedOut) {}

    /**
     * A process in between.
     *
     * @param starter who starts the tasks; null to start them here, linked
     */
    StreamMonitor(Ref run, Pid consumer, Duration timeout, @Nullable TaskStarter starter) {
        this.run = run;
        this.consumer = consumer;
        this.timeout = timeout;
        this.starter = starter;
    }

    void run(boolean consumerTrapsExits) {
        trapExit(consumerTrapsExits);
        // The link says nothing when the consumer exits normally in the middle of the stream: the monitor does.
        Ref consumerGone = monitor(consumer);
        while (true) {
            Object message = receive(any -> () -> any);
            switch (message) {
                case StreamMessage.Start(var position, var body) -> start(position, body);
                case StreamMessage.Late(var task) -> late(task);
                case StreamMessage.Stop() -> stop();
                case Down(var ref, var _, var reason) when ref == consumerGone -> consumerGone(reason);
                case Down(var ref, var _, var reason) -> gone(ref, reason);
                default -> {} // the EXIT of a task, whose DOWN says the same
            }
        }
    }

    private void start(int position, ProcessBody body) {
        Pid task;
        try {
            ProcessBody waiting = TaskProcess.afterGo(self(), starter == null, body);
            task = starter == null ? spawnLink(TaskProcess.LABEL, waiting) : starter.startOrThrow(waiting);
        } catch (RuntimeException refused) {
            send(consumer, new StreamMessage.Refused(run, refused));
            return;
        }
        Ref ref = monitor(task);
        TaskProcess.go(task, ref);
        boolean limited = Timeouts.deadline(task.node().clock(), timeout) != Clock.NEVER;
        Ref timer = limited ? sendAfter(self(), new StreamMessage.Late(ref), timeout) : null;
        running.put(ref, new Running(position, task, timer, false));
    }

    private void late(Ref ref) {
        Running task = running.get(ref);
        if (task != null && !task.timedOut) {
            Enforcer.unlinkAndExit(task.pid, ExitReason.KILL);
            running.put(ref, new Running(task.position, task.pid, task.timer, true));
        }
    }

    private void gone(Ref ref, ExitReason reason) {
        Running task = running.remove(ref);
        if (task == null) {
            return;
        }
        if (task.timer != null) {
            cancelTimer(task.timer);
        }
        send(consumer, new StreamMessage.Gone(run, task.position, reason, task.timedOut));
    }

    /** When this process is gone, so are all tasks, and the consumer has every message it will ever get of them. */
    private void stop() {
        trapExit(true);
        for (Running task : running.values()) {
            if (task.timer != null) {
                cancelTimer(task.timer);
            }
            exit(task.pid, ExitReason.KILL);
        }
        running.keySet()
                .forEach(ref -> receive(
                        message -> message instanceof Down(var of, var _, var _) && of == ref ? () -> true : null));
        exit(ExitReason.NORMAL);
    }

    private void consumerGone(ExitReason reason) {
        if (starter == null) {
            running.values().forEach(task -> exit(task.pid, reason));
        }
        exit(reason);
    }
}
