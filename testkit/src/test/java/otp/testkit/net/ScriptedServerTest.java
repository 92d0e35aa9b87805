package otp.testkit.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {
    private static final Duration SHORT = Duration.ofMillis(250);
    private final ScriptedServer server = ScriptedServer.listen();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsAndAnswers() throws IOException {
        try (var client = connect(server);
                var peer = server.accept()) {
            send(client, "PING\r\n");
            peer.expect("PING\r\n");
            peer.write("+PONG\r\n");
            assertThat(receive(client, 7)).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void givesConnectionsInTheirOrder() throws IOException {
        try (var first = connect(server);
                var second = connect(server)) {
            server.accept().write("1");
            server.accept().write("2");
            assertThat(receive(first, 1) + receive(second, 1)).isEqualTo("12");
        }
    }

    @Test
    void countsConnections() throws IOException {
        try (var _ = connect(server);
                var _ = connect(server)) {
            Peer first = server.accept();
            server.accept();
            first.close();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.open()).isEqualTo(1);
        }
    }

    @Test
    void aClosedConnectionEndsAfterWhatWasSent() throws IOException {
        try (var client = connect(server)) {
            Peer peer = server.accept();
            peer.write("$10\r\nhalf");
            peer.close();
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("$10\r\nhalf");
        }
    }

    @Test
    void aResetConnectionFailsAtTheClient() throws IOException {
        try (var client = connect(server)) {
            server.accept().reset();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aHalfClosedConnectionCanStillBeReadFrom() throws IOException {
        try (var client = connect(server);
                var peer = server.accept()) {
            peer.closeHalf();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            send(client, "more");
            peer.expect("more");
        }
    }

    @Test
    void cutsAnAnswerWhereItIsTold() throws IOException {
        try (var client = connect(server);
                var peer = server.accept()) {
            List<String> pieces = new ArrayList<>();
            peer.writeCut("abcdef".getBytes(UTF_8), () -> pieces.add(whatIsThere(client)), 1, 4);
            assertThat(pieces).containsExactly("a", "bcd");
            assertThat(receive(client, 2)).isEqualTo("ef");
        }
    }

    @Test
    void sendsByteByByte() throws IOException {
        try (var client = connect(server);
                var peer = server.accept()) {
            List<String> pieces = new ArrayList<>();
            peer.writeSlowly("abc".getBytes(UTF_8), () -> pieces.add(whatIsThere(client)));
            assertThat(pieces).containsExactly("a", "b");
            assertThat(receive(client, 1)).isEqualTo("c");
        }
    }

    @Test
    void refusesToCutOutsideOfAnAnswer() throws IOException {
        try (var _ = connect(server);
                var peer = server.accept()) {
            for (int[] places : new int[][] {{0}, {3}, {2, 1}, {1, 1}}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> peer.writeCut("abc".getBytes(UTF_8), () -> {}, places))
                        .withMessageContaining("ascending places from 1 to 2");
            }
        }
    }

    @Test
    void awaitsThatTheClientCloses() throws IOException {
        var client = connect(server);
        Peer peer = server.accept();
        send(client, "last words");
        client.close();
        peer.awaitEnd();
        assertThat(server.open()).isZero();
    }

    @Test
    void awaitsThatTheClientResets() throws IOException {
        var client = connect(server);
        Peer peer = server.accept();
        client.setSoLinger(true, 0);
        client.close();
        peer.awaitEnd();
        assertThat(peer.isEnded()).isTrue();
    }

    @Test
    void nobodyListensWhileItRefuses() throws IOException {
        try (var before = connect(server);
                var peer = server.accept()) {
            server.refuse();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
            peer.write("still there");
            assertThat(receive(before, 11)).isEqualTo("still there");
        }
    }

    @Test
    void listensAgainOnItsPort() throws IOException {
        int port = server.port();
        try (var _ = connect(server)) {
            server.refuse();
            server.listenAgain();
            assertThat(server.port()).isEqualTo(port);
            server.accept();
            try (var again = connect(server)) {
                server.accept().write("x");
                assertThat(receive(again, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void closingEndsAllConnections() throws IOException {
        try (var client = connect(server)) {
            server.accept();
            server.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.open()).isZero();
        }
    }

    @Test
    void aConnectionThatDoesNotComeIsNamed() {
        try (var hasty = ScriptedServer.listen(SHORT)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(hasty::accept)
                    .withMessageContaining("No connection came to port " + hasty.port() + " within PT0.25S");
        }
    }

    @Test
    void bytesThatDoNotComeAreNamed() throws IOException {
        try (var hasty = ScriptedServer.listen(SHORT);
                var client = connect(hasty)) {
            Peer peer = hasty.accept();
            send(client, "PI");
            peer.expect("PI");
            send(client, "\"\r\n\u0001");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> peer.read(5))
                    .withMessageContaining("4 of 5 bytes, then none for PT0.25S: \"\\\"\\r\\n\\x01\"");
        }
    }

    @Test
    void otherBytesThanExpectedAreShown() throws IOException {
        try (var client = connect(server);
                var peer = server.accept()) {
            send(client, "PONG\r\n");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> peer.expect("PING\r\n"))
                    .withMessageContaining("\"PING\\r\\n\"")
                    .withMessageContaining("\"PONG\\r\\n\"");
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleIsNamed() throws IOException {
        var client = connect(server);
        Peer peer = server.accept();
        send(client, "PI");
        client.close();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> peer.expect("PING"))
                .withMessage("The client ended the connection after 2 of 4 bytes: \"PI\"");
    }

    @Test
    void aClientThatStaysIsNamed() throws IOException {
        try (var hasty = ScriptedServer.listen(SHORT);
                var _ = connect(hasty)) {
            Peer peer = hasty.accept();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(peer::awaitEnd)
                    .withMessage("The client has not ended the connection within PT0.25S");
        }
    }

    @Test
    void writingToAConnectionThatIsOverFails() throws IOException {
        try (var _ = connect(server)) {
            Peer peer = server.accept();
            peer.close();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> peer.write("x"))
                    .withMessage("Cannot send \"x\"");
        }
    }

    private static Socket connect(ScriptedServer to) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        socket.setSoTimeout(Math.toIntExact(ScriptedServer.LIMIT.toMillis()));
        return socket;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String receive(Socket client, int count) throws IOException {
        return new String(client.getInputStream().readNBytes(count), UTF_8);
    }

    /** Waits for something, then takes all that is there: one piece, since the next is sent only afterwards. */
    private static String whatIsThere(Socket client) {
        try {
            byte[] buffer = new byte[100];
            int count = client.getInputStream().read(buffer);
            return new String(buffer, 0, count, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
