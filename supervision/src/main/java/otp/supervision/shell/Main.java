package otp.supervision.shell;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * Opens JShell with both playgrounds running, as {@code iex -S mix} does in a project in Elixir.
 *
 * <p>Ends with {@code /exit}, Ctrl-D, or the end of its input. The lines that were typed are kept for the next time, by {@link
 * Preferences} under {@code otp/supervision/shell}.
 */
public final class Main {
    // Says at the first start of all that it has created a directory. Held here, since a logger may be collected with
    // its level.
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    private Main() {}

    /**
     * Opens it. With the system property {@code otp.exitWithParent} it also ends, some seconds later, when the process that has
     * started it has ended: Maven does not take its child along when it is killed.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        PREFERENCES.setLevel(Level.WARNING);
        if (Boolean.getBoolean("otp.exitWithParent")) {
            // Mostly JShell notices by itself that the terminal is no longer its own. But not while code of its user
            // runs.
            ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        }
        var history = Preferences.userRoot().node("otp/supervision/shell");
        // Threads of JShell may be left.
        System.exit(run(JavaShellToolBuilder.builder().persistence(history), System.out));
    }

    /**
     * Starts both playgrounds, runs JShell until it ends, stops both playgrounds.
     *
     * @param jshell where it reads, writes, and keeps its history
     * @param out where the commands print
     * @return JShell's exit code
     * @throws IllegalStateException if a shell is open in this JVM
     */
    static int run(JavaShellToolBuilder jshell, PrintStream out) throws Exception {
        try (LogLines log = LogLines.open();
                var shell = new Shell(log, out);
                var _ = Commands.use(shell)) {
            // SIGTERM, or the terminal was closed. If all is stopped already, this does nothing.
            Runtime.getRuntime().addShutdownHook(new Thread(shell::close, "shutdown"));
            shell.open();
            out.println("Both playgrounds run. tree() shows them, help() lists the commands.");
            return Repl.run(jshell);
        }
    }
}
