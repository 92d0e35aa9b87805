package otp.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmesTest {
    @TempDir
    Path root;

    @BeforeEach
    void aSourceFile() throws IOException {
        write("""
                package a;

                class A {
                    // region run
                    void run() {

                        // region inner
                        go();
                        // endregion
                    }
                    // endregion
                }
                """, "a/A.java");
    }

    @Test
    void theReadmesOfThisRepositoryAreAsTheirSources() {
        assertThat(Readmes.ofThisRepository().problems()).isEmpty();
    }

    @Test
    void aBlockThatEqualsItsRegionIsFine() throws IOException {
        page("""
                <!-- source: a/A.java#run -->
                ```java
                void run() {

                    go();
                }
                ```
                """);
        assertNoProblem();
    }

    @Test
    void aRegionInsideARegionCanBeNamed() throws IOException {
        page("""
                <!-- source: a/A.java#inner -->
                ```java
                go();
                ```
                """);
        assertNoProblem();
    }

    @Test
    void withoutARegionTheWholeFileIsMeant() throws IOException {
        write("interface B {}\n", "B.java");
        page("""
                <!-- source: B.java -->
                ```java
                interface B {}
                ```
                """);
        assertNoProblem();
    }

    @Test
    void aBlockThatDriftedNamesPlaceSourceAndCommand() throws IOException {
        page("""
                # Title
                <!-- source: a/A.java#inner -->
                ```java
                stop();
                ```
                """);
        assertProblem("README.md:3", "a/A.java#inner", Readmes.COMMAND);
    }

    @Test
    void rewritingPutsTheSourceInPlaceAndLeavesTheRest() throws IOException {
        page("""
                before
                <!-- source: a/A.java#inner -->
                ```java
                stop();
                stop();
                ```
                after
                """);
        assertThat(new Readmes(root).rewrite()).isEmpty();
        assertThat(root.resolve("README.md")).hasContent("""
                before
                <!-- source: a/A.java#inner -->
                ```java
                go();
                ```
                after
                """);
    }

    @Test
    void rewritingKeepsTheIndentOfAList() throws IOException {
        page("""
                - item

                  <!-- source: a/A.java#run -->
                  ```java
                  ```
                """);
        new Readmes(root).rewrite();
        assertThat(Files.readString(root.resolve("README.md"))).isEqualTo("""
                - item

                  <!-- source: a/A.java#run -->
                  ```java
                  void run() {

                      go();
                  }
                  ```
                """);
        assertNoProblem();
    }

    @Test
    void rewritingSaysWhatItCouldNotRewrite() throws IOException {
        page("""
                <!-- source: a/Gone.java -->
                ```java
                ```
                """);
        assertThat(new Readmes(root).rewrite()).singleElement().asString().contains("there is no file a/Gone.java");
    }

    @Test
    void pagesInOtherFoldersAreFoundButNotInBuildOutput() throws IOException {
        write("```java\n```\n", "lesson/README.md");
        write("```java\n```\n", "lesson/target/README.md");
        write("```java\n```\n", ".git/README.md");
        assertThat(new Readmes(root).problems())
                .singleElement()
                .asString()
                .startsWith(Path.of("lesson", "README.md").toString());
    }

    @Test
    void aJavaBlockMustSayWhereItIsFrom() throws IOException {
        page("""
                ```java
                stop();
                ```
                """);
        assertProblem("does not say where it is from", "<!-- source: none -->");
    }

    @Test
    void aCommentCountsOnlyRightAboveItsBlock() throws IOException {
        page("""
                <!-- source: a/A.java#inner -->
                Some words in between.
                ```java
                go();
                ```
                """);
        assertProblem("does not say where it is from");
    }

    @Test
    void aBlockFromNowhereIsFineIfItSaysSo() throws IOException {
        page("""
                <!-- source: none -->
                ```java
                stop();
                ```
                """);
        assertNoProblem();
    }

    @Test
    void otherLanguagesNeedNoSource() throws IOException {
        page("""
                ```elixir
                GenServer.call(pid, :pop)
                ```
                """);
        assertNoProblem();
    }

    @Test
    void javaInsideAnotherBlockIsText() throws IOException {
        page("""
                ````markdown
                ```java
                ```
                ````
                """);
        assertNoProblem();
    }

    @Test
    void anUnknownRegionIsNamedWithWhatToDo() throws IOException {
        page("""
                <!-- source: a/A.java#walk -->
                ```java
                ```
                """);
        assertProblem("a/A.java has no region walk", "// region walk", "// endregion");
    }

    @Test
    void aRegionThatNeverEndsIsNamed() throws IOException {
        write("// region open\nint a;\n", "Open.java");
        page("""
                <!-- source: Open.java#open -->
                ```java
                int a;
                ```
                """);
        assertProblem("region open of Open.java never ends");
    }

    @Test
    void twoRegionsOfOneNameAreNamed() throws IOException {
        write("// region x\n// endregion\n// region x\n// endregion\n", "Two.java");
        page("""
                <!-- source: Two.java#x -->
                ```java
                ```
                """);
        assertProblem("Two.java has 2 regions x");
    }

    @Test
    void aSourceOutsideTheRepositoryIsRefused() throws IOException {
        page("""
                <!-- source: ../secret.java -->
                ```java
                ```
                """);
        assertProblem("outside the repository");
    }

    @Test
    void aSourceThatWouldEndTheBlockIsRefused() throws IOException {
        write("String fence = \"```\";\n", "Fence.java");
        page("""
                <!-- source: Fence.java -->
                ```java
                ```
                """);
        assertProblem("choose a smaller region");
    }

    private void page(String text) throws IOException {
        write(text, "README.md");
    }

    private void write(String text, String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertNoProblem() {
        assertThat(new Readmes(root).problems()).isEmpty();
    }

    private void assertProblem(String... parts) {
        assertThat(new Readmes(root).problems()).singleElement().asString().contains(parts);
    }
}
