package otp.comparison.behavior;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the repository, and the text of a page without its code. */
final class Markdown {
    private static final Set<String> SKIPPED = Set.of("target", "node_modules");
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,}).*");

    private Markdown() {}

    /** The files below a folder whose names end so, but for what a build has made and what is hidden. */
    static List<Path> files(Path root, String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean skip = !folder.equals(root) && (SKIPPED.contains(name) || name.startsWith("."));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    /** The same lines, empty where a block of code is. */
    static List<String> withoutBlocks(List<String> lines) {
        List<String> text = new ArrayList<>();
        String fence = "";
        for (String line : lines) {
            Matcher opens = FENCE.matcher(line);
            boolean code = !fence.isEmpty() || opens.matches();
            if (fence.isEmpty() && opens.matches()) {
                fence = opens.group(1);
            } else if (!fence.isEmpty() && line.strip().equals(fence)) {
                fence = "";
            }
            text.add(code ? "" : line);
        }
        return text;
    }

    /** The same lines, empty where a block of code is and where code was within a line. */
    static List<String> withoutCode(List<String> lines) {
        return withoutBlocks(lines).stream()
                .map(line -> line.replaceAll("`[^`]*`", "``"))
                .toList();
    }
}
