package otp.supervision.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What the commands and the log print, a line at a time. Thread-safe.
 *
 * <p>A line of the log that comes while somebody types would tear the prompt, so it waits for the next command. It is rare: a
 * command returns when all that it has caused has happened.
 */
final class Screen {
    private final PrintStream out;
    private final List<String> waiting = new ArrayList<>();
    private boolean inCommand;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A command begins. */
    synchronized void begin() {
        inCommand = true;
        take().forEach(out::println);
    }

    /** The command is over: the prompt appears. */
    synchronized void end() {
        inCommand = false;
        out.flush();
    }

    /** A line of a command. */
    synchronized void say(String lane, String sentence) {
        say("%-14s %s".formatted(lane + ":", sentence));
    }

    /** A line of a command that is about no lane, or about both. */
    synchronized void say(String line) {
        out.println(line);
    }

    /** A line of the log. */
    synchronized void log(String lane, String line) {
        waiting.add("%-13s| %s".formatted(lane, line));
        if (inCommand) {
            take().forEach(out::println);
        }
    }

    private List<String> take() {
        List<String> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
