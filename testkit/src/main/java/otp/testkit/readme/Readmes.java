package otp.testkit.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The README.md files of the repository, and the rule that their Java cannot drift: above each fenced {@code java} block
 * stands the place it was taken from,
 *
 * <pre>{@code
 * <!-- source: concurrency/src/main/java/otp/concurrency/akka/Async.java#await -->
 * }</pre>
 *
 * and the block equals that region ({@code // region await} to {@code // endregion}; without {@code #await} the whole file).
 * A block that is in no file says {@code <!-- source: none -->}. Blocks of other languages may name a source, too.
 *
 * <p>{@link #main} rewrites the blocks in place. All methods block on files, none is safe against files that change meanwhile.
 *
 * @param root the root of the repository
 */
public record Readmes(Path root) {
    /** Rewrites every block from its source, from anywhere inside the repository. */
    public static final String COMMAND = "./mvnw -q compile exec:exec@readme -pl testkit";

    private static final Set<String> SKIPPED = Set.of("target", "node_modules");

    /** The repository that the current directory is in: the nearest folder upwards that holds {@code mvnw}. */
    public static Readmes ofThisRepository() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) return new Readmes(folder);
        }
        throw new IllegalStateException("No mvnw in " + here + " or above it: start this inside the repository");
    }

    /** One sentence for each block that is not as its source is; empty when all is well. */
    public List<String> problems() {
        return files().stream().flatMap(file -> check(file).problems().stream()).toList();
    }

    /**
     * Writes into each block what its source says.
     *
     * @return one sentence for each block that could not be rewritten, because its source cannot be found
     */
    public List<String> rewrite() {
        for (Path file : files()) {
            Check check = check(file);
            if (!check.rewritten().equals(check.page())) write(file, check.rewritten());
        }
        return problems();
    }

    /** Rewrites the blocks of this repository. Ends with exit code 1 if a source cannot be found. */
    public static void main(String[] args) {
        List<String> problems = ofThisRepository().rewrite();
        problems.forEach(System.err::println);
        if (!problems.isEmpty()) System.exit(1);
        System.out.println("The Java in every README.md is as in its source.");
    }

    private record Check(List<String> page, List<String> rewritten, List<String> problems) {}

    private Check check(Path file) {
        List<String> page = read(file);
        List<String> rewritten = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int copied = 0;
        for (Block block : Block.of(page)) {
            rewritten.addAll(page.subList(copied, block.first()));
            List<String> now = page.subList(block.first(), block.end());
            String where = root.relativize(file) + ":" + block.first() + ": ";
            try {
                List<String> wanted = wanted(block, page);
                if (!wanted.equals(block.lines(page))) {
                    problems.add(where + "this block is not as " + block.source() + " is. Rewrite all blocks by: "
                            + COMMAND);
                    now = wanted.stream()
                            .map(line -> line.isEmpty() ? line : block.indent() + line)
                            .toList();
                }
            } catch (Source.Problem problem) {
                problems.add(where + problem.getMessage());
            }
            rewritten.addAll(now);
            copied = block.end();
        }
        rewritten.addAll(page.subList(copied, page.size()));
        return new Check(page, rewritten, problems);
    }

    private List<String> wanted(Block block, List<String> page) throws Source.Problem {
        String source = block.source();
        if (source == null) {
            if (!block.language().equals("java")) return block.lines(page);
            throw new Source.Problem(
                    "this Java block does not say where it is from: put <!-- source: path/from/the/root.java#region -->"
                            + " on the line above it, or <!-- source: none --> if it is in no file");
        }
        return source.equals("none") ? block.lines(page) : Source.parse(source).lines(root);
    }

    private List<Path> files() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean skip = !folder.equals(root) && (SKIPPED.contains(name) || name.startsWith("."));
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith("README.md")) found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the README.md files below " + root, e);
        }
        return found.stream().sorted().toList();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
