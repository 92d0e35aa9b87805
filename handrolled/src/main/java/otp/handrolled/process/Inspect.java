package otp.handrolled.process;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any value as a short text, for logs and for who looks on: {@code Kernel.inspect/2}. It always returns: a {@code toString} that
 * throws, or calls itself until the stack is full, becomes {@code #Inspect.Error<...>}, as in Elixir. Lists, maps and arrays are
 * walked no further than the text is to be long; every other object makes its whole text first, which is then cut.
 *
 * <p>The text is made on the calling thread, so an observer pays for it and not the observed. A {@code toString} that never
 * returns is not guarded against.
 */
public final class Inspect {
    /** How long a text is by default, in characters. */
    public static final int LIMIT = 4_096;

    private static final String MORE = "...";
    private static final int DEEPEST = 16;

    private Inspect() {}

    /**
     * A value as text of at most {@link #LIMIT} characters.
     *
     * @param value anything, also null
     * @return the text
     */
    public static String inspect(@Nullable Object value) {
        return inspect(value, LIMIT);
    }

    /**
     * A value as text.
     *
     * @param value anything, also null
     * @param limit how many characters at most, the three dots of a text that was cut included; three or more
     * @return the text
     * @throws IllegalArgumentException if the limit is below three
     */
    public static String inspect(@Nullable Object value, int limit) {
        if (limit < MORE.length()) {
            throw new IllegalArgumentException(
                    "expected a limit of " + MORE.length() + " characters or more, got: " + limit);
        }
        var text = new StringBuilder();
        append(text, value, limit, 0);
        if (text.length() > limit) {
            int end = limit - MORE.length();
            // Not between the two halves of a character beyond U+FFFF.
            text.setLength(end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
            text.append(MORE);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, int limit, int depth) {
        int start = text.length();
        try {
            switch (value) {
                case null -> text.append("null");
                case Collection<?> list ->
                    appendAll(
                            text,
                            '[',
                            list.iterator(),
                            ']',
                            limit,
                            depth,
                            (into, element) -> append(into, element, limit, depth + 1));
                case Map<?, ?> map ->
                    appendAll(text, '{', map.entrySet().iterator(), '}', limit, depth, (into, entry) -> {
                        append(into, entry.getKey(), limit, depth + 1);
                        into.append('=');
                        append(into, entry.getValue(), limit, depth + 1);
                    });
                case Object array
                when array.getClass().isArray() ->
                    appendAll(
                            text,
                            '[',
                            IntStream.range(0, Array.getLength(array)).iterator(),
                            ']',
                            limit,
                            depth,
                            (into, i) -> append(into, Array.get(array, i), limit, depth + 1));
                default -> text.append(value.toString());
            }
        } catch (Throwable thrown) {
            text.setLength(start);
            text.append("#Inspect.Error<")
                    .append(value == null ? "null" : value.getClass().getName())
                    .append(": ")
                    .append(thrown.getClass().getName())
                    .append('>');
        }
    }

    private static <E> void appendAll(
            StringBuilder text,
            char open,
            Iterator<E> elements,
            char close,
            int limit,
            int depth,
            BiConsumer<StringBuilder, E> appendOne) {
        text.append(open);
        for (boolean first = true; elements.hasNext(); first = false) {
            if (!first) {
                text.append(", ");
            }
            if (text.length() > limit || depth == DEEPEST) {
                text.append(MORE);
                break;
            }
            appendOne.accept(text, elements.next());
        }
        text.append(close);
    }
}
