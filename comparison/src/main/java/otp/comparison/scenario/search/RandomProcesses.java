package otp.comparison.scenario.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes random scenarios of processes: links, monitors, exits, traps, selective receive, names, aliases and timers.
 *
 * <p>They ask only for what OTP promises. When one end brings messages from several processes, their order is free; so every
 * message says who sent it, and a receive takes from one sender only.
 */
final class RandomProcesses {
    private static final List<String> NAMES = List.of("Main", "A", "B", "C", "D", "E");
    private static final List<String> REASONS =
            List.of("normal", "shutdown", "kill", "killed", "boom", "{shutdown, x}", "noproc", "{bad, [1]}");
    private static final List<String> REGISTERED = List.of("one", "two");
    private static final List<String> TIMES = List.of("30", "30", "90");

    private final SplittableRandom random;
    private final List<String> processes = new ArrayList<>(List.of("Main"));
    private final List<String> references = new ArrayList<>();
    /** Who has made which of them: mostly it is he who uses them. */
    private final Map<String, List<String>> own = new HashMap<>();

    private final StringBuilder steps = new StringBuilder();
    private int messages;

    private RandomProcesses(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static String scenario(long seed) {
        return new RandomProcesses(seed).make(seed);
    }

    private String make(long seed) {
        steps.append("A random scenario of processes, seed ").append(seed).append(".\nrows: P1\n\n");
        spawn("Main");
        if (random.nextBoolean()) {
            add("Main", "trap_exit(true)");
        }
        int length = random.nextInt(4, 26);
        for (int i = 0; i < length; i++) {
            step(pick(processes));
        }
        for (String name : processes) {
            add(name, "queue()");
        }
        return steps.toString();
    }

    private void step(String by) {
        String other = pick(processes);
        switch (random.nextInt(30)) {
            case 0, 1, 2 -> spawn(by);
            case 3, 4, 5 -> add(by, "link(" + other + ")");
            case 6 -> add(by, "unlink(" + other + ")");
            case 7, 8 -> add(by, "trap_exit(" + random.nextBoolean() + ")");
            case 9, 10 -> monitor(by, other);
            case 11 -> withReference(by, random.nextBoolean() ? "demonitor(%s)" : "demonitor(%s, [flush])");
            case 12, 13 -> add(by, "exit(" + victim(other) + ", " + pick(REASONS) + ")");
            case 14 -> end(victim(by));
            case 15, 16, 17 -> add(by, "send(" + other + ", " + message(by) + ")");
            case 18 -> withReference(by, "send(%s, " + message(by) + ")");
            case 19 -> add(by, "send(" + pick(REGISTERED) + ", " + message(by) + ")");
            case 20, 21 -> receive(by, other);
            case 22 -> add(by, "register(" + pick(REGISTERED) + ", " + other + ")");
            case 23 -> add(by, "unregister(" + pick(REGISTERED) + ")");
            case 24 -> add(by, "whereis(" + pick(REGISTERED) + ")");
            case 25 -> bind(by, random.nextBoolean() ? "alias()" : "alias([reply])");
            case 26 -> withReference(by, "unalias(%s)");
            case 27 -> timer(by, other);
            case 28 -> add(by, random.nextBoolean() ? "links()" : "is_process_alive(" + other + ")");
            default -> add(by, "queue()");
        }
    }

    /** Rather not the first of all: with it ends much of what could still happen. */
    private String victim(String name) {
        return name.equals("Main") && random.nextInt(3) > 0 ? pick(processes) : name;
    }

    private void spawn(String by) {
        if (processes.size() == NAMES.size()) {
            return;
        }
        String name = NAMES.get(processes.size());
        switch (random.nextInt(3)) {
            case 0 -> add(by, "spawn(" + name + ")");
            case 1 -> add(by, "spawn_link(" + name + ")");
            default -> {
                String reference = newReference(by);
                add(by, "spawn_monitor(" + name + ", " + reference + ")");
            }
        }
        processes.add(name);
    }

    private void monitor(String by, String other) {
        switch (random.nextInt(5)) {
            case 0 -> bind(by, "monitor(" + other + ", [{alias, demonitor}])");
            case 1 -> bind(by, "monitor(" + other + ", [{alias, explicit_unalias}])");
            case 2 -> bind(by, "monitor(" + other + ", [{alias, reply_demonitor}])");
            case 3 -> bind(by, "monitor(" + pick(REGISTERED) + ")");
            default -> bind(by, "monitor(" + other + ")");
        }
    }

    private void end(String by) {
        switch (random.nextInt(4)) {
            case 0 -> add(by, "return()");
            case 1 -> add(by, "error(" + pick(REASONS) + ")");
            case 2 -> add(by, "throw(ball)");
            default -> add(by, "exit(" + pick(REASONS) + ")");
        }
    }

    private void receive(String by, String from) {
        String pattern = switch (random.nextInt(3)) {
            case 0 -> "{'EXIT', " + from + ", _}";
            case 1 -> references.isEmpty() ? "nothing" : "{'DOWN', " + pick(references) + ", process, _, _}";
            default -> "{" + tag(from) + ", _}";
        };
        add(by, "recv(" + pattern + (random.nextInt(4) == 0 ? ")" : ", " + (random.nextInt(5) == 0 ? "50)" : "0)")));
    }

    private void timer(String by, String other) {
        switch (random.nextInt(4)) {
            case 0 -> steps.append("wait(60)\n");
            case 1 -> withReference(by, random.nextBoolean() ? "cancel_timer(%s)" : "read_timer(%s)");
            default -> {
                // Each timer is a sender of its own.
                String message = "{timer" + (references.size() + 1) + ", x}";
                String to = random.nextInt(4) == 0 ? pick(REGISTERED) : other;
                bind(by, "send_after(" + pick(TIMES) + ", " + to + ", " + message + ")");
            }
        }
    }

    private String message(String by) {
        return "{" + tag(by) + ", " + ++messages + "}";
    }

    private static String tag(String name) {
        return "from_" + name.toLowerCase(Locale.ROOT);
    }

    private void bind(String by, String call) {
        add(by, newReference(by) + " = " + call);
    }

    private String newReference(String by) {
        String reference = "R" + (references.size() + 1);
        references.add(reference);
        own.computeIfAbsent(by, _ -> new ArrayList<>()).add(reference);
        return reference;
    }

    private void withReference(String by, String call) {
        List<String> candidates = random.nextInt(4) == 0 ? references : own.getOrDefault(by, List.of());
        if (!candidates.isEmpty()) {
            add(by, call.replace("%s", pick(candidates)));
        }
    }

    private void add(String by, String call) {
        steps.append(by).append(": ").append(call).append('\n');
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
