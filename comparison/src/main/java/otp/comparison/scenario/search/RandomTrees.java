package otp.comparison.scenario.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes random scenarios of supervision: trees of all strategies, with children that fail in all ways, to start and to stop. */
final class RandomTrees {
    private static final List<String> IDS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L");
    private static final List<String> STRATEGIES = List.of("one_for_one", "one_for_all", "rest_for_one");
    private static final List<String> REASONS =
            List.of("boom", "normal", "shutdown", "{shutdown, x}", "killed", "kill");
    private static final List<String> STARTS =
            List.of("ok", "ok", "ok", "ignore", "{error, no}", "{raise, boom}", "{exit, out}");

    private final SplittableRandom random;
    private final StringBuilder steps = new StringBuilder();
    private final List<String> ids = new ArrayList<>();
    private final List<String> supervisors = new ArrayList<>();
    private final int favorite;

    private RandomTrees(long seed) {
        this.random = new SplittableRandom(seed);
        this.favorite = random.nextInt(IDS.size());
    }

    static String scenario(long seed) {
        return new RandomTrees(seed).make(seed);
    }

    private String make(long seed) {
        steps.append("A random scenario of supervision, seed ").append(seed).append(".\nrows: S1\n\n");
        add("Main: trap_exit(true)");
        add("Main: spawn(Other)");
        add("Main: supervisor(S, " + flags() + ", [" + children(0) + "])");
        supervisors.add("S");
        if (random.nextInt(3) == 0) {
            add("Main: dynamic_supervisor(Dyn, {" + random.nextInt(4) + ", 5, " + random.nextInt(1, 5) + "})");
            supervisors.add("Dyn");
        }
        int length = random.nextInt(3, 20);
        for (int i = 0; i < length; i++) {
            step();
        }
        for (String id : ids) {
            add(id + ": links()");
        }
        add("Other: which_children(S)");
        add("Main: count_children(S)");
        if (random.nextBoolean()) {
            add("Main: stop(" + pick(supervisors) + ")");
        }
        return steps.toString();
    }

    private void step() {
        String supervisor = pick(supervisors);
        boolean dynamic = supervisor.equals("Dyn");
        if (ids.isEmpty()) {
            add("Main: start_child(" + supervisor + ", " + anotherChild(dynamic) + ")");
        }
        String id = pick(ids);
        switch (random.nextInt(17)) {
            // Mostly the same one, again and again: budgets run out only then.
            case 0, 1, 2, 3, 4 -> end(random.nextInt(3) == 0 ? id : ids.get(favorite % ids.size()));
            case 5, 6 -> add("Main: exit(" + id + ", " + pick(REASONS) + ")");
            case 7, 8 -> add("Main: start_child(" + supervisor + ", " + anotherChild(dynamic) + ")");
            case 9 -> add("Main: terminate_child(" + supervisor + ", " + (dynamic ? id : "'" + id + "'") + ")");
            case 10 -> inStatic(supervisor, "restart_child", id);
            case 11 -> inStatic(supervisor, "delete_child", id);
            case 12 -> add(anybody() + ": which_children(" + supervisor + ")");
            case 13 -> add(anybody() + ": count_children(" + supervisor + ")");
            case 14 ->
                add(anybody() + ": exit(" + supervisor + ", " + pick(List.of("shutdown", "kill", "boom", "normal"))
                        + ")");
            case 15 -> tie(id, supervisor);
            // Not near a second that counts: a budget counts whole seconds.
            default -> add(id + ": unlink(S)");
        }
    }

    /** The parent of all, or a stranger. */
    private String anybody() {
        return random.nextBoolean() ? "Main" : "Other";
    }

    /**
     * A link beside those that supervision makes. Not between children: when one ends, the other may hear first of that or of what
     * their supervisor does about it.
     */
    private void tie(String id, String supervisor) {
        switch (random.nextInt(3)) {
            case 0 -> add("Other: link(" + supervisor + ")");
            case 1 -> add("Other: exit(" + pick(REASONS) + ")");
            default -> add(id + ": queue()");
        }
    }

    private void inStatic(String supervisor, String function, String id) {
        if (!supervisor.equals("Dyn")) {
            add("Main: " + function + "(" + supervisor + ", '" + id + "')");
        }
    }

    private void end(String id) {
        switch (random.nextInt(5)) {
            case 0 -> add(id + ": return()");
            case 1 -> add(id + ": error(boom)");
            default -> add(id + ": exit(" + pick(REASONS) + ")");
        }
    }

    private String flags() {
        String auto = random.nextInt(4) == 0 ? ", " + pick(List.of("never", "any_significant", "all_significant")) : "";
        return "{" + pick(STRATEGIES) + ", " + random.nextInt(5) + ", 5" + auto + "}";
    }

    private String children(int depth) {
        List<String> children = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count && ids.size() < IDS.size(); i++) {
            children.add(child(depth));
        }
        return String.join(", ", children);
    }

    private String child(int depth) {
        String id = newId();
        if (depth < 2 && random.nextInt(5) == 0) {
            supervisors.add(id);
            return "{'" + id + "', " + flags() + ", [" + children(depth + 1) + "], [" + options(true) + "]}";
        }
        return "{'" + id + "', [" + options(false) + "]}";
    }

    /** A child that is not there yet, or one with an id that is. */
    private String anotherChild(boolean dynamic) {
        String child = ids.size() == IDS.size() || !ids.isEmpty() && random.nextInt(4) == 0
                ? "{'" + pick(ids) + "', [" + options(false) + "]}"
                : child(2);
        // Elixir 1.14's DynamicSupervisor takes a significant child and forgets that it is one; later ones refuse it,
        // as
        // ours does.
        // And it unlinks a child before it stops it, as scenarios/different shows.
        return dynamic ? child.replace("significant", "permanent").replace("stubborn", "traps") : child;
    }

    private String newId() {
        String id = IDS.get(ids.size());
        ids.add(id);
        return id;
    }

    private String options(boolean supervisor) {
        List<String> options = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> options.add("transient");
            case 1 -> options.add("temporary");
            case 2 -> options.add("permanent");
            default -> {}
        }
        if (!supervisor) {
            // Who does not obey holds up all that follows, for longer than a scenario lasts: a few are enough.
            int obedience = random.nextInt(24);
            if (obedience < 12) {
                options.add(obedience == 0 ? "stubborn" : "traps");
            }
        }
        if (random.nextInt(6) == 0) {
            options.add("{shutdown, " + pick(List.of("brutal_kill", "infinity", "1000")) + "}");
        }
        if (random.nextInt(8) == 0) {
            options.add("significant");
        }
        if (random.nextInt(4) == 0) {
            List<String> starts = new ArrayList<>(random.nextInt(10) == 0 ? List.of() : List.of("ok"));
            int count = random.nextInt(1, 4);
            for (int i = 0; i < count; i++) {
                starts.add(pick(STARTS));
            }
            options.add("{starts, [" + String.join(", ", starts) + "]}");
        }
        return String.join(", ", options);
    }

    private void add(String step) {
        steps.append(step).append('\n');
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
