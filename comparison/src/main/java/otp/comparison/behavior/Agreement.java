package otp.comparison.behavior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether a trace of Akka says the same as one of OTP, of what Akka can say at all.
 *
 * <p>The sections must be the same, in any order, and their lines the same, one by one. Two words of Akka stand for more than
 * themselves: {@code '?'}, where Akka does not say why, for any term; and {@code stopped}, an end without failure, for {@code normal},
 * {@code shutdown} and {@code {shutdown, Term}}.
 */
final class Agreement {
    private static final String TERM = ".+";
    private static final String NO_FAILURE = "(normal|shutdown|\\{shutdown, .+\\})";

    private Agreement() {}

    static boolean agree(String otp, String akka) {
        Map<String, List<String>> expected = sections(otp);
        Map<String, List<String>> actual = sections(akka);
        return expected.keySet().equals(actual.keySet())
                && expected.keySet().stream()
                        .allMatch(title ->
                                agree(expected.getOrDefault(title, List.of()), actual.getOrDefault(title, List.of())));
    }

    private static boolean agree(List<String> otp, List<String> akka) {
        if (otp.size() != akka.size()) {
            return false;
        }
        for (int i = 0; i < otp.size(); i++) {
            if (!pattern(akka.get(i)).matcher(otp.get(i)).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Pattern pattern(String line) {
        String quoted = Pattern.quote(line).replace("'?'", "\\E" + TERM + "\\Q");
        return Pattern.compile(
                quoted.replaceAll("\\bstopped\\b", "\\\\E" + NO_FAILURE.replace("\\", "\\\\") + "\\\\Q"));
    }

    /** The lines by their section's title; what bears no name of its own may be there more than once. */
    private static Map<String, List<String>> sections(String trace) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Arrays.asList(trace.split("\n", -1))) {
            if (line.startsWith("  ")) {
                current.add(line);
            } else if (!line.isEmpty()) {
                current = sections.computeIfAbsent(line, _ -> new ArrayList<>());
            }
        }
        return Collections.unmodifiableMap(sections);
    }
}
