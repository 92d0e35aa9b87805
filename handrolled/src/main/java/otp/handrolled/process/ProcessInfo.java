package otp.handrolled.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process seen from outside: {@code Process.info/1}. Taken without a message to the process and without waiting for it, so the
 * parts may differ in age by a moment. What can be costly to fetch is fetched when asked for.
 *
 * @param pid who
 * @param label what it runs: the initial call, or the name its start function gave it
 * @param name the registered name
 * @param parent who spawned it, if a process did
 * @param status what it does now
 * @param answersSystemMessages whether it is a GenServer or another behaviour, which {@code Sys} can talk to
 * @param trapsExits whether exit signals become messages
 * @param links whom it is linked with
 * @param monitors whom it watches: pids, or names
 * @param monitoredBy who watches it
 * @param mailbox how many messages wait
 * @param handled how many messages it has taken out of its mailbox so far
 * @param age how long ago it was spawned
 */
public record ProcessInfo(
        Pid pid,
        String label,
        Optional<String> name,
        Optional<Pid> parent,
        Status status,
        boolean answersSystemMessages,
        boolean trapsExits,
        List<Pid> links,
        List<Object> monitors,
        List<Pid> monitoredBy,
        int mailbox,
        long handled,
        Duration age) {

    /** What a process does. */
    public enum Status {
        /** It runs, or waits for something that is not a message. */
        RUNNING,
        /** It waits for a message. */
        WAITING,
        /** It waits for a message and asked to be put aside meanwhile. On the JVM that saves nothing; it is only shown. */
        HIBERNATING,
        /** It has ended. If it is still listed, its code runs on: see {@link Node#lingering}. */
        EXITING
    }

    /**
     * A picture of a process, alive or dead. {@link Processes#info} gives one of the living only.
     *
     * @param pid whom
     * @return the picture
     */
    public static ProcessInfo of(Pid pid) {
        return of(pid.block);
    }

    static ProcessInfo of(ControlBlock block) {
        return new ProcessInfo(
                block.pid,
                block.label,
                block.isAlive() ? Optional.ofNullable(block.name()) : Optional.empty(),
                Optional.ofNullable(block.parent),
                status(block),
                block.answersSystemMessages(),
                block.trapsExits(),
                block.linkedPids(),
                block.monitoredObjects(),
                block.watchers(),
                block.mailbox.length(),
                block.mailbox.handled(),
                Duration.ofNanos(block.node.clock().now() - block.startedAt));
    }

    private static Status status(ControlBlock block) {
        if (!block.isAlive()) {
            return Status.EXITING;
        }
        if (!block.mailbox.isAsleep()) {
            return Status.RUNNING;
        }
        return block.mailbox.isHibernating() ? Status.HIBERNATING : Status.WAITING;
    }

    /**
     * The messages that wait, oldest first: {@code Process.info(pid, :messages)}, but never more than asked for. A message may be
     * missed or shown twice while the process takes in new ones.
     *
     * @param limit how many at most
     * @return the messages
     */
    public List<Object> messages(int limit) {
        return pid.block.mailbox.peek(limit);
    }

    /**
     * Where the process is in its code now, the innermost call first.
     *
     * @return the stack; empty if it is not running any more
     */
    public List<StackTraceElement> currentStacktrace() {
        return List.of(pid.block.thread().getStackTrace());
    }
}
