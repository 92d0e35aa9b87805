package otp.comparison.scenario.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random scenarios of state machines: tables of three states with all that gen_statem lets a transition do, and clients that
 * cast, call, send, and let time pass.
 *
 * <p>Times are far enough apart for a busy machine: timers last 75 milliseconds or a multiple, and time passes by 100, twice at most. So
 * that no machine runs for ever, an event that the machine makes for itself makes no further one at once. No call is answered twice:
 * of one that waits without end, OTP 25 would leave the second answer in the caller's mailbox.
 */
final class RandomMachines {
    private static final List<String> STATES = List.of("a", "b", "c");
    private static final List<String> EVENTS = List.of("x", "y", "z");
    /** Of the events that the machine makes for itself, those of another type than internal are ones that make no further ones. */
    private static final List<String> INSERTED = List.of("i", "j");

    private static final List<String> TIMERS = List.of("state_timeout", "timeout", "{timeout, n}", "{timeout, m}");
    private static final List<String> TIMES = List.of("75", "75", "150", "225", "infinity");
    private static final List<String> REASONS = List.of("normal", "shutdown", "boom");

    private final SplittableRandom random;
    private final StringBuilder steps = new StringBuilder();
    private final boolean byState;
    private int made;

    private RandomMachines(long seed) {
        this.random = new SplittableRandom(seed);
        this.byState = random.nextBoolean();
    }

    static String scenario(long seed) {
        return new RandomMachines(seed).make(seed);
    }

