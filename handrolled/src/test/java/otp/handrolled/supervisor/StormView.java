package otp.handrolled.supervisor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import otp.handrolled.ets.Ets;
import otp.handrolled.ets.TableInfo;
import otp.handrolled.process.ChildSpec.Restart;
import otp.handrolled.process.Node;
import otp.handrolled.process.Pid;
import otp.handrolled.process.ProcessExit;
import otp.handrolled.process.ProcessInfo;
import otp.handrolled.process.ServerRef;
import otp.handrolled.registry.Entry;
import otp.handrolled.registry.Registry;
import otp.handrolled.supervisor.StormPlan.Manner;
import otp.handrolled.supervisor.Supervisor.ChildInfo;
import otp.handrolled.supervisor.Supervisor.ChildStatus;

/**
 * A tree as its supervisors tell it, and what is wrong with it. A tree that is still busy has something wrong with it too: ask
 * again.
 */
final class StormView {
    /** All that the supervisors say they have, in the order in which it would be stopped. */
    final Map<Pid, StormPlan> running = new LinkedHashMap<>();

    final Set<Pid> inCrowds = new HashSet<>();
    final List<String> problems = new ArrayList<>();

    /** Looks at the tree under the root, which lives on a node with one more process: the caller. */
    static StormView of(Node node, Pid caller, Pid root, Map<String, StormPlan> plans, Registry<String, String> names) {
        var view = new StormView();
        try {
            view.walk(root, plans.getOrDefault("root", new StormPlan.Crowd("none", Flags.oneForOne())), plans);
        } catch (ProcessExit exit) {
            view.problems.add("a supervisor does not answer: " + exit.reason());
        }
        view.running.put(root, plans.getOrDefault("root", new StormPlan.Crowd("none", Flags.oneForOne())));
        view.compareWith(node, caller);
        view.checkTables(node, names);
        return view;
    }

    private void walk(Pid pid, StormPlan plan, Map<String, StormPlan> plans) {
        switch (plan) {
            case StormPlan.Group group -> walkGroup(pid, group, plans);
            case StormPlan.Crowd _ -> walkCrowd(pid);
            case StormPlan.Names _, StormPlan.Worker _ -> {}
        }
    }

    private void walkGroup(Pid pid, StormPlan.Group group, Map<String, StormPlan> plans) {
        List<ChildInfo> newestFirst = Supervisor.whichChildren(ServerRef.of(pid));
        checkOrder(group, newestFirst.reversed());
        for (ChildInfo info : newestFirst) {
            StormPlan plan = plans.get((String) info.id());
            if (plan == null || (info.status() != ChildStatus.RUNNING && isPermanent(info))) {
                problems.add(info.id() + " is " + info.status());
            } else if (info.pid().isPresent()) {
                walk(info.pid().get(), plan, plans);
                running.put(info.pid().get(), plan);
            }
        }
    }

    private static boolean isPermanent(ChildInfo info) {
        return info.status() == ChildStatus.RESTARTING || info.spec().restart() == Restart.PERMANENT;
    }

    private void walkCrowd(Pid pid) {
        for (DynamicSupervisor.ChildInfo info : DynamicSupervisor.whichChildren(ServerRef.of(pid))) {
            if (info.pid().isEmpty()) {
                problems.add("a child of the crowd " + pid + " is " + info.status());
            } else {
                running.put(info.pid().get(), new StormPlan.Worker("?", Manner.SERVER, Restart.PERMANENT));
                inCrowds.add(info.pid().get());
            }
        }
    }

    /** The children stand in the order of their specs; and where a restart takes the later ones along, of their birth too. */
    private void checkOrder(StormPlan.Group group, List<ChildInfo> children) {
        List<String> planned = group.children().stream().map(StormPlan::path).toList();
        List<Integer> places = children.stream()
                .map(info -> planned.indexOf((String) info.id()))
                .toList();
        if (!places.equals(places.stream().sorted().toList())) {
            problems.add("children out of order: " + children);
        }
        List<Pid> pids = children.stream().flatMap(info -> info.pid().stream()).toList();
        if (group.flags().strategy() != Strategy.ONE_FOR_ONE
                && !pids.equals(pids.stream().sorted().toList())) {
            problems.add("children were not started in order: " + children);
        }
    }

    private void compareWith(Node node, Pid caller) {
        var living = new TreeSet<>(node.processes());
        living.remove(caller);
        var orphans = new TreeSet<>(living);
        orphans.removeAll(running.keySet());
        var dead = new TreeSet<>(running.keySet());
        dead.removeAll(living);
        if (!orphans.isEmpty() || !dead.isEmpty()) {
            problems.add("orphans: " + orphans + ", dead but listed: " + dead);
        }
        var names = new TreeSet<String>();
        running.keySet().forEach(pid -> ProcessInfo.of(pid).name().ifPresent(names::add));
        var registered = new TreeSet<>(node.registered());
        if (!registered.equals(names)) {
            registered.removeAll(names);
            problems.add("names that nobody in the tree has: " + registered);
        }
    }

    /** Each table has an owner in the tree, who is registered under the name of the table, and there is no other registration. */
    private void checkTables(Node node, Registry<String, String> names) {
        List<TableInfo> tables =
                Ets.all(node).stream().flatMap(table -> table.info().stream()).toList();
        for (TableInfo table : tables) {
            List<Pid> registered = registered(names, table.name());
            if (!running.containsKey(table.owner()) || !registered.equals(List.of(table.owner()))) {
                problems.add(
                        "table " + table.name() + " belongs to " + table.owner() + ", registered are " + registered);
            }
        }
        Set<String> expected = running.values().stream()
                .filter(plan ->
                        plan instanceof StormPlan.Worker(var _, var manner, var _) && manner == Manner.TABLE_OWNER)
                .map(StormPlan::path)
                .collect(Collectors.toCollection(TreeSet::new));
        var found = tables.stream().map(TableInfo::name).collect(Collectors.toCollection(TreeSet::new));
        expected.removeAll(found);
        if (!expected.isEmpty()) {
            problems.add("owners without their tables: " + expected);
        }
        int entries = count(names);
        if (entries != tables.size()) {
            problems.add(entries + " names are registered, by the owners of " + tables.size() + " tables");
        }
    }

    private static List<Pid> registered(Registry<String, String> names, String key) {
        try {
            return names.lookup(key).stream().map(Entry::pid).toList();
        } catch (IllegalArgumentException registryIsDown) {
            return List.of();
        }
    }

    private static int count(Registry<String, String> names) {
        try {
            return names.count();
        } catch (IllegalArgumentException registryIsDown) {
            return -1;
        }
    }
}
