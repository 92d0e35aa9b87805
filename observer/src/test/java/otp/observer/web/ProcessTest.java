package otp.observer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static otp.observer.FakeLane.node;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.observer.FakeLane;

class ProcessTest {
    private final FakeLane lane = new FakeLane();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        open(false);
    }

    private void open(boolean contents) throws Exception {
        server = WebServer.open(new Port(0), List.of(lane), new Permissions(false, contents));
        server.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private HttpResponse<String> ask(String query) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/process" + query))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void tellsOfTheOneAtAPlace() throws Exception {
        lane.is(node("/a b/%2F+"));

        assertThat(ask("?lane=fake&path=%2Fa%20b%2F%252F%2B").body())
                .contains("\"path\":\"/a b/%2F+\"", "\"relations\":[]", "\"parent\":null");
    }

    @Test
    void contentsStayHiddenUnlessThePermissionIsGiven() throws Exception {
        assertThat(ask("?lane=fake&path=/course").body()).contains("Hidden").doesNotContain("a secret");
        server.close();
        open(true);

        assertThat(ask("?lane=fake&path=/course").body()).contains("a secret").doesNotContain("Hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?", "?lane=fake", "?path=/course", "?lane=&path=/course", "?lane=fake&path=", "?lane&path"})
    void whatIsMissingIsSaid(String query) throws Exception {
        assertThat(ask(query).statusCode()).isEqualTo(400);
        assertThat(ask(query).body()).startsWith("Expected the parameters lane and path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?lane=fake&lane=fake&path=/course | 400 | Expected each parameter once, got lane more than once.",
                "?lane=other&path=/course | 404 | Expected the lane to be one of fake, got: other.",
                "?lane=fake&path=/nobody | 404 | Nobody is at /nobody in the lane fake now.",
                "?lane=fake&path=course | 404 | Nobody is at course in the lane fake now."
            })
    void whatIsWrongIsSaid(String query, int status, String sentence) throws Exception {
        assertThat(ask(query).statusCode()).isEqualTo(status);
        assertThat(ask(query).body()).startsWith(sentence);
    }
}