    private String make(long seed) {
        steps.append("A random scenario of a state machine, seed ").append(seed).append(".\nrows: F1\n\n");
        add("Main: trap_exit(true)");
        add("Main: spawn(A)");
        add("Main: spawn(B)");
        machine();
        int length = random.nextInt(3, 14);
        int waits = 0;
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> add("Main: cast(M, " + pick(EVENTS) + ")");
                case 5 -> add("Main: send(M, " + pick(EVENTS) + ")");
                case 6, 7 ->
                    add(pick(List.of("A", "B")) + ": machine_call(M, " + pick(EVENTS)
                            + (random.nextInt(4) == 0 ? ", 175)" : ")"));
                case 8 -> add("Main: exit(M, " + pick(List.of("normal", "x", "x", "x")) + ")");
                default -> {
                    if (waits++ < 1) {
                        add("wait(100)");
                    }
                }
            }
        }
        add("wait(100)");
        add("A: queue()");
        return steps.toString();
    }

    private void machine() {
        add("Main: machine(M, " + (byState ? "state_functions" : "handle_event_function") + ", [");
        for (String state : STATES) {
            for (String event : EVENTS) {
                for (String type : List.of("cast", "call", "info")) {
                    if (random.nextInt(5) > 0) {
                        row(state, "{" + type + ", " + event + "}", true);
                    }
                }
                if (random.nextBoolean()) {
                    row(state, "{internal, " + event + "}", false);
                }
            }
            for (String timer : TIMERS) {
                if (random.nextBoolean()) {
                    row(state, "{" + timer + ", '_'}", false);
                }
            }
        }
        if (random.nextInt(3) == 0) {
            for (String state : STATES) {
                enter(state);
            }
        }
        for (String state : STATES) {
            for (String type : List.of("internal", "cast", "info")) {
                if (random.nextBoolean()) {
                    row(state, "{" + type + ", " + pick(INSERTED) + "}", false);
                }
            }
        }
        if (random.nextInt(3) == 0) {
            add("  traps,");
        }
        if (random.nextInt(8) == 0) {
            add("  {terminate, " + pick(List.of("{raise, worse}", "{exit, other}")) + "},");
        }
        add("  {init, {" + pick(STATES) + ", 0, [" + actions(false, true) + "]}}])");
    }

    private void row(String state, String event, boolean fromOutside) {
        add("  {on, " + state + ", " + event + ", " + effect(state, event.startsWith("{call"), fromOutside) + "},");
    }

    private String effect(String in, boolean isCall, boolean fromOutside) {
        String actions = "[" + actions(isCall, fromOutside) + "]";
        return switch (random.nextInt(fromOutside ? 24 : 16)) {
            case 0, 1, 2, 3, 4, 5 -> "{next_state, " + pick(STATES) + ", " + data() + ", " + actions + "}";
            case 6, 7, 8 -> "{keep_state, " + data() + ", " + actions + "}";
            case 9, 10, 11, 12 -> "{keep_state_and_data, " + actions + "}";
            case 13 -> "{repeat_state, " + data() + ", " + actions + "}";
            case 14 -> "{repeat_state_and_data, " + actions + "}";
            case 15 -> end();
            case 16, 17, 18 -> "{next_state, " + laterThan(in) + ", " + data() + ", [postpone]}";
            case 19 -> "{next_state, " + laterThan(in) + ", " + data() + ", [postpone, " + timer(false) + "]}";
            case 20, 21 -> "{keep_state_and_data, [postpone]}";
            default -> "{next_state, " + pick(STATES) + ", " + data() + ", " + actions + "}";
        };
    }

    /** An event that is postponed leads to a later state only: else two states could hand it to and fro for ever. */
    private static String laterThan(String state) {
        return STATES.get(Math.min(STATES.indexOf(state) + 1, STATES.size() - 1));
    }

    private String end() {
        return switch (random.nextInt(8)) {
            case 7 -> "bad";
            case 0 -> "{stop, " + pick(REASONS) + "}";
            case 1 -> "{stop, " + pick(REASONS) + ", " + data() + "}";
            case 2 -> "{stop_and_reply, " + pick(REASONS) + ", [{reply, bye}], " + data() + "}";
            case 3 -> "{raise, boom}";
            case 4 -> "{exit, " + pick(REASONS) + "}";
            default -> "{keep_state_and_data, []}";
        };
    }

    /** Up to four; those that make events of the machine itself only where the event came from outside. */
    private String actions(boolean isCall, boolean mayInsert) {
        List<String> actions = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            actions.add(
                    switch (random.nextInt(mayInsert ? 10 : 6)) {
                        case 0, 1, 2 -> timer(mayInsert);
                        case 3 -> "{" + pick(TIMERS) + ", cancel}";
                        case 4 -> "{reply, " + pick(List.of("k1", "k2")) + ", kept}";
                        case 5 -> random.nextInt(3) == 0 ? "hibernate" : timer(mayInsert);
                        case 6 -> "{" + pick(TIMERS) + ", update, u" + ++made + "}";
                        case 7 -> "{next_event, internal, " + pick(EVENTS) + "}";
                        case 8 ->
                            "{next_event, " + pick(List.of("internal", "cast", "info")) + ", " + pick(INSERTED) + "}";
                        default -> timer(true);
                    });
        }
        if (isCall) {
            actions.add(random.nextInt(3) == 0 ? "{keep, " + pick(List.of("k1", "k2")) + "}" : "{reply, answer}");
        }
        return String.join(", ", actions);
    }

    private String timer(boolean mayBeZero) {
        String time = mayBeZero && random.nextInt(4) == 0 ? "0" : pick(TIMES);
        return "{" + pick(TIMERS) + ", " + time + ", t" + ++made + "}";
    }

    private void enter(String state) {
        String effect = switch (random.nextInt(8)) {
            case 0, 1, 2 -> "{keep_state, " + data() + ", []}";
            case 3, 4 -> "{keep_state_and_data, [" + timer(false) + "]}";
            case 5 -> "{keep_state_and_data, [{reply, k1, entered}]}";
            case 6 -> random.nextInt(4) == 0 ? "{stop, no_entry}" : "{keep_state_and_data, []}";
            default -> "{keep_state_and_data, []}";
        };
        add("  {enter, " + state + ", " + effect + "},");
    }

    private int data() {
        return random.nextInt(1, 100);
    }

    private void add(String line) {
        steps.append(line).append('\n');
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
