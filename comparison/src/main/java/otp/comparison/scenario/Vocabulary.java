package otp.comparison.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The functions that a step may call, and whether a step makes sense where it stands. */
final class Vocabulary {
    /** For each function, the numbers of arguments that it takes. Sorted, so that a message can list them. */
    private static final Map<String, List<Integer>> ARITIES = new TreeMap<>(Map.ofEntries(
            Map.entry("agent", List.of(2)),
            Map.entry("agent_cast", List.of(2)),
            Map.entry("agent_get", List.of(2, 3)),
            Map.entry("agent_get_and_update", List.of(2)),
            Map.entry("agent_update", List.of(2)),
            Map.entry("alias", List.of(0, 1)),
            Map.entry("async", List.of(2)),
            Map.entry("async_nolink", List.of(3)),
            Map.entry("await", List.of(1, 2)),
            Map.entry("await_many", List.of(2)),
            Map.entry("call", List.of(2, 3)),
            Map.entry("cancel_timer", List.of(1)),
            Map.entry("cast", List.of(2)),
            Map.entry("catch_exit", List.of(1, 2)),
            Map.entry("count_children", List.of(1)),
            Map.entry("delete_child", List.of(2)),
            Map.entry("demonitor", List.of(1, 2)),
            Map.entry("dynamic_supervisor", List.of(2)),
            Map.entry("error", List.of(1)),
            Map.entry("ets_all", List.of(1)),
            Map.entry("ets_delete", List.of(1, 2)),
            Map.entry("ets_delete_all_objects", List.of(1)),
            Map.entry("ets_delete_object", List.of(2)),
            Map.entry("ets_first", List.of(1)),
            Map.entry("ets_give_away", List.of(3)),
            Map.entry("ets_heir", List.of(2, 3)),
            Map.entry("ets_insert", List.of(2)),
            Map.entry("ets_insert_new", List.of(2)),
            Map.entry("ets_last", List.of(1)),
            Map.entry("ets_lookup", List.of(2)),
            Map.entry("ets_match_object", List.of(2)),
            Map.entry("ets_member", List.of(2)),
            Map.entry("ets_new", List.of(3)),
            Map.entry("ets_next", List.of(2)),
            Map.entry("ets_owner", List.of(1)),
            Map.entry("ets_prev", List.of(2)),
            Map.entry("ets_rename", List.of(2)),
            Map.entry("ets_select", List.of(2)),
            Map.entry("ets_select_count", List.of(2)),
            Map.entry("ets_select_delete", List.of(2)),
            Map.entry("ets_take", List.of(2)),
            Map.entry("ets_update_counter", List.of(3, 4)),
            Map.entry("exit", List.of(1, 2)),
            Map.entry("ignore", List.of(1)),
            Map.entry("is_process_alive", List.of(1)),
            Map.entry("link", List.of(1)),
            Map.entry("links", List.of(0)),
            Map.entry("machine", List.of(3)),
            Map.entry("machine_call", List.of(2, 3)),
            Map.entry("monitor", List.of(1, 2)),
            Map.entry("pt_erase", List.of(1)),
            Map.entry("pt_get", List.of(1, 2)),
            Map.entry("pt_put", List.of(2)),
            Map.entry("queue", List.of(0)),
            Map.entry("read_timer", List.of(1)),
            Map.entry("recv", List.of(1, 2)),
            Map.entry("reg_count", List.of(1)),
            Map.entry("reg_dispatch", List.of(3)),
            Map.entry("reg_keys", List.of(2)),
            Map.entry("reg_lookup", List.of(2)),
            Map.entry("reg_register", List.of(3)),
            Map.entry("reg_unregister", List.of(2)),
            Map.entry("reg_update", List.of(3)),
            Map.entry("reg_values", List.of(3)),
            Map.entry("register", List.of(2)),
            Map.entry("registry", List.of(3, 4)),
            Map.entry("reply", List.of(2)),
            Map.entry("restart_child", List.of(2)),
            Map.entry("return", List.of(0, 1)),
            Map.entry("send", List.of(2)),
            Map.entry("send_after", List.of(3)),
            Map.entry("server", List.of(2)),
            Map.entry("shutdown", List.of(1, 2)),
            Map.entry("spawn", List.of(1)),
            Map.entry("spawn_link", List.of(1)),
            Map.entry("spawn_monitor", List.of(2)),
            Map.entry("start_child", List.of(2)),
            Map.entry("start_task", List.of(2)),
            Map.entry("stop", List.of(1, 2, 3)),
            Map.entry("stream", List.of(2)),
            Map.entry("supervisor", List.of(3)),
            Map.entry("task_supervisor", List.of(1)),
            Map.entry("terminate_child", List.of(2)),
            Map.entry("throw", List.of(1)),
            Map.entry("trap_exit", List.of(1)),
            Map.entry("unalias", List.of(1)),
            Map.entry("unlink", List.of(1)),
            Map.entry("unregister", List.of(1)),
            Map.entry("wait", List.of(1)),
            Map.entry("whereis", List.of(1)),
            Map.entry("whereis_server", List.of(1)),
            Map.entry("which_children", List.of(1)),
            Map.entry("yield", List.of(2)),
            Map.entry("yield_many", List.of(2))));

    private Vocabulary() {}

    /**
     * What is wrong with a step, if anything. Adds the names that it binds to those that are known.
     */
    static Optional<String> check(Step step, Set<String> known) {
        List<Integer> arities = ARITIES.get(step.function());
        if (arities == null) {
            return Optional.of("expected one of " + String.join(", ", ARITIES.keySet()) + ", got: " + step.function());
        }
        if (!arities.contains(step.arguments().size())) {
            return Optional.of("expected " + arities + " arguments of " + step.function() + ", got: "
                    + step.arguments().size());
        }
        if ((step.subject() == null) != step.function().equals("wait")) {
            return Optional.of(
                    "expected somebody who does it, as in 'A: " + step.text() + "', or 'wait(50)' by nobody");
        }
        if (step.subject() != null && !known.contains(step.subject())) {
            return Optional.of("expected one of the processes so far, got: " + step.subject());
        }
        for (Term made : step.made()) {
            if (!(made instanceof Term.Var(var name)) || !known.add(name)) {
                return Optional.of(
                        "expected a new name that begins with a capital, got: " + made.show(Object::toString));
            }
        }
        Optional<String> mistake = use(step, known);
        if (step.result() != null) {
            known.add(step.result());
        }
        return mistake;
    }

    private static Optional<String> use(Step step, Set<String> known) {
        Optional<String> unknown =
                step.lookedUp().stream().filter(name -> !known.contains(name)).findFirst();
        known.addAll(step.matched());
        known.addAll(step.children());
        return unknown.map(name -> "expected a name that an earlier step has bound, got: " + name);
    }
}
