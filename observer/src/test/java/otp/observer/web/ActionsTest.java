package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import otp.observer.FakeLane;
import otp.observer.tree.Action;

class ActionsTest {
    private static final Token TOKEN = new Token("0123456789abcdef");
    private static final String CRASH = "?lane=fake&path=/course&action=crash";
    private static final String KNOWN = "X-Observer-Token: " + TOKEN.text() + "\r\n";

    private final FakeLane lane = new FakeLane();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        open(new Permissions(true, false));
    }

    private void open(Permissions permissions) throws IOException {
        server = WebServer.open(new Port(0), List.of(lane), permissions, TOKEN, Pace.USUAL);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String post(String query, String headers) throws IOException {
        return send("POST /api/action" + query + " HTTP/1.1\r\nHost: localhost:4000\r\n" + headers
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private String send(String request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void assertRefused(String answer, int status, String sentence) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\r\n\r\n" + sentence);
        assertThat(lane.acts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void doesWhatItIsAsked(Action action) throws IOException {
        assertThat(post("?lane=fake&path=/course&action=" + action.word(), KNOWN))
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\n\r\ndone: " + action.word());
        assertThat(lane.acts()).containsExactly(action);
    }

    @Test
    void theObserversOwnPageMayAct() throws IOException {
        assertThat(post(CRASH, KNOWN + "Origin: http://localhost:4000\r\nSec-Fetch-Site: same-origin\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whatALaneRefusesIsAConflictWithItsSentence() throws IOException {
        lane.refusesToAct();

        assertThat(post(CRASH, KNOWN)).startsWith("HTTP/1.1 409 ").contains("\r\n\r\nrefused: crash");
    }

    @Test
    void withoutThePermissionNothingIsDone() throws IOException {
        server.close();
        open(Permissions.NONE);

        assertRefused(post(CRASH, KNOWN), 403, "This observer only looks.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Observer-Token: \r\n", "X-Observer-Token: 0123456789abcdeg\r\n"})
    void whoDoesNotKnowTheTokenIsRefused(String headers) throws IOException {
        assertRefused(post(CRASH, headers), 403, "Expected the token of this start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: http://localhost:4001",
                "Origin: https://localhost:4000",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none"
            })
    void aPageFromElsewhereIsRefusedEvenWithTheToken(String header) throws IOException {
        assertRefused(post(CRASH, KNOWN + header + "\r\n"), 403, "Expected this to come from this observer's own page");
    }

    @Test
    void anotherNameForThisMachineIsRefusedEvenWithTheToken() throws IOException {
        assertRefused(
                send("POST /api/action" + CRASH + " HTTP/1.1\r\nHost: evil.example\r\n" + KNOWN
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                403,
                "This page is for this machine only.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
    void noOtherMethodActs(String method) throws IOException {
        assertRefused(
                send(method + " /api/action" + CRASH + " HTTP/1.1\r\nHost: localhost:4000\r\n" + KNOWN
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                405,
                "Expected POST for /api/action, got: " + method);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?lane=fake&path=/course | 400 | Expected the parameter action to be one of crash, kill, stop, suspend, resume",
                "?lane=fake&path=/course&action=CRASH | 400 | Expected the parameter action",
                "?path=/course&action=crash | 400 | Expected the parameters lane and path",
                "?lane=other&path=/course&action=crash | 404 | Expected the lane to be one of fake",
                "?lane=fake&path=/nobody&action=crash | 404 | Nobody is at /nobody",
                "?lane=fake&path=/course&action=crash&id=x | 409 | Expected x to be at /course, but it is id of course now."
            })
    void whatIsWrongIsSaid(String query, int status, String sentence) throws IOException {
        assertRefused(post(query, KNOWN), status, sentence);
    }

    private String ask(String headers) throws IOException {
        return send("POST /api/state?lane=fake&path=/course HTTP/1.1\r\nHost: localhost:4000\r\n" + headers
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @Test
    void whoMaySeeContentsMayAskForAState() throws IOException {
        server.close();
        open(new Permissions(false, true));

        assertThat(ask(KNOWN)).startsWith("HTTP/1.1 200 ").contains("the state of /course");
    }

    @Test
    void whoMayNotSeeContentsMayNotAskForAState() throws IOException {
        assertThat(ask(KNOWN)).startsWith("HTTP/1.1 403 ").contains("\r\n\r\nHidden, since contents may be secrets.");
    }

    @Test
    void aStateIsToldToThisObserversOwnPageOnly() throws IOException {
        server.close();
        open(new Permissions(true, true));

        assertThat(ask("")).startsWith("HTTP/1.1 403 ").contains("Expected the token");
        assertThat(ask(KNOWN + "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void onlyThePageKnowsTheToken() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains(
                        "data-actions=\"allowed\"", "data-contents=\"hidden\"", "data-token=\"" + TOKEN.text() + "\"");
    }

    @Test
    void aPageThatMayNotActKnowsNoToken() throws IOException {
        server.close();
        open(Permissions.NONE);

        assertThat(send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("data-actions=\"off\"", "data-token=\"\"");
    }

    @Test
    void eachStartHasATokenOfItsOwn() {
        assertThat(Token.random()).isNotEqualTo(Token.random());
    }
}
