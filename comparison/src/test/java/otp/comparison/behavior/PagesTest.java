package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a page leads to is there: files, and the tests that it names. */
class PagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");

    /** Names of tests are sentences: {@code aLinkIgnoresANormalEnd}, or {@code LinkTest.aLinkIgnoresANormalEnd}. */
    private static final Pattern TEST = Pattern.compile("`(?:(\\w+Test)\\.)?([a-z0-9]+(?:[A-Z][a-z0-9]*){4,})`");

    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

    /** The methods of the tests of all modules, and the names of their classes. */
    private static final Map<String, List<String>> METHODS = new TreeMap<>();

    @BeforeAll
    static void readTests() throws IOException {
        for (Path file : Markdown.files(ROOT, ".java")) {
            if (file.toString().replace('\\', '/').contains("/src/test/java/")) {
                String className = file.getFileName().toString().replace(".java", "");
                METHOD.matcher(Files.readString(file))
                        .results()
                        .forEach(method -> METHODS.merge(
                                method.group(1),
                                List.of(className),
                                (some, more) -> Stream.concat(some.stream(), more.stream())
                                        .toList()));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileThatAPageLeadsToIsThere() throws IOException {
        return pages(page -> assertThat(found(page, LINK))
                .allSatisfy(link -> assertThat(page.resolveSibling(link.group(1)))
                        .as("in " + ROOT.relativize(page))
                        .exists()));
    }

    @TestFactory
    Stream<DynamicTest> everyTestThatAPageNamesIsThere() throws IOException {
        return pages(page -> assertThat(found(page, TEST)).allSatisfy(test -> {
            List<String> classes = METHODS.getOrDefault(test.group(2), List.of());
            assertThat(classes)
                    .as("classes with a test " + test.group(2) + ", which " + ROOT.relativize(page) + " names")
                    .isNotEmpty();
            if (test.group(1) != null) {
                assertThat(classes).contains(test.group(1));
            }
        }));
    }

    private interface Check {
        void of(Path page) throws IOException;
    }

    private static Stream<DynamicTest> pages(Check check) throws IOException {
        return Markdown.files(ROOT, ".md").stream()
                .filter(page -> !page.toString().contains("summary.md"))
                .map(page -> dynamicTest(ROOT.relativize(page).toString(), page.toUri(), () -> check.of(page)));
    }

    private static List<MatchResult> found(Path page, Pattern pattern) throws IOException {
        String text = String.join("\n", Markdown.withoutBlocks(Files.readAllLines(page)));
        return pattern.matcher(text).results().toList();
    }
}
