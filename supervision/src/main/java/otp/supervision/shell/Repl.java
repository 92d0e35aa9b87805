package otp.supervision.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.tool.JavaShellToolBuilder;

/** JShell, with the commands at hand and the course on its class path. It runs snippets in this JVM, where the playgrounds are. */
final class Repl {
    private Repl() {}

    /**
     * Runs JShell. Blocks until it is told to end.
     *
     * @param builder where it reads, writes and keeps its history
     * @return its exit code
     */
    static int run(JavaShellToolBuilder builder) throws Exception {
        Path imports = imports();
        try {
            return builder.start(
                    "--execution",
                    "local",
                    "--class-path",
                    System.getProperty("java.class.path"),
                    "--startup",
                    "DEFAULT",
                    "--startup",
                    imports.toString());
        } finally {
            Files.deleteIfExists(imports);
        }
    }

    /** JShell takes what it begins with from files alone. */
    private static Path imports() throws IOException {
        Path file = Files.createTempFile("imports", ".jsh");
        try (InputStream source = Repl.class.getResourceAsStream("imports.jsh")) {
            if (source == null) {
                throw new IllegalStateException("expected imports.jsh beside " + Repl.class + ", found none");
            }
            Files.write(file, source.readAllBytes());
        }
        return file;
    }
}
