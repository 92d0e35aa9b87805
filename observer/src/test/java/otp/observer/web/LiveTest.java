package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static otp.observer.FakeLane.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otp.observer.FakeLane;
import otp.observer.live.Feed;
import otp.observer.tree.TreeNode;
import otp.testkit.log.LogCapture;

class LiveTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakeLane lane = new FakeLane();
    private final SynchronousQueue<Object> clock = new SynchronousQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = open(clock::take, LONG, LONG);
    }

    private WebServer open(Feed.Ticks ticks, Duration silence, Duration toRead) throws IOException {
        WebServer opened = WebServer.open(
                new Port(0), List.of(lane), Permissions.NONE, Token.random(), new Pace(ticks, silence, toRead));
        opened.start();
        return opened;
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private void tick() throws InterruptedException {
        assertThat(clock.offer(this, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private HttpResponse<InputStream> connect() throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/live"))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    /** The lines up to the next empty one; null when the stream has ended. */
    private static @Nullable String event(BufferedReader stream) throws IOException {
        var event = new StringBuilder();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.isEmpty()) {
                return event.toString();
            }
            event.append(line).append('\n');
        }
        return null;
    }

    private BufferedReader afterTheSnapshot() throws Exception {
        BufferedReader stream = lines(connect());
        event(stream);
        event(stream);
        return stream;
    }

    @Test
    void isAStreamOfEvents() throws Exception {
        assertThat(connect().headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
    }

    @Test
    void saysAtOnceWhenToComeBack() throws Exception {
        assertThat(event(lines(connect()))).isEqualTo("retry: 1000\n");
    }

    @Test
    void beginsWithAllThereIs() throws Exception {
        lane.is(node("/a", node("/a/b")));
        BufferedReader stream = lines(connect());
        event(stream);

        assertThat(event(stream))
                .startsWith("id: 1\nevent: snapshot\ndata: {\"lanes\":[{\"lane\":\"fake\",\"ended\":false}]")
                .contains("\"path\":\"/a/b\"", "\"parent\":\"/a\"", "\"age\":0.000");
    }

    @Test
    void aClientThatComesBackBeginsWithAllAgain() throws Exception {
        afterTheSnapshot().close();
        BufferedReader second = lines(connect());
        event(second);

        assertThat(event(second)).contains("event: snapshot");
    }

    @Test
    void thenSendsOfANodeOnlyWhatIsDifferent() throws Exception {
        BufferedReader stream = afterTheSnapshot();
        lane.is(node("/course", 1, Duration.ofSeconds(1)));
        tick();

        assertThat(event(stream))
                .isEqualTo("id: 2\nevent: diff\n"
                        + "data: {\"changed\":[{\"lane\":\"fake\",\"path\":\"/course\",\"restarts\":1}]}\n");
    }

    @Test
    void sendsWhoIsNewAndWhoIsGone() throws Exception {
        lane.is(node("/course", node("/course/old")));
        BufferedReader stream = afterTheSnapshot();
        lane.is(node("/course", node("/course/new")));
        tick();

        assertThat(event(stream))
                .contains("\"removed\":[{\"lane\":\"fake\",\"path\":\"/course/old\"}]")
                .contains("\"added\":[{\"path\":\"/course/new\"");
    }

    @Test
    void sendsNothingWhenNothingIsDifferent() throws Exception {
        BufferedReader stream = afterTheSnapshot();
        tick();
        tick();
        lane.is(null);
        tick();

        assertThat(event(stream)).contains("event: diff\n", "\"ended\":true");
    }

    @Test
    void aTextFromOutsideCannotBeginAnEventOfItsOwn() throws Exception {
        lane.is(node("/a\n\nevent: end\ndata: x"));
        BufferedReader stream = lines(connect());
        event(stream);

        assertThat(event(stream)).contains("event: snapshot").contains("/a\\n\\nevent: end\\ndata: x");
    }

    @Test
    void aTreeThatCannotBeReadIsASentence() throws Exception {
        BufferedReader stream = afterTheSnapshot();
        try (var log = LogCapture.of(Feed.class)) {
            lane.failsWith(new IllegalStateException("on purpose"));
            tick();

            assertThat(event(stream))
                    .isEqualTo(
                            "event: problem\ndata: The trees cannot be read just now. The application's log says why.\n");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void showsInASilenceThatItIsStillThere() throws Exception {
        try (WebServer quiet = open(clock::take, SHORT, LONG)) {
            server.close();
            server = quiet;

            assertThat(event(afterTheSnapshot())).isEqualTo(": nothing new\n");
        }
    }

    @Test
    void saysGoodbyeAndEndsWhenTheServerCloses() throws Exception {
        BufferedReader stream = afterTheSnapshot();

        server.close();

        assertThat(event(stream)).isEqualTo("event: end\ndata: The application has stopped.\n");
        assertThat(event(stream)).isNull();
    }

    @Test
    void noticesThatAClientHasVanished() throws Exception {
        try (WebServer quiet = open(clock::take, SHORT, LONG)) {
            server.close();
            server = quiet;
            afterTheSnapshot().close();

            await().until(() -> server.watchers() == 0);
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndHarmsNobody() throws Exception {
        lane.is(big(0));
        var looks = new SynchronousQueue<Object>();
        try (WebServer impatient = open(looks::take, LONG, Duration.ofSeconds(1));
                var deaf = new Socket()) {
            server.close();
            server = impatient;
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress("127.0.0.1", server.port()));
            deaf.getOutputStream().write("GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            await().until(() -> server.watchers() == 1);
            BufferedReader other = afterTheSnapshot();
            assertThat(server.watchers()).isPositive();

            lane.is(big(1));
            assertThat(looks.offer(this, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(event(other)).contains("event: diff");
            await().until(() -> server.watchers() == 1);
        }
    }

    /** More than the buffers between two sockets hold. */
    private static TreeNode big(int restarts) {
        return node(
                "/course",
                IntStream.range(0, 20_000)
                        .mapToObj(i ->
                                node("/course/a_worker_with_a_long_name_" + i, i == 0 ? restarts : 0, Duration.ZERO))
                        .toArray(TreeNode[]::new));
    }
}
