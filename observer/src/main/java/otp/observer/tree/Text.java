package otp.observer.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What others have written, as a short text: a {@code toString} may throw, may give null, and may be endless. */
public final class Text {
    private static final int LONGEST = 200;

    private Text() {}

    /**
     * Any object as text. The text is made on the calling thread.
     *
     * @param object which
     * @return at most 200 characters and an ellipsis
     */
    public static String of(@Nullable Object object) {
        String text;
        try {
            text = Objects.requireNonNullElse(object == null ? null : object.toString(), "null");
        } catch (RuntimeException | StackOverflowError thrown) {
            return "(" + Objects.requireNonNull(object).getClass().getName() + ", whose toString throws "
                    + thrown.getClass().getName() + ")";
        }
        return text.length() <= LONGEST ? text : text.substring(0, end(text)) + "…";
    }

    /** Not between the two halves of one character. */
    private static int end(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
