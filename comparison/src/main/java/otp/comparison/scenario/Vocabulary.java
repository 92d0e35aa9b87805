package otp.comparison.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The functions that a step may call, the rows that there are, and whether a step makes sense where it stands. {@code
 * vocabulary.txt} says it for the readers in both languages.
 */
final class Vocabulary {
    /** So long may nobody do anything: on Erlang/OTP the time is waited for. */
    private static final long LONGEST_WAIT = 10_000;

    /** The functions, in order, so that a message can list them. */
    private static final Map<String, Function> FUNCTIONS = new TreeMap<>();

    /** How many rows each letter has. */
    private static final Map<String, Integer> ROWS = new TreeMap<>();

    /** How many arguments it takes, and how many of the first are names for what it makes. */
    private record Function(List<Integer> arities, int made) {}

    static {
        for (String line : text().lines().toList()) {
            List<String> words = Arrays.asList(line.split(" "));
            if (words.getFirst().equals("rows")) {
                ROWS.put(words.get(1), Integer.parseInt(words.get(2)));
            } else if (!line.startsWith("#")) {
                int end = words.contains("makes") ? words.indexOf("makes") : words.size();
                int made = end == words.size() ? 0 : Integer.parseInt(words.getLast());
                FUNCTIONS.put(
                        words.getFirst(),
                        new Function(
                                words.subList(1, end).stream()
                                        .map(Integer::valueOf)
                                        .toList(),
                                made));
            }
        }
    }

    private Vocabulary() {}

    private static String text() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.txt")) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected vocabulary.txt beside the classes of " + Vocabulary.class.getPackageName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read vocabulary.txt", e);
        }
    }

    /** How many of the first arguments of a function are names for what it makes; none if there is no such function. */
    static int madeBy(String function) {
        Function known = FUNCTIONS.get(function);
        return known == null ? 0 : known.made;
    }

    /** Whether there is such a row. */
    static boolean isRow(String row) {
        String letters = row.replaceFirst("\\d+$", "");
        String number = row.substring(letters.length());
        return ROWS.containsKey(letters)
                && number.matches("[1-9]\\d?")
                && Integer.parseInt(number) <= ROWS.getOrDefault(letters, 0);
    }

    /**
     * What is wrong with a step, if anything. Adds the names that it binds to those that are known.
     */
    static Optional<String> check(Step step, Set<String> known) {
        Function function = FUNCTIONS.get(step.function());
        if (function == null) {
            return Optional.of(
                    "expected one of " + String.join(", ", FUNCTIONS.keySet()) + ", got: " + step.function());
        }
        if (!function.arities.contains(step.arguments().size())) {
            return Optional.of("expected " + function.arities + " arguments of " + step.function() + ", got: "
                    + step.arguments().size());
        }
        if ((step.subject() == null) != step.function().equals("wait")) {
            return Optional.of(
                    "expected somebody who does it, as in 'A: " + step.text() + "', or 'wait(50)' by nobody");
        }
        if (step.subject() == null) {
            return checkWait(step.arguments().getFirst());
        }
        if (!known.contains(step.subject())) {
            return Optional.of("expected one of the processes so far, got: " + step.subject());
        }
        for (Term made : step.made()) {
            if (!(made instanceof Term.Var(var name)) || !isNew(name, known)) {
                return Optional.of(notNew(made.show(Object::toString)));
            }
            known.add(name);
        }
        String result = step.result();
        if (result != null && !isNew(result, known)) {
            return Optional.of(notNew(result));
        }
        Optional<String> mistake = use(step, known);
        if (result != null) {
            known.add(result);
        }
        return mistake;
    }

    private static Optional<String> checkWait(Term time) {
        return time instanceof Term.Int(var milliseconds) && milliseconds >= 0 && milliseconds <= LONGEST_WAIT
                ? Optional.empty()
                : Optional.of("expected milliseconds to wait, from 0 to " + LONGEST_WAIT + ", got: "
                        + time.show(Object::toString));
    }

    private static boolean isNew(String name, Set<String> known) {
        return !name.startsWith("_") && !known.contains(name);
    }

    private static String notNew(String got) {
        return "expected a new name that begins with a capital, got: " + got;
    }

    private static Optional<String> use(Step step, Set<String> known) {
        Optional<String> unknown =
                step.lookedUp().stream().filter(name -> !known.contains(name)).findFirst();
        known.addAll(step.matched());
        known.addAll(step.children());
        return unknown.map(name -> "expected a name that an earlier step has bound, got: " + name);
    }
}
