package otp.comparison.behavior;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import otp.comparison.scenario.Scenario;
import otp.comparison.scenario.Scenarios;
import otp.comparison.scenario.akka.Director;

/**
 * A scenario and what Akka does with it now.
 *
 * @param file where the scenario is
 * @param scenario what it is
 * @param verdict how Akka compares with OTP
 * @param trace what Akka does
 */
record Entry(Path file, Scenario scenario, Verdict verdict, String trace) {
    /** Plays a scenario and compares. */
    static Entry play(Path file) throws TimeoutException {
        Scenario scenario = Scenarios.read(file);
        String trace = Director.play(scenario);
        Verdict verdict = trace.contains(Director.NO_IDIOM)
                ? Verdict.NO_IDIOM
                : Agreement.agree(read(beside(file, ".trace")), trace) ? Verdict.SAME : Verdict.DIFFERENT;
        return new Entry(file, scenario, verdict, trace);
    }

    /** Whether a person has to say in a sentence what differs. */
    boolean wantsSentence() {
        return verdict != Verdict.SAME;
    }

    /** What differs: the sentence beside the scenario. */
    String sentence() {
        return wantsSentence() ? pinned().map(Pinned::sentence).orElse("") : "";
    }

    /** The sentence and the trace beside the scenario, if they are there. */
    Optional<Pinned> pinned() {
        Path pin = beside(file, ".akka");
        return Files.exists(pin) ? Optional.of(Pinned.parse(read(pin))) : Optional.empty();
    }

    /** Writes down what Akka does now, beside the sentence that was there. */
    void pin() {
        Path pin = beside(file, ".akka");
        try {
            if (wantsSentence()) {
                Files.writeString(pin, new Pinned(sentence(), trace).text());
            } else {
                Files.deleteIfExists(pin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + pin, e);
        }
    }

    /** A file of the same name with another ending. */
    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.scn$", ending));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** All scenarios of a folder, played. */
    static List<Entry> playAll(Path folder) throws TimeoutException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : Scenarios.in(folder)) {
            entries.add(play(file));
        }
        return List.copyOf(entries);
    }
}
