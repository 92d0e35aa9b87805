package otp.observer.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import otp.observer.live.Feed;
import otp.observer.tree.Lane;
import otp.observer.tree.Snapshot;

/**
 * Serves the page and its data: {@code /api/live}, {@code /api/tree}, {@code /api/process} and {@code /api/tables}. Listens where only this machine can
 * reach it, and answers only to the names of this machine: otherwise a foreign page could point a name of its own at 127.0.0.1 and
 * read along (DNS rebinding).
 *
 * <p>Each request is handled on a virtual thread of its own. While there is none, nothing is read and no thread runs but the one that
 * waits for it.
 */
public final class WebServer implements AutoCloseable {
    private final List<HttpServer> servers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Routes routes;
    private final Feed feed;
    private final WriteLimit limit;
    private final Live live;

    private WebServer(
            List<HttpServer> servers, List<? extends Lane> lanes, Permissions permissions, Token token, Pace pace) {
        this.servers = servers;
        this.feed = new Feed(() -> Snapshot.of(lanes), pace.ticks());
        this.limit = new WriteLimit(pace.toRead());
        this.live = new Live(feed, pace.silence(), limit);
        this.routes = new Routes(lanes, permissions, token);
    }

    /**
     * Opens the port. What comes in waits until {@link #start}.
     *
     * @param port which
     * @param lanes what it shows; read when somebody asks, on the threads of the server
     * @param permissions what the page may do besides looking
     * @return the server
     * @throws PortTakenException if another program has the port
     * @throws IOException if the port cannot be opened for another reason
     */
    public static WebServer open(Port port, List<? extends Lane> lanes, Permissions permissions) throws IOException {
        return open(port, lanes, permissions, Token.random(), Pace.USUAL);
    }

    static WebServer open(Port port, List<? extends Lane> lanes, Permissions permissions, Token token, Pace pace)
            throws IOException {
        limitWaiting();
        return new WebServer(Loopback.open(port), lanes, permissions, token, pace);
    }

    /** A client that sends too slowly is dropped. The JDK's server reads this once, when it is first used. */
    private static void limitWaiting() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
    }

    /** Answers from now on. */
    public void start() {
        for (HttpServer server : servers) {
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        }
    }

    /**
     * The port that is open.
     *
     * @return its number
     */
    public int port() {
        return servers.getFirst().getAddress().getPort();
    }

    /** The addresses it listens on. */
    List<InetAddress> addresses() {
        return servers.stream().map(server -> server.getAddress().getAddress()).toList();
    }

    /** How many live pages there are. */
    int watchers() {
        return feed.viewers();
    }

    /**
     * Tells the live pages that this is the end, then closes the port and all connections. Blocks for a moment at most. Closing again
     * does nothing.
     */
    @Override
    public void close() {
        feed.close();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        limit.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            carefully(exchange.getResponseHeaders());
            Optional<Answer> refusal = routes.refusal(exchange);
            Optional<Answer> answer = refusal.isEmpty() && Routes.path(exchange).equals(Routes.LIVE)
                    ? live.serve(exchange)
                    : Optional.of(refusal.orElseGet(() -> routes.answer(exchange)));
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        }
    }

    /** What tells the browser to be careful with an answer. */
    private static void carefully(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.contentType());
        if (answer.status() == 405) {
            headers.set("Allow", Routes.methodOf(Routes.path(exchange)));
        }
        // To HEAD there is never a body, and -1 says so; else the server would log a warning.
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        limit.run(() -> {
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(answer.body());
            }
        });
    }
}
