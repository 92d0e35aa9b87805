package otp.observer.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be told of one process or actor without sending it anything.
 *
 * @param node who it is, without its children
 * @param parent who started it; null if nobody in the tree did
 * @param relations to whom it is bound, in the words of its lane
 * @param facts what else there is to say, in the words of its lane
 * @param stack where its thread is in the code, the innermost call first
 * @param messages those that wait in its mailbox, the oldest first
 * @param state what it has in mind
 */
public record Detail(
        TreeNode node,
        @Nullable Peer parent,
        List<Relation> relations,
        List<Fact> facts,
        Lines stack,
        Lines messages,
        Lines state) {
    /** How many messages, and how many calls of a stack, are shown. */
    public static final int SHOWN = 100;

    public Detail {
        relations = List.copyOf(relations);
        facts = List.copyOf(facts);
    }

    /**
     * Another process or actor.
     *
     * @param path where it is, whether the tree shows it or not; null if it has no place
     * @param id who it is
     */
    public record Peer(@Nullable String path, String id) {}

    /**
     * Those to whom it is bound in one way.
     *
     * @param name in which, such as {@code links}
     * @param peers to whom
     */
    public record Relation(String name, List<Peer> peers) {
        public Relation {
            peers = List.copyOf(peers);
        }
    }

    /**
     * Something to know.
     *
     * @param name what it is about
     * @param text what it is
     */
    public record Fact(String name, String text) {}

    /**
     * Some lines, or why there are none.
     *
     * @param lines the lines; null if they cannot be shown
     * @param why why not; null if they are shown
     */
    public record Lines(
            @Nullable List<String> lines, @Nullable String why) {
        /** What is said of contents when nobody has asked for them. */
        public static final Lines HIDDEN = hidden("Hidden, since contents may be secrets. To see them, start with:"
                + " ./mvnw compile exec:exec -DshowContents=true");

        /**
         * Lines that are shown.
         *
         * @param lines which
         * @return them
         */
        public static Lines shown(List<String> lines) {
            return new Lines(List.copyOf(lines), null);
        }

        /**
         * Lines that are not.
         *
         * @param why a sentence
         * @return none
         */
        public static Lines hidden(String why) {
            return new Lines(null, why);
        }

        /**
         * A stack.
         *
         * @param stack the innermost call first
         * @return as many calls as are shown
         */
        public static Lines of(List<StackTraceElement> stack) {
            return shown(
                    stack.stream().limit(SHOWN).map(StackTraceElement::toString).toList());
        }
    }
}
