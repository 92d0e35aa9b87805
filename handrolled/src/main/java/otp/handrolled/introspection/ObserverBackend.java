package otp.handrolled.introspection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otp.handrolled.process.ExitReason;
import otp.handrolled.process.Inspect;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;

/**
 * What an observer sees of a node: Erlang's {@code observer_backend}, the module that {@code :observer} calls on the node it
 * looks at.
 *
 * <p>Everything but {@link #state} looks from outside: the process is sent nothing, does not wait, and need not be able to
 * answer. One that computes without end, is suspended or is stuck is seen like any other. What is seen may be a moment old, and
 * two processes may be seen at slightly different moments. Thread-safe; for any thread, also one that is no process.
 */
public final class ObserverBackend {
    private ObserverBackend() {}

    /**
     * All living processes: {@code observer_backend:procs_info/1}.
     *
     * @param node whose
     * @return a picture of each, the oldest first
     */
    public static List<ProcessInfo> processes(Node node) {
        var living = new ArrayList<ProcessInfo>();
        for (Pid pid : node.processes()) {
            ProcessInfo info = ProcessInfo.of(pid);
            if (info.status() != ProcessInfo.Status.EXITING) {
                living.add(info);
            }
        }
        return living;
    }

    /**
     * The living processes by who started whom. At the top is who was started by no process, or by one that is dead: {@link
     * ProcessInfo#parent} still names that one.
     *
     * @param node whose
     * @return the tops, the oldest first
     */
    public static List<Branch> tree(Node node) {
        return tree(processes(node));
    }

    /**
     * Makes the tree of a list that was taken before, so that both show the same moment.
     *
     * @param processes what {@link #processes} returned
     * @return the tops, the oldest first
     */
    public static List<Branch> tree(List<ProcessInfo> processes) {
        Map<Pid, ProcessInfo> byPid = new HashMap<>();
        processes.forEach(process -> byPid.put(process.pid(), process));
        // A child is younger than its parent. So from the youngest on, whoever is looked at has all its children
        // together, and a
        // chain of a million processes needs no deep stack.
        Map<Pid, Deque<Branch>> childrenOf = new HashMap<>();
        Deque<Branch> tops = new ArrayDeque<>();
        for (ProcessInfo process : processes.reversed()) {
            Deque<Branch> children =
                    Optional.ofNullable(childrenOf.remove(process.pid())).orElseGet(ArrayDeque::new);
            Optional<ProcessInfo> parent = process.parent().map(byPid::get);
            boolean linked =
                    parent.isPresent() && process.links().contains(parent.get().pid());
            var branch = new Branch(process, linked, List.copyOf(children));
            parent.map(above -> childrenOf.computeIfAbsent(above.pid(), _ -> new ArrayDeque<>()))
                    .orElse(tops)
                    .addFirst(branch);
        }
        return List.copyOf(tops);
    }

    /**
     * The dead whose code runs on. Not empty for long means that some code neither ends nor calls the runtime.
     *
     * @param node whose
     * @return them, the oldest first
     */
    public static List<Lingering> lingering(Node node) {
        return node.lingering().stream()
                .map(ProcessInfo::of)
                .map(info -> new Lingering(info.pid(), info.label(), info.currentStacktrace()))
                .toList();
    }

    /**
     * The messages that wait in a mailbox, as text.
     *
     * @param process whose, from {@link #processes}
     * @param limit how many at most
     * @param length how long each text may be, in characters
     * @return the texts, of the oldest message first
     */
    public static List<String> messages(ProcessInfo process, int limit, int length) {
        return process.messages(limit).stream()
                .map(message -> Inspect.inspect(message, length))
                .toList();
    }

    /**
     * The state of a server as text. This is the one function that sends a message and waits: a server answers between two
     * messages, like {@code :sys.get_state/2}. A process that is no server is not asked. Blocks for the timeout at most.
     *
     * @param process whose
     * @param timeout how long to wait
     * @param length how long the text may be, in characters
     * @return the state, or why it cannot be seen
     */
    public static StateView state(Pid process, Duration timeout, int length) {
        ProcessInfo info = ProcessInfo.of(process);
        if (info.status() == ProcessInfo.Status.EXITING) {
            return new StateView.Gone(ExitReason.NOPROC);
        }
        if (!info.answersSystemMessages()) {
            return new StateView.NotAServer();
        }
        try {
            return new StateView.Shown(Inspect.inspect(Sys.getState(ServerRef.of(process), timeout), length));
        } catch (ProcessExit exit) {
            if (exit.reason() instanceof ExitReason.CallFailed(var reason, var _, var _, var _, var _)) {
                return reason == ExitReason.TIMEOUT ? new StateView.Busy(timeout) : new StateView.Gone(reason);
            }
            throw exit;
        }
    }
}
