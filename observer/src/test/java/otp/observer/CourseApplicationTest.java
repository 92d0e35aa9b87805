package otp.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import otp.observer.tree.Sizes;
import otp.observer.web.Permissions;
import otp.observer.web.Port;
import otp.observer.web.PortTakenException;
import otp.testkit.log.LogCapture;

class CourseApplicationTest {
    private static final Set<String> ONLY_FROM_SCRATCH =
            Set.of("TableKeeper", "MemberTable", "redis socket", "redis writer");

    @RegisterExtension
    final LogCapture log = LogCapture.of("otp.course");

    @Test
    void bothLanesShowTheSameNamesKindsAndStrategies() throws Exception {
        CourseApplication application = CourseApplication.start(new Port(0), Permissions.NONE);
        try (var client = HttpClient.newHttpClient()) {
            // An actor is there before it has begun, and nobody knows yet what it is.
            await().until(() -> nodes(tree(client, application), 0)
                            .filter(node -> !node.contains("\"Actor\""))
                            .count()
                    == 35);
            awaitConnections(client, application);
            JsonObject tree = tree(client, application);

            assertThat(lane(tree, 0).get("lane").getAsString()).isEqualTo("akka");
            assertThat(lane(tree, 1).get("lane").getAsString()).isEqualTo("handrolled");
            assertThat(nodes(tree, 0)).containsExactlyElementsOf(nodes(tree, 1).toList());
        } finally {
            application.stop();
        }
    }

    @Test
    void stopsTheWebServerAndThenEachLaneFromTheClientToTheRoot() throws Exception {
        CourseApplication application = CourseApplication.start(new Port(0), Permissions.NONE);
        try (var client = HttpClient.newHttpClient()) {
            awaitConnections(client, application);
        }

        boolean inOrder = application.stop();

        assertThat(inOrder).isTrue();
        assertThat(log.lines())
                .extracting(line -> line.logger() + ": " + line.message())
                .containsExactly(
                        "otp.course: web server has stopped",
                        "otp.course.akka: client has stopped",
                        "otp.course.akka: playground has stopped",
                        "otp.course.akka: endpoint has stopped",
                        "otp.course.akka: pubsub has stopped",
                        "otp.course.akka: telemetry has stopped",
                        "otp.course.akka: cache has stopped",
                        "otp.course.akka: pool has stopped",
                        "otp.course.akka: course has stopped",
                        "otp.course.handrolled: client has stopped",
                        "otp.course.handrolled: playground has stopped",
                        "otp.course.handrolled: endpoint has stopped",
                        "otp.course.handrolled: pubsub has stopped",
                        "otp.course.handrolled: telemetry has stopped",
                        "otp.course.handrolled: cache has stopped",
                        "otp.course.handrolled: pool has stopped",
                        "otp.course.handrolled: course has stopped",
                        "otp.course: Redis has stopped");
    }

    @Test
    void startsNothingWhenThePortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> CourseApplication.start(new Port(other.getLocalPort()), Permissions.NONE))
                    .isInstanceOf(PortTakenException.class);
            assertThat(log.lines()).isEmpty();
        }
    }

    /** All of both lanes are up. */
    private static void awaitConnections(HttpClient client, CourseApplication application) {
        await().until(() -> {
            String tree = tree(client, application).toString();
            return tree.split("\"connection\":\\{\"state\":\"up\"", -1).length == 1 + 2 * Sizes.CONNECTIONS;
        });
    }

    private static JsonObject tree(HttpClient client, CourseApplication application) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(application.url() + "api/tree"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return JsonParser.parseString(
                        client.send(request, BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }

    private static JsonObject lane(JsonObject tree, int index) {
        return tree.getAsJsonArray("lanes").get(index).getAsJsonObject();
    }

    private static Stream<List<String>> nodes(JsonObject tree, int lane) {
        return nodes(lane(tree, lane).getAsJsonObject("root"));
    }

    private static Stream<List<String>> nodes(JsonObject node) {
        return Stream.concat(
                Stream.of(Stream.of("name", "kind", "strategy")
                        .map(field -> node.get(field).toString())
                        .toList()),
                StreamSupport.stream(node.getAsJsonArray("children").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .filter(child -> !child.get("name").getAsString().startsWith("session_"))
                        // what only the from-scratch lane needs
                        .filter(child ->
                                !ONLY_FROM_SCRATCH.contains(child.get("kind").getAsString()))
                        .flatMap(CourseApplicationTest::nodes));
    }
}
