package otp.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as it is run: a JVM of its own, real signals, exit codes. */
class MainTest {
    private static final List<String> ANY_PORT = List.of("-Dport=0");

    @Test
    void answersAtTheAddressThatItPrints() throws Exception {
        try (var program = Program.start(Main.class, ANY_PORT);
                var client = HttpClient.newHttpClient()) {
            String url = program.line().replaceFirst(".*(http://localhost:[0-9]+/).*", "$1");
            var request = HttpRequest.newBuilder(URI.create(url + "api/tree"))
                    .timeout(Duration.ofSeconds(10))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .contains("\"lane\":\"akka\"", "\"lane\":\"handrolled\"");
        }
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals that one program could send to another")
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalStopsItInOrderWithExitCodeZero(String signal) throws Exception {
        try (var program = Program.start(Main.class, ANY_PORT)) {
            assertThat(program.line()).contains("The course runs at http://localhost:");

            program.signal(signal);

            // It gives itself two seconds: had they not been enough, the exit code would be 1.
            assertThat(program.exitCode()).isZero();
            assertThat(program.remainingLines())
                    .extracting(line -> line.replaceFirst("^\\S+ INFO +", "").replaceAll(" +", " "))
                    .containsExactly(
                            "otp.course web server has stopped",
                            "otp.course.akka client has stopped",
                            "otp.course.akka playground has stopped",
                            "otp.course.akka endpoint has stopped",
                            "otp.course.akka pubsub has stopped",
                            "otp.course.akka telemetry has stopped",
                            "otp.course.akka cache has stopped",
                            "otp.course.akka pool has stopped",
                            "otp.course.akka course has stopped",
                            "otp.course.handrolled client has stopped",
                            "otp.course.handrolled playground has stopped",
                            "otp.course.handrolled endpoint has stopped",
                            "otp.course.handrolled pubsub has stopped",
                            "otp.course.handrolled telemetry has stopped",
                            "otp.course.handrolled cache has stopped",
                            "otp.course.handrolled pool has stopped",
                            "otp.course.handrolled course has stopped",
                            "otp.course Redis has stopped");
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void theRedisThatItHasStartedGoesWithIt() throws Exception {
        try (var program = Program.start(Main.class, ANY_PORT)) {
            assertThat(program.line()).contains("The course runs at");
            List<ProcessHandle> started = program.handle().descendants().toList();
            assertThat(started).isNotEmpty();

            program.handle().destroyForcibly();

            for (ProcessHandle process : started) {
                await().atMost(Duration.ofSeconds(20)).until(() -> Program.hasEnded(process));
            }
        }
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        try (var parent = Program.start(ParentProgram.class, List.of())) {
            assertThat(parent.line()).contains("The course runs at");
            ProcessHandle main = parent.handle().children().findFirst().orElseThrow();
            try {
                parent.handle().destroyForcibly();

                await().atMost(Duration.ofSeconds(20)).until(() -> Program.hasEnded(main));
            } finally {
                main.destroyForcibly();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentenceAndExitCodeOne() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var program = Program.start(Main.class, List.of("-Dport=" + other.getLocalPort()))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + other.getLocalPort() + " is taken");
            assertThat(program.remainingLines()).isEmpty();
        }
    }

    @Test
    void aPortThatIsNoneIsOneSentenceAndExitCodeOne() throws Exception {
        try (var program = Program.start(Main.class, List.of("-Dport=four thousand"))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Expected -Dport= to be a number from 1 to 65535");
            assertThat(program.remainingLines()).isEmpty();
        }
    }
}
