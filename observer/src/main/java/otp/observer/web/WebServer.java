package otp.observer.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.tree.Snapshot;
import otp.observer.tree.Tables;

/**
 * Serves the page, {@code /api/tree} and {@code /api/tables}. Listens where only this machine can reach it, and answers only to the names of this
 * machine: otherwise a foreign page could point a name of its own at 127.0.0.1 and read along (DNS rebinding).
 *
 * <p>Each request is handled on a virtual thread of its own.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Set<String> NAMES_OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<HttpServer> servers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Supplier<Answer>> routes;

    private WebServer(List<HttpServer> servers, Supplier<Snapshot> trees, Supplier<Tables> tables) {
        this.servers = servers;
        this.routes = Map.of(
                "/", fixed(Answer.file("index.html", "text/html")),
                "/observer.js", fixed(Answer.file("observer.js", "text/javascript")),
                "/observer.css", fixed(Answer.file("observer.css", "text/css")),
                "/favicon.svg", fixed(Answer.file("favicon.svg", "image/svg+xml")),
                "/api/tree", () -> Answer.json(Json.of(trees.get())),
                "/api/tables", () -> Answer.json(Json.of(tables.get())));
    }

    private static Supplier<Answer> fixed(Answer answer) {
        return () -> answer;
    }

    /**
     * Opens the port. What comes in waits until {@link #start}.
     *
     * @param port which
     * @param trees what {@code /api/tree} shows; called for each request, on its thread
     * @param tables what {@code /api/tables} shows; likewise
     * @return the server
     * @throws PortTakenException if another program has the port
     * @throws IOException if the port cannot be opened for another reason
     */
    public static WebServer open(Port port, Supplier<Snapshot> trees, Supplier<Tables> tables) throws IOException {
        limitWaiting();
        return new WebServer(Loopback.open(port), trees, tables);
    }

    /** A client that sends or reads too slowly is dropped. The JDK's server reads this once, when it is first used. */
    private static void limitWaiting() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
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

    /** Closes the port and all connections at once. Closing again does nothing. */
    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("X-Content-Type-Options", "nosniff");
            if (answer.status() == 405) {
                headers.set("Allow", "GET");
            }
            // To HEAD there is never a body, and -1 says so; else the server would log a warning.
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!isThisMachine(host)) {
            return Answer.words(
                    403, "This page is for this machine only. Expected a request to localhost, got: " + host);
        }
        String path = exchange.getRequestURI().getPath();
        Supplier<Answer> route = routes.get(path);
        if (route == null) {
            return Answer.words(
                    404,
                    "There is nothing at " + path
                            + ". There is a page at / and its data at /api/tree and /api/tables.");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.words(
                    405, "Expected GET, got: " + exchange.getRequestMethod() + ". There is nothing to change here.");
        }
        try {
            return route.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Cannot answer GET {}", path, e);
            return Answer.words(500, "What is asked for cannot be read just now. The log says why.");
        }
    }

    /** The port does not matter: a tunnel may change it. */
    private static boolean isThisMachine(@Nullable String host) {
        return host != null
                && NAMES_OF_THIS_MACHINE.contains(
                        host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT));
    }
}
