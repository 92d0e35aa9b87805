package otp.observer.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otp.observer.live.Feed;
import otp.observer.tree.Detail;
import otp.observer.tree.Lane;
import otp.observer.tree.Snapshot;
import otp.observer.tree.Tables;

/**
 * Serves the page and its data: {@code /api/live}, {@code /api/tree}, {@code /api/process} and {@code /api/tables}. Listens where only this machine can
 * reach it, and answers only to the names of this machine: otherwise a foreign page could point a name of its own at 127.0.0.1 and
 * read along (DNS rebinding).
 *
 * <p>Each request is handled on a virtual thread of its own. While there is none, nothing is read and no thread runs but the one that
 * waits for it.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String LIVE = "/api/live";
    private static final String ACTION = "/api/action";

    private final List<HttpServer> servers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Route> routes;
    private final Feed feed;
    private final WriteLimit limit;
    private final Live live;

    /** How a request to one path is answered. */
    @FunctionalInterface
    private interface Route {
        Answer answer(HttpExchange exchange) throws Whom.Refused;
    }

    private WebServer(
            List<HttpServer> servers, List<? extends Lane> lanes, Permissions permissions, Token token, Pace pace) {
        this.servers = servers;
        this.feed = new Feed(() -> Snapshot.of(lanes), pace.ticks());
        this.limit = new WriteLimit(pace.toRead());
        this.live = new Live(feed, pace.silence(), limit);
        Answer page = PageFiles.index(permissions, token);
        this.routes = new HashMap<>();
        PageFiles.all().forEach((path, answer) -> routes.put(path, _ -> answer));
        routes.put("/api/tree", _ -> Answer.json(Json.of(Snapshot.of(lanes))));
        routes.put("/api/tables", _ -> Answer.json(Json.of(Tables.of(lanes))));
        routes.put("/", _ -> page);
        routes.put(ACTION, new Actions(lanes, permissions.actions(), token)::answer);
        routes.put("/api/process", exchange -> process(exchange, lanes, permissions));
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
            Optional<Answer> refusal = refusal(exchange);
            Optional<Answer> answer = refusal.isEmpty() && path(exchange).equals(LIVE)
                    ? live.serve(exchange)
                    : Optional.of(refusal.orElseGet(() -> answer(exchange)));
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
            headers.set("Allow", methodOf(path(exchange)));
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

    private Optional<Answer> refusal(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!Loopback.isName(host)) {
            return Optional.of(Answer.words(
                    403, "This page is for this machine only. Expected a request to localhost, got: " + host));
        }
        String path = path(exchange);
        if (!routes.containsKey(path) && !path.equals(LIVE)) {
            return Optional.of(
                    Answer.words(
                            404,
                            "There is nothing at " + path
                                    + ". There is a page at / and its data at /api/live, /api/tree, /api/process and /api/tables; actions go to /api/action."));
        }
        String expected = methodOf(path);
        if (!exchange.getRequestMethod().equals(expected)) {
            return Optional.of(Answer.words(
                    405, "Expected " + expected + " for " + path + ", got: " + exchange.getRequestMethod() + "."));
        }
        return Optional.empty();
    }

    private Answer answer(HttpExchange exchange) {
        try {
            return Objects.requireNonNull(routes.get(path(exchange))).answer(exchange);
        } catch (Whom.Refused refused) {
            return refused.answer();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Cannot answer {} {}", exchange.getRequestMethod(), path(exchange), e);
            return Answer.words(500, "What is asked for cannot be read just now. The log says why.");
        }
    }

    private static Answer process(HttpExchange exchange, List<? extends Lane> lanes, Permissions permissions)
            throws Whom.Refused {
        Whom whom = Whom.in(exchange.getRequestURI().getRawQuery(), lanes);
        Detail detail = whom.lane().detail(whom.path(), permissions.contents()).orElseThrow(whom::nobody);
        return Answer.json(Json.of(detail));
    }

    /** What changes something is no GET: a link, or a browser that loads ahead, must not do it. */
    private static String methodOf(String path) {
        return path.equals(ACTION) ? "POST" : "GET";
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }
}
