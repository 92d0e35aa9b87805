package otp.supervision.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A constant is Java's setting of build time, the nearest there is to {@code Application.compile_env}. */
@Tag("B28")
class ConstantsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theCompilerCopiesAConstantIntoTheClassesThatUseItAndTheyKeepItUntilTheyAreCompiledAgain() throws Exception {
        compile("Limits", "public class Limits { public static final int MAX = 3; }");
        compile("User", "public class User { public static int max() { return Limits.MAX; } }");
        compile("Limits", "public class Limits { public static final int MAX = 8; }");
        assertThat(maxOfUser()).isEqualTo(3);
        compile("User", "public class User { public static int max() { return Limits.MAX; } }");
        assertThat(maxOfUser()).isEqualTo(8);
    }

    @Test
    void aFieldWhoseValueIsWorkedOutWhenItsClassIsInitializedIsNotCopied() throws Exception {
        compile("Limits", "public class Limits { public static final int MAX = Integer.parseInt(\"3\"); }");
        compile("User", "public class User { public static int max() { return Limits.MAX; } }");
        compile("Limits", "public class Limits { public static final int MAX = Integer.parseInt(\"8\"); }");
        assertThat(maxOfUser()).isEqualTo(8);
    }

    /** Compiles one class and leaves the others alone, as a build does that does not see the connection. */
    private void compile(String name, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-implicit:none",
                        "-classpath",
                        folder.toString(),
                        file.toString());
        assertThat(errors).isZero();
    }

    private Object maxOfUser() throws Exception {
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return loader.loadClass("User").getMethod("max").invoke(null);
        }
    }
}
