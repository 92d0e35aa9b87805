package otp.testkit.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of a Markdown page.
 *
 * @param first the index of its first line, below the opening fence
 * @param end the index of its closing fence (or of the page's end)
 * @param indent the blanks before the opening fence, as in a list
 * @param language what follows the fence, such as {@code java}; may be empty
 * @param source what a comment right above says, such as {@code a/B.java#region} or {@code none}; null without a comment
 */
record Block(
        int first,
        int end,
        String indent,
        String language,
        @Nullable String source) {
    private static final Pattern COMMENT = Pattern.compile("\\s*<!--\\s*source:\\s*(\\S+)\\s*-->\\s*");
    private static final Pattern FENCE = Pattern.compile("(\\s*)(`{3,}|~{3,})\\s*(\\S*).*");

    /** The blocks of a page, in their order. A fence inside a longer fence is text, not a block. */
    static List<Block> of(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        String source = null;
        for (int i = 0; i < page.size(); i++) {
            String line = page.get(i);
            Matcher comment = COMMENT.matcher(line);
            Matcher fence = FENCE.matcher(line);
            if (comment.matches()) {
                source = comment.group(1);
            } else if (fence.matches()) {
                int end = end(page, i + 1, fence.group(2));
                blocks.add(new Block(i + 1, end, fence.group(1), fence.group(3), source));
                source = null;
                i = end;
            } else if (!line.isBlank()) {
                source = null;
            }
        }
        return blocks;
    }

    private static int end(List<String> page, int from, String fence) {
        for (int i = from; i < page.size(); i++) {
            String line = page.get(i).strip();
            if (line.length() >= fence.length() && line.chars().allMatch(c -> c == fence.charAt(0))) return i;
        }
        return page.size();
    }

    /** The lines as they would stand in a source file: without the fence's own indent. */
    List<String> lines(List<String> page) {
        return page.subList(first, end).stream()
                .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading())
                .toList();
    }
}
