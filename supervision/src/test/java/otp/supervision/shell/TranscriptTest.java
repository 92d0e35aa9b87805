package otp.supervision.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TranscriptTest {
    // JShell compiles each line, which takes a slow machine a while.
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theShellAnswersAsThePageShows() throws Exception {
        Transcript page = Transcript.in(Path.of("README.md"));
        Session session = Session.of(page.typed());
        assertThat(Transcript.of(session.seen()).normal())
                .as("the session, for the block ```jshell of supervision/README.md:\n%s", session.seen())
                .isEqualTo(page.normal());
    }

    @Test
    void idsAreTheSameWhereTheyWereTheSame() {
        assertThat(normal("b is another process, #PID<0.9.0>, was #PID<0.5.0>", "b is process #PID<0.9.0>"))
                .isEqualTo(normal("b is another process, #PID<0.4.0>, was #PID<0.2.0>", "b is process #PID<0.4.0>"))
                .isNotEqualTo(normal("b is another process, #PID<0.4.0>, was #PID<0.2.0>", "b is process #PID<0.2.0>"));
    }

    @Test
    void akkasLinesMayComeInAnotherOrder() {
        assertThat(normal("Akka         | started: a b", "Akka         | d terminates", "Akka         | f terminates"))
                .isEqualTo(normal(
                        "Akka         | f terminates", "Akka         | started: b a", "Akka         | d terminates"));
    }

    @Test
    void theOtherLanesLinesMayNot() {
        assertThat(normal("from scratch | f terminates", "from scratch | d terminates"))
                .isNotEqualTo(normal("from scratch | d terminates", "from scratch | f terminates"));
    }

    private static String normal(String... lines) {
        return Transcript.of(String.join("\n", lines)).normal();
    }
}
