package otp.comparison.behavior;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A row that no trace can show. The list is {@code unshown.txt}.
 *
 * @param row its name
 * @param statement what OTP does
 * @param why why no trace shows it
 * @param test which test shows it, in {@code otp.handrolled}: {@code process/SendingTest.theMethod}
 */
record Unshown(String row, String statement, String why, String test) {
    /** What is above the tests of the module, seen from the root of the repository. */
    static final String TESTS = "handrolled/src/test/java/otp/handrolled/";

    /** All of them, in the order of the file. */
    static List<Unshown> all() {
        try (InputStream in = Unshown.class.getResourceAsStream("unshown.txt")) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected unshown.txt beside the classes of " + Unshown.class.getPackageName());
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read unshown.txt", e);
        }
    }

    /** @throws IllegalArgumentException if a line has not four parts */
    static List<Unshown> parse(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Unshown::of)
                .toList();
    }

    private static Unshown of(String line) {
        List<String> parts = List.of(line.split(" \\| ", -1));
        if (parts.size() != 4 || !parts.getLast().matches("\\w+(/\\w+)*\\.\\w+")) {
            throw new IllegalArgumentException(
                    "expected \"row | what OTP does | why no trace shows it | package/Test.method\" in unshown.txt, got: "
                            + line);
        }
        return new Unshown(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    /** The file of the test, seen from the root of the repository. */
    String file() {
        return TESTS + test.substring(0, test.indexOf('.')) + ".java";
    }

    /** Its method. */
    String method() {
        return test.substring(test.indexOf('.') + 1);
    }
}
