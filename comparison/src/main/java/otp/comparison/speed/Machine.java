package otp.comparison.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What the figures were taken on: without it they say nothing. */
final class Machine {
    private Machine() {}

    static String describe(String beam) {
        Runtime.Version java = Runtime.version();
        return String.join(
                "\n",
                LocalDate.now() + ", " + processor() + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.vm.name") + " " + java + "; Akka "
                        + akka.Version.current() + "; " + beam,
                "");
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            // Only Linux has that file.
            String identifier = System.getenv("PROCESSOR_IDENTIFIER");
            return identifier == null ? "unknown processor" : identifier;
        }
    }
}
