package otp.comparison.behavior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Plays all scenarios on Akka, writes down beside each what differs, and writes BEHAVIOR.md. The sentences stay as they are; where
 * there is none yet, it says so.
 */
final class Write {
    private Write() {}

    /**
     * @param arguments the folder of the module
     * @throws TimeoutException if the actors of a scenario do not come to rest
     */
    public static void main(String[] arguments) throws IOException, TimeoutException {
        Path home = Path.of(arguments[0]);
        List<Entry> entries = Entry.playAll(home.resolve("scenarios"));
        entries.forEach(Entry::pin);
        Files.writeString(home.resolve("BEHAVIOR.md"), Page.of(home, entries));
        entries.stream()
                .filter(entry -> entry.wantsSentence() && entry.sentence().isBlank())
                .forEach(entry -> System.err.println("expected in the first line a sentence on what Akka does instead: "
                        + Entry.beside(entry.file(), ".akka")));
    }
}
