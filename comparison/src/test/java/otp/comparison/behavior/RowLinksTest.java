package otp.comparison.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of OTP leads to the row that shows it. */
class RowLinksTest {
    @TempDir
    Path root;

    @BeforeEach
    void aTableOfTwoRows() throws IOException {
        write("| <a id=\"G7\"></a>G7 | a call |\n| <a id=\"L3\"></a>L3 | a link |\n", "comparison/BEHAVIOR.md");
    }

    @Test
    void thePagesOfThisRepository() throws IOException {
        assertThat(RowLinks.problems(Path.of("..").toAbsolutePath().normalize()))
                .isEmpty();
    }

    @Test
    void aRowThatLeadsToItsLineIsFine() throws IOException {
        page("""
                A call waits [G7], and `G7` is code.

                ```elixir
                [G7, L3]
                ```

                | a | row |
                | --- | --- |
                | b | [G7] |
                | c | no row |

                <details><summary>Answer</summary>

                Yes [L3].
                </details>

                [G7]: ../comparison/BEHAVIOR.md#G7
                [L3]: ../comparison/BEHAVIOR.md#L3
                """);
        assertThat(RowLinks.problems(root)).isEmpty();
    }

    @Test
    void aRowThatThereIsNotIsNamed() throws IOException {
        page("A call [G8].\n\n[G8]: ../comparison/BEHAVIOR.md#G8\n");
        assertProblem(
                "README.md:3: expected a row of comparison/BEHAVIOR.md, under its own name, got: ../comparison/BEHAVIOR.md#G8");
    }

    @Test
    void aRowThatLeadsToAnotherIsNamed() throws IOException {
        page("A call [G7].\n\n[G7]: ../comparison/BEHAVIOR.md#L3\n");
        assertProblem("README.md:3: expected a row of comparison/BEHAVIOR.md, under its own name");
    }

    @Test
    void aPathThatLeadsElsewhereIsNamed() throws IOException {
        page("A call [G7].\n\n[G7]: comparison/BEHAVIOR.md#G7\n");
        assertProblem("README.md:3: expected a row of comparison/BEHAVIOR.md, under its own name");
    }

    @Test
    void aRowThatLeadsNowhereIsNamedWithTheLineToAdd() throws IOException {
        page("A call [G7].\n");
        assertProblem("README.md: expected below the page [G7]: ../comparison/BEHAVIOR.md#G7");
    }

    @Test
    void aRowThatWasDroppedFromTheTextIsNamed() throws IOException {
        page("A call [G7].\n\n[G7]: ../comparison/BEHAVIOR.md#G7\n[L3]: ../comparison/BEHAVIOR.md#L3\n");
        assertProblem("README.md:4: nobody on this page names the row [L3]");
    }

    @Test
    void aRowWithoutALinkIsNamed() throws IOException {
        page("A call [G7], a link (L3).\n\n[G7]: ../comparison/BEHAVIOR.md#G7\n");
        assertProblem("README.md:1: expected the row as a link, [L3], got: L3");
    }

    @Test
    void anotherFormOfLinkIsNamed() throws IOException {
        page("A [call](../comparison/BEHAVIOR.md#G7) [G7].\n\n[G7]: ../comparison/BEHAVIOR.md#G7\n");
        assertThat(RowLinks.problems(root))
                .anySatisfy(problem ->
                        assertThat(problem).contains("README.md:1: expected a row as [G7], with [G7]: ../comparison/"));
    }

    @Test
    void aLineOfATableWithoutItsRowIsNamed() throws IOException {
        page("[G7]\n\n| a | row |\n| --- | --- |\n| b | [G7] |\n| c | |\n\n[G7]: ../comparison/BEHAVIOR.md#G7\n");
        assertProblem("README.md:6: expected a row of OTP's behavior in this line of the table");
    }

    @Test
    void anAnswerWithoutARowIsNamed() throws IOException {
        page("[G7]\n\n<details><summary>Answer</summary>\n\nYes.\n</details>\n\n[G7]: ../comparison/BEHAVIOR.md#G7\n");
        assertProblem("README.md:3: expected a row of OTP's behavior in this answer");
    }

    @Test
    void aReadmeWithoutAnyRowIsNamed() throws IOException {
        page("A lesson.\n");
        assertProblem("README.md: expected at least one row of OTP's behavior");
    }

    private void page(String text) throws IOException {
        write(text, "lesson/README.md");
    }

    private void write(String text, String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertProblem(String problem) throws IOException {
        assertThat(RowLinks.problems(root)).singleElement().asString().contains(problem);
    }
}
