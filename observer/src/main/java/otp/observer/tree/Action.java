package otp.observer.tree;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody can do to a process or an actor from outside. */
public enum Action {
    /** An exception in its next message. */
    CRASH,
    /** {@code Process.exit(pid, :kill)}. */
    KILL,
    /** An end in order. */
    STOP,
    /** It handles no messages from now on. */
    SUSPEND,
    /** It goes on where it was suspended. */
    RESUME;

    /**
     * The action of this name.
     *
     * @param name in lower case, such as {@code crash}
     * @return it, or nothing if there is none
     */
    public static Optional<Action> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(name))
                .findFirst();
    }

    /**
     * Its name.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
