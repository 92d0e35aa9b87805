package otp.redisclient;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The few words that {@link LocalRedis} has with a server, to learn whether it is up, and which one it is. */
final class Probe implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;

    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects, and gives the password if there is one. Every wait of it is bounded by the limit. */
    Probe(RedisUri uri, Duration limit) throws IOException {
        try {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            socket.connect(new InetSocketAddress(uri.host(), uri.port()), Math.toIntExact(limit.toMillis()));
            in = new BufferedInputStream(socket.getInputStream());
            String user = uri.user();
            String password = uri.password();
            if (password != null) expectOk(user == null ? List.of("AUTH", password) : List.of("AUTH", user, password));
            if (uri.database() != 0) expectOk(List.of("SELECT", Integer.toString(uri.database())));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Fails unless the server answers PING. */
    void ping() throws IOException {
        String answer = say("PING");
        if (!answer.equals("PONG")) throw new IOException("it answered PING with " + answer);
    }

    /** One setting of the server. */
    String setting(String name) throws IOException {
        return say("CONFIG", "GET", name);
    }

    /** Its answer as text: of an array the last part, of an error its line with the minus. */
    String say(String... words) throws IOException {
        send(List.of(words));
        return answer();
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> line;
            case '$' -> rest.equals("-1") ? "" : line(); // what we ask for has one line
            case '*' -> {
                String last = "";
                for (int i = count(rest); i > 0; i--) last = answer();
                yield last;
            }
            default -> throw new IOException("it answered with " + line + ": is it a Redis?");
        };
    }

    private static int count(String digits) throws IOException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IOException("it answered an array of " + digits + " parts: is it a Redis?", e);
        }
    }

    private void expectOk(List<String> command) throws IOException {
        String answer = say(command.toArray(String[]::new));
        if (!answer.equals("OK")) throw new IOException("it answered " + command.getFirst() + " with " + answer);
    }

    private void send(List<String> words) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.UTF_8));
        for (String word : words) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(("$" + utf8.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(utf8);
            bytes.writeBytes(new byte[] {'\r', '\n'});
        }
        socket.getOutputStream().write(bytes.toByteArray());
    }

    private String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < LONGEST_LINE) {
            int next = in.read();
            if (next < 0) throw new EOFException("it closed the connection");
            if (next == '\n') return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
            bytes.write(next);
        }
        throw new IOException("it answered a line of more than " + LONGEST_LINE + " bytes: is it a Redis?");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
