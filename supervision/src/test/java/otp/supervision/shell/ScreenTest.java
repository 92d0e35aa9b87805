package otp.supervision.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(printed, true));

    @Test
    void aLineOfTheLogThatComesWhileOneTypesWaitsForTheNextCommand() {
        screen.log("Akka", "b started");
        assertThat(printed.toString()).isEmpty();
        screen.begin();
        assertThat(printed.toString()).isEqualToIgnoringNewLines("Akka         | b started");
    }

    @Test
    void aLineOfTheLogThatComesDuringACommandIsPrintedAtOnce() {
        screen.begin();
        screen.log("Akka", "b started");
        assertThat(printed.toString()).isEqualToIgnoringNewLines("Akka         | b started");
    }
}
