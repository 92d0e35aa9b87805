package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.observer.FakeLane;
import otp.testkit.log.LogCapture;

class WebServerTest {
    private final FakeLane lane = new FakeLane();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.open(new Port(0), List.of(lane), Permissions.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html",
        "/observer.js,text/javascript",
        "/dom.js,text/javascript",
        "/forest.js,text/javascript",
        "/keys.js,text/javascript",
        "/actions.js,text/javascript",
        "/panel.js,text/javascript",
        "/stream.js,text/javascript",
        "/tables.js,text/javascript",
        "/treeview.js,text/javascript",
        "/words.js,text/javascript",
        "/observer.css,text/css",
        "/favicon.svg,image/svg+xml",
        "/api/tree,application/json",
        "/api/tables,application/json"
    })
    void servesThePageAndItsData(String path, String type) throws IOException {
        assertThat(get(path, "localhost"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nContent-Type: " + type + "; charset=utf-8\r\n");
    }

    @Test
    void theTablesAreWhatIsInThemNow() throws IOException {
        assertThat(get("/api/tables", "localhost")).endsWith("\r\n\r\n{\"lanes\":[{\"lane\":\"fake\",\"tables\":[]}]}");
    }

    @Test
    void theDataIsWhatTheTreesLookLikeNow() throws IOException {
        assertThat(get("/api/tree", "localhost")).contains("\r\n\r\n{\"lanes\":[{\"lane\":\"fake\",\"root\":{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Security-Policy: default-src 'self';",
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: no-referrer",
                "Cross-Origin-Resource-Policy: same-origin",
                "Cross-Origin-Opener-Policy: same-origin"
            })
    void everyAnswerTellsTheBrowserToBeCareful(String header) throws IOException {
        assertThat(get("/", "localhost")).containsIgnoringCase("\r\n" + header);
        assertThat(get("/nothing", "localhost")).containsIgnoringCase("\r\n" + header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST", "localhost:4000", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:4000"})
    void answersToTheNamesOfThisMachine(String host) throws IOException {
        assertThat(get("/", host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:4000",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.168.0.1",
                "localhost:x"
            })
    void refusesAnyOtherName(String host) throws IOException {
        assertThat(get("/api/tree", host)).startsWith("HTTP/1.1 403 ").contains("for this machine only");
    }

    @Test
    void theStreamIsForThisMachineOnlyToo() throws IOException {
        assertThat(get("/api/live", "evil.example")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void nothingIsReadWhileNobodyAsks() {
        assertThat(lane.looks()).isZero();
    }

    @Test
    void refusesARequestWithoutAName() throws IOException {
        assertThat(send("GET /api/tree HTTP/1.0\r\n\r\n")).contains(" 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void refusesEveryMethodButGet(String method) throws IOException {
        assertThat(send(method
                        + " /api/tree HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("\r\nAllow: GET\r\n")
                .contains("Expected GET for /api/tree, got: " + method);
    }

    @Test
    void refusesHeadWithoutABody() throws IOException {
        assertThat(send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api", "/api/tree/", "/../WebServer.class", "/%3Cscript%3E"})
    void saysInWordsThatThereIsNothing(String path) throws IOException {
        assertThat(get(path, "localhost"))
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("\r\nContent-Type: text/plain; charset=utf-8\r\n")
                .contains(
                        "There is a page at / and its data at /api/live, /api/tree, /api/process and /api/tables; what is done goes to /api/action and /api/state.");
    }

    @Test
    void aTreeThatCannotBeReadIsA500InWordsAndALineInTheLog() throws IOException {
        try (var log = LogCapture.of(WebServer.class)) {
            lane.failsWith(new IllegalStateException("on purpose"));

            assertThat(get("/api/tree", "localhost"))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("The log says why.");
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.error()).hasMessage("on purpose"));
        }
    }

    @Test
    void listensOnLoopbackAddressesOnly() {
        assertThat(server.addresses())
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address.isLoopbackAddress()).isTrue());
    }

    @Test
    void aPortThatIsTakenIsASentence() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> WebServer.open(new Port(other.getLocalPort()), List.of(lane), Permissions.NONE))
                    .isInstanceOf(PortTakenException.class)
                    .hasCauseInstanceOf(BindException.class)
                    .hasMessageStartingWith("Port " + other.getLocalPort() + " is taken: another program listens there")
                    .hasMessageContaining("-Dport=");
        }
    }

    @Test
    void nobodyListensAnyMoreWhenClosed() {
        server.close();

        assertThatThrownBy(() -> new Socket("127.0.0.1", server.port())).isInstanceOf(IOException.class);
    }

    private String get(String path, String host) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    /** By hand, since Java's clients do not let a caller choose the Host. */
    private String send(String request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
