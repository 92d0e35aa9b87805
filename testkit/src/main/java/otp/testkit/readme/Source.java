package otp.testkit.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of a block come from: a file of the repository, or one region of it, between {@code // region name} and
 * {@code // endregion}.
 *
 * @param path the file, from the root of the repository, with {@code /}
 * @param region the region's name, or null for the whole file
 */
record Source(String path, @Nullable String region) {
    private static final String BEGIN = "// region ";
    private static final String END = "// endregion";

    /** Reads {@code path} or {@code path#region}. */
    static Source parse(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? new Source(text, null) : new Source(text.substring(0, hash), text.substring(hash + 1));
    }

    /**
     * The lines, without the markers and without the indent that all of them share.
     *
     * @throws Problem if there is no such file or region; the message says what to do
     */
    List<String> lines(Path root) throws Problem {
        List<String> all = read(root);
        List<String> wanted = region == null ? all : region(all, region);
        List<String> lines =
                unindent(wanted.stream().filter(line -> !isMarker(line)).toList());
        if (lines.stream().anyMatch(line -> line.contains("```"))) {
            throw new Problem(this + " contains ```, which would end the block: choose a smaller region");
        }
        return lines;
    }

    private List<String> read(Path root) throws Problem {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new Problem(path + " is outside the repository: name a file from its root");
        }
        if (!Files.isRegularFile(file)) {
            throw new Problem(
                    "there is no file " + path + ": correct the comment (paths start at the root of the repository)");
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Problem("cannot read " + path + " as UTF-8 text: " + e);
        }
    }

    private List<String> region(List<String> all, String name) throws Problem {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).strip().equals(BEGIN + name)) starts.add(i);
        }
        if (starts.isEmpty()) {
            throw new Problem("%s has no region %s: put \"%s%s\" and \"%s\" around the lines, or correct the comment"
                    .formatted(path, name, BEGIN, name, END));
        }
        if (starts.size() > 1)
            throw new Problem("%s has %d regions %s: rename all but one".formatted(path, starts.size(), name));

        int first = starts.getFirst() + 1;
        int depth = 1;
        for (int i = first; i < all.size(); i++) {
            if (isBegin(all.get(i))) depth++;
            if (isEnd(all.get(i)) && --depth == 0) return all.subList(first, i);
        }
        throw new Problem("region %s of %s never ends: put \"%s\" after its last line".formatted(name, path, END));
    }

    private static boolean isBegin(String line) {
        return line.strip().startsWith(BEGIN);
    }

    private static boolean isEnd(String line) {
        return line.strip().startsWith(END);
    }

    private static boolean isMarker(String line) {
        return isBegin(line) || isEnd(line);
    }

    private static List<String> unindent(List<String> lines) {
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent).stripTrailing())
                .toList();
    }

    @Override
    public String toString() {
        return region == null ? path : path + "#" + region;
    }

    /** Why the lines cannot be had, and what to do about it. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1L;

        Problem(String message) {
            super(message);
        }
    }
}
