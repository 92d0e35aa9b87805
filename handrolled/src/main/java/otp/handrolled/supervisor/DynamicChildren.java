package otp.handrolled.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otp.handrolled.process.ChildSpec;
import otp.handrolled.process.Pid;
import otp.handrolled.supervisor.DynamicSupervisor.ChildInfo;
import otp.handrolled.supervisor.Supervisor.ChildCount;
import otp.handrolled.supervisor.Supervisor.ChildStatus;

/**
 * The children of a dynamic supervisor by their pids. It changes, unlike the state of other servers: a copy of 100,000 for each
 * child would not do. So it never leaves the supervisor's process, and whoever looks on sees a number.
 */
final class DynamicChildren {
    private final Map<Pid, Child> children = new LinkedHashMap<>();

    /** For those who look on from other threads. */
    private volatile int size;

    /** The child of that pid; one that is being restarted is known by the pid it had. */
    @Nullable
    Child get(Pid pid) {
        return children.get(pid);
    }

    void put(Pid pid, Child child) {
        children.put(pid, child);
        size = children.size();
    }

    @Nullable
    Child remove(Pid pid) {
        Child removed = children.remove(pid);
        size = children.size();
        return removed;
    }

    int size() {
        return size;
    }

    /** The specs of those that run. */
    Map<Pid, ChildSpec> running() {
        var running = new LinkedHashMap<Pid, ChildSpec>(2 * children.size());
        children.forEach((pid, child) -> {
            if (child.pid() != null) {
                running.put(pid, child.spec());
            }
        });
        return running;
    }

    List<ChildInfo> infos() {
        var infos = new ArrayList<ChildInfo>(children.size());
        for (Child child : children.values()) {
            Pid pid = child.pid();
            infos.add(new ChildInfo(
                    Optional.ofNullable(pid),
                    pid == null ? ChildStatus.RESTARTING : ChildStatus.RUNNING,
                    child.spec().type()));
        }
        return infos;
    }

    ChildCount count() {
        int active = 0;
        int supervisors = 0;
        for (Child child : children.values()) {
            active += child.pid() == null ? 0 : 1;
            supervisors += child.spec().type() == ChildSpec.Type.SUPERVISOR ? 1 : 0;
        }
        return new ChildCount(children.size(), active, supervisors, children.size() - supervisors);
    }

    @Override
    public String toString() {
        return "DynamicChildren[" + size + "]";
    }
}
