package otp.supervision.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * What somebody sees who opens the shell and types some lines.
 *
 * @param exitCode the shell's
 * @param seen all that was printed, with the prompts and the lines that were typed
 */
record Session(int exitCode, String seen) {
    /** Opens a shell, types the lines, and then Ctrl-D. */
    static Session of(List<String> typed) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true);
        var keys = new ByteArrayInputStream((String.join("\n", typed) + "\n").getBytes());
        var jshell = JavaShellToolBuilder.builder()
                .in(keys, null)
                .out(unclosed(out))
                .err(unclosed(out))
                .persistence(new HashMap<>());
        int exitCode = Main.run(jshell, out);
        return new Session(exitCode, bytes.toString().replace("\r", ""));
    }

    /** JShell closes what it writes to, and the shell has more to say. */
    private static PrintStream unclosed(PrintStream out) {
        return new PrintStream(out, true) {
            @Override
            public void close() {
                flush();
            }
        };
    }
}
