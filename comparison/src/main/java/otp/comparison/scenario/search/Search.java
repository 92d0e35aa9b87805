package otp.comparison.scenario.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import otp.comparison.scenario.MistakeException;
import otp.comparison.scenario.Scenarios;
import otp.comparison.scenario.handrolled.Director;

/** Plays random scenarios on both, until the wanted number is done, and prints each difference at its smallest. */
final class Search {
    /** What differs only now and then is the load of the machine: scenarios take real time on Erlang's side. */
    private static final int ATTEMPTS = 6;

    private final Path script;
    private Erlang erlang;

    /** Those that differ where they are known to. */
    private final Set<String> listed = new HashSet<>();

    private Search(Path script) throws IOException {
        this.script = script;
        this.erlang = Erlang.start(script);
    }

    /**
     * The command. Exits with 1 if there is a difference.
     *
     * @param arguments the script, {@code process}, {@code supervisor}, {@code statem} or {@code all} of these, how many scenarios of
     *     each, the first seed
     */
    public static void main(String[] arguments) throws Exception {
        List<Kind> kinds = Kind.named(arguments[1]);
        int count = Math.toIntExact(number("how many scenarios of each kind", arguments[2], 1, Integer.MAX_VALUE));
        long first = number("the first seed", arguments[3], Long.MIN_VALUE, Long.MAX_VALUE - count);
        int different = 0;
        for (Kind kind : kinds) {
            different += new Search(Path.of(arguments[0])).play(kind, count, first);
        }
        System.exit(different == 0 ? 0 : 1);
    }

    static long number(String what, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "expected " + what + ", a number from " + least + " to " + most + ", got: " + text);
    }

    private int play(Kind kind, int count, long first) throws IOException, InterruptedException {
        int different = 0;
        for (long seed = first; seed < first + count; seed++) {
            String scenario = kind.scenario(seed);
            Optional<Difference> difference = differ(scenario);
            if (difference.isPresent()) {
                different++;
                if (!print(seed, shrink(scenario))) {
                    System.out.println("(only now and then)\n" + scenario + difference.get());
                }
            }
            if ((seed - first + 1) % 500 == 0) {
                System.out.println((seed - first + 1) + " scenarios, " + different + " different");
            }
        }
        System.out.println(count + " scenarios of " + kind + " from seed " + first + ": " + different + " different"
                + (listed.isEmpty() ? "" : ", " + listed.size() + " where it is known why"));
        erlang.close();
        return different;
    }

    /**
     * The two traces, which differ or do not.
     *
     * @param isCertain whether one of them hangs or fails, or changes from scratch, for which no load of the machine is the reason
     */
    private record Difference(String erlang, String handrolled, boolean isCertain) {
        boolean isOne() {
            return isCertain || !erlang.equals(handrolled);
        }

        /** From scratch it was another one the second time. */
        Difference besides(Difference again) {
            return new Difference(erlang, handrolled + "-- from scratch, once more\n" + again.handrolled, true);
        }

        @Override
        public String toString() {
            return "-- Erlang/OTP\n" + erlang + "-- from scratch\n" + handrolled;
        }
    }

    /**
     * The two traces if they differ, and do so again when played again: a machine under load may be late with a timer, but on Erlang's
     * side alone. From scratch time is moved, so a trace that changes from one play to the next is a difference too.
     */
    private Optional<Difference> differ(String scenario) throws IOException, InterruptedException {
        Difference first = play(scenario);
        if (!first.isOne()) {
            return Optional.empty();
        }
        for (int attempt = 1; attempt < ATTEMPTS && !first.isCertain; attempt++) {
            Difference again = play(scenario);
            if (!again.handrolled.equals(first.handrolled)) {
                return Optional.of(first.besides(again));
            }
            if (!again.isOne()) {
                return Optional.empty();
            }
        }
        if (Listed.in(first.erlang).isPresent()) {
            listed.add(scenario);
            return Optional.empty();
        }
        return Optional.of(first);
    }

    private Difference play(String scenario) throws IOException, InterruptedException {
        boolean ends = true;
        String expected;
        try {
            expected = erlang.play(scenario);
        } catch (TimeoutException | IOException e) {
            ends = false;
            expected = e + "\n";
            erlang.close();
            erlang = Erlang.start(script);
        }
        String actual;
        try {
            actual = Director.play(Scenarios.parse("random", scenario));
        } catch (TimeoutException | RuntimeException e) {
            // Also what the interpreter trips over: it is a scenario to look at, and no reason to end the search.
            ends = false;
            actual = e + "\n";
        }
        return new Difference(expected, actual, !ends);
    }

    /** Leaves out steps as long as the two differ. */
    private String shrink(String scenario) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(scenario.lines().toList());
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = lines.size() - 1; i > 2; i--) {
                List<String> fewer = new ArrayList<>(lines);
                fewer.remove(i);
                if (isScenario(fewer) && differ(String.join("\n", fewer)).isPresent()) {
                    lines = fewer;
                    smaller = true;
                }
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isScenario(List<String> lines) {
        try {
            Scenarios.parse("shrunk", String.join("\n", lines));
            return true;
        } catch (MistakeException e) {
            return false;
        }
    }

    /** Returns whether it still differs. */
    private boolean print(long seed, String scenario) throws IOException, InterruptedException {
        Optional<Difference> difference = differ(scenario);
        System.out.println("---- seed " + seed + "\n" + scenario);
        difference.ifPresent(System.out::println);
        return difference.isPresent();
    }
}
